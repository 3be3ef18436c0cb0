#pragma once

#include <string>
#include <string_view>

namespace almoner::bytes {

/// Compatibility composition (Unicode Annex 15, NFKC): full-width letters, digits and brackets become plain ones.
/// What is not UTF-8 comes back as it is.
std::string nfkc(std::string_view utf8);

}  // namespace almoner::bytes
