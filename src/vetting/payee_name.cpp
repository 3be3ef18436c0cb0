#include "vetting/payee_name.hpp"

#include <algorithm>
#include <array>

#include "bytes/unicode.hpp"
#include "core/utf8.hpp"

namespace almoner::vetting {

namespace {

constexpr std::string_view middle_dot = "\u00B7";
constexpr std::array<char32_t, 7> dots = {0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65, 0x318D};
constexpr std::array<char32_t, 7> invisible = {0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF};
constexpr std::array<char32_t, 3> blanks = {U' ', 0x00A0, 0x3000};

template <std::size_t count>
bool is_one_of(std::array<char32_t, count> const& characters, char32_t character) {
    return std::find(characters.begin(), characters.end(), character) != characters.end();
}

bool is_radical(char32_t character) { return character >= 0x2F00 && character <= 0x2FDF; }

/// CJK Unified Ideographs with their extensions.
bool is_ideograph(char32_t character) {
    return (character >= 0x3400 && character <= 0x9FFF) || (character >= 0x20000 && character <= 0x3FFFF);
}

/// What follows the blanks at the beginning of `rest`; nothing at the end.
char32_t after_blanks(std::string_view rest) {
    while (!rest.empty()) {
        if (auto const character = take_character(rest); !is_one_of(blanks, character)) {
            return character;
        }
    }
    return 0;
}

}  // namespace

std::string as_banks_write(std::string_view utf8) {
    if (first_utf8_fault(utf8)) {
        return std::string(utf8);
    }
    std::string written;
    char32_t last = 0;
    for (auto rest = utf8; !rest.empty();) {
        auto const before = rest;
        auto const character = take_character(rest);
        auto const text = before.substr(0, before.size() - rest.size());
        if (is_one_of(invisible, character)) {
            continue;
        }
        if (is_one_of(blanks, character)) {
            auto const next = after_blanks(rest);
            auto const needless =
                last == 0 || next == 0 || (is_ideograph(last) && is_ideograph(next)) || is_one_of(blanks, last);
            if (needless) {
                continue;
            }
        }
        if (is_radical(character)) {
            written += bytes::nfkc(text);
        } else {
            written += is_one_of(dots, character) ? middle_dot : text;
        }
        last = character;
    }
    return written;
}

}  // namespace almoner::vetting
