#include "core/character_set.hpp"

#include "core/names.hpp"

namespace almoner {

namespace {

constexpr Names<3> names = {"any", "gbk", "sepa"};

}  // namespace

std::string_view text_of(CharacterSet set) { return name_in(names, set); }
std::optional<CharacterSet> character_set_of(std::string_view text) { return value_in<CharacterSet>(names, text); }

}  // namespace almoner
