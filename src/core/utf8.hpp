#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace almoner {

/// Where the first byte stands that is not well-formed UTF-8 (Unicode 15, table 3-7: no overlong form,
/// no surrogate, nothing above U+10FFFF), or nothing when all of `text` is.
std::optional<std::size_t> first_utf8_fault(std::string_view text);

/// The next character of well-formed UTF-8, taken off the front of `text`; `text` is not empty.
char32_t take_character(std::string_view& text);

/// How many characters `text`, which is well-formed UTF-8, has.
std::size_t character_count(std::string_view text);

}  // namespace almoner
