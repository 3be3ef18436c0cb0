#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/check.hpp"

namespace almoner {

/// The texts of an enumeration whose values count from zero, in the order of the values.
template <std::size_t count>
using Names = std::array<std::string_view, count>;

template <class Enumeration, std::size_t count>
std::string_view name_in(Names<count> const& names, Enumeration value) {
    auto const index = static_cast<std::size_t>(value);
    check(index < count, "an enumerator has a name");
    return names[index];
}

template <class Enumeration, std::size_t count>
std::optional<Enumeration> value_in(Names<count> const& names, std::string_view text) {
    auto const found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<Enumeration>(found - names.begin());
}

}  // namespace almoner
