#pragma once

#include <string>
#include <string_view>

namespace almoner::settings {

/// A basic string of TOML 1.0, quoted: quotes, backslashes and control characters are escaped. `text` is UTF-8.
std::string toml_text(std::string_view text);

}  // namespace almoner::settings
