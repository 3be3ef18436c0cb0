#pragma once

#include <string_view>

#include "core/character_set.hpp"

namespace almoner::bytes {

/// Whether every character of well-formed UTF-8 can be written in `set`. Nothing is replaced to make it fit.
bool can_write(CharacterSet set, std::string_view utf8);

}  // namespace almoner::bytes
