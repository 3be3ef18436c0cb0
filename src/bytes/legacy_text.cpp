#include "bytes/legacy_text.hpp"

#include <iconv.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "core/check.hpp"
#include "core/utf8.hpp"

namespace almoner::bytes {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The upper half of a code page: UTF-8 of each byte from 0x80, empty where it has no character, and whether it is a
/// letter.
struct CodePage {
    std::array<std::string, 128> characters;
    std::array<bool, 128> letters{};

    explicit CodePage(char const* name) {
        auto* const converter = ::iconv_open("UTF-8", name);
        check(converter != reinterpret_cast<iconv_t>(-1),
              "the C library converts the code pages of banks");  // NOLINT(performance-no-int-to-ptr): iconv(3)
        for (std::size_t at = 0; at < characters.size(); ++at) {
            auto byte = static_cast<char>(0x80 + at);
            auto* from = &byte;
            std::array<char, 8> room{};
            auto* to = room.data();
            std::size_t left = 1;
            auto free = room.size();
            if (::iconv(converter, &from, &left, &to, &free) == 0) {
                characters[at].assign(room.data(), room.size() - free);
            }
            static_cast<void>(::iconv(converter, nullptr, nullptr, nullptr, nullptr));
            auto rest = std::string_view(characters[at]);
            letters[at] = !rest.empty() && is_letter(take_character(rest));
        }
        static_cast<void>(::iconv_close(converter));
    }

    static bool is_letter(char32_t character) {
        auto const category = ::utf8proc_category(static_cast<utf8proc_int32_t>(character));
        return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    }
};

bool is_ascii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }
std::size_t place_of(char letter) { return static_cast<unsigned char>(letter) - std::size_t{0x80}; }
bool is_ascii_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

/// Every byte has a character, and beside a letter stands no sign.
bool fits(CodePage const& page, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_ascii(text[at])) {
            continue;
        }
        auto const beside_letter =
            (at > 0 && is_ascii_letter(text[at - 1])) || (at + 1 < text.size() && is_ascii_letter(text[at + 1]));
        if (page.characters[place_of(text[at])].empty() || (beside_letter && !page.letters[place_of(text[at])])) {
            return false;
        }
    }
    return true;
}

/// Latin words have one or two such letters side by side, Cyrillic ones hardly any other.
bool looks_cyrillic(std::string_view text) {
    constexpr auto long_row = 4;
    auto row = 0;
    return std::any_of(text.begin(), text.end(), [&](char letter) {
        row = static_cast<unsigned char>(letter) >= 0xC0 ? row + 1 : 0;
        return row >= long_row;
    });
}

CodePage const& page_of(std::string_view text) {
    static CodePage const western("CP1252");
    static CodePage const central("CP1250");
    static CodePage const dos("CP850");
    static CodePage const cyrillic("CP1251");
    if (looks_cyrillic(text)) {
        return cyrillic;
    }
    for (auto const* page : {&western, &central, &dos}) {
        if (fits(*page, text)) {
            return *page;
        }
    }
    return western;
}

/// Mostly UTF-8 with a character cut off somewhere: then the rest of it is worth keeping.
bool has_utf8(std::string_view text) {
    auto characters = 0;
    auto faults = 0;
    for (auto at = first_utf8_fault(text); !text.empty(); at = first_utf8_fault(text)) {
        auto const sound = text.substr(0, at.value_or(text.size()));
        characters += static_cast<int>(std::count_if(
            sound.begin(), sound.end(), [](char letter) { return static_cast<unsigned char>(letter) >= 0xC0; }));
        faults += at ? 1 : 0;
        text.remove_prefix(at ? *at + 1 : text.size());
    }
    return characters > 0 && characters >= faults;
}

std::string with_faults_replaced(std::string_view text) {
    std::string out;
    while (auto const fault = first_utf8_fault(text)) {
        out += text.substr(0, *fault);
        out += replacement;
        text.remove_prefix(*fault + 1);
    }
    out += text;
    return out;
}

}  // namespace

std::string to_utf8(std::string_view text) {
    if (!first_utf8_fault(text)) {
        return std::string(text);
    }
    if (has_utf8(text)) {
        return with_faults_replaced(text);
    }
    auto const& page = page_of(text);
    std::string out;
    for (auto const letter : text) {
        if (is_ascii(letter)) {
            out += letter;
            continue;
        }
        auto const& character = page.characters[place_of(letter)];
        out += character.empty() ? std::string(replacement) : character;
    }
    return out;
}

}  // namespace almoner::bytes
