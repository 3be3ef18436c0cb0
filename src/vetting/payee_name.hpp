#pragma once

#include <string>
#include <string_view>

namespace almoner::vetting {

/// A name as banks write it: Kangxi radicals (Unicode block 2F00) become the ideographs they look like, the many dots
/// between the parts of a name become U+00B7, invisible characters and blanks around the name or between ideographs
/// go. Letters, ideographs and marks stay as they are.
std::string as_banks_write(std::string_view utf8);

}  // namespace almoner::vetting
