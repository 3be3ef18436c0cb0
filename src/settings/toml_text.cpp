#include "settings/toml_text.hpp"

namespace almoner::settings {

std::string toml_text(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\"";
    for (auto const letter : text) {
        auto const code = static_cast<unsigned char>(letter);
        if (code < 0x20 || code == 0x7f) {
            out += std::string("\\u00") + digits[code >> 4U] + digits[code & 0xfU];
            continue;
        }
        if (letter == '"' || letter == '\\') {
            out += '\\';
        }
        out += letter;
    }
    return out + "\"";
}

}  // namespace almoner::settings
