#pragma once

#include <string>
#include <string_view>

namespace almoner::bytes {

/// Text of unknown encoding as UTF-8: as it is when it is well formed; else by the first of the code pages 1252, 1250
/// and 850 in which whatever stands beside a letter is a letter; and Cyrillic by 1251 where letters beyond ASCII stand
/// in long rows. What no page has becomes U+FFFD.
std::string to_utf8(std::string_view text);

}  // namespace almoner::bytes
