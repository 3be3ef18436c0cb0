#include "bytes/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/utf8.hpp"

namespace almoner::bytes {

namespace {

/// EPC217-08, 6.1: what every bank of the scheme takes.
bool is_sepa(char letter) {
    constexpr std::string_view marks = "/-?:().,'+ ";
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           marks.find(letter) != std::string_view::npos;
}

/// GBK has all of the first block of ideographs, so that hardly a name needs to be converted.
bool is_surely_gbk(char32_t character) {
    return (character >= U' ' && character <= U'~') || character == 0x00B7 ||
           (character >= 0x4E00 && character <= 0x9FA5);
}

bool converts(std::string_view utf8, char const* to_name) {
    auto* const converter = ::iconv_open(to_name, "UTF-8");
    if (reinterpret_cast<std::intptr_t>(converter) == -1) {
        return false;
    }
    auto text = std::string(utf8);
    std::string out(text.size() * 4, '\0');
    auto* from = text.data();
    auto* to = out.data();
    auto left = text.size();
    auto room = out.size();
    auto const done = ::iconv(converter, &from, &left, &to, &room);
    static_cast<void>(::iconv_close(converter));
    return done == 0 && left == 0;
}

}  // namespace

bool can_write(CharacterSet set, std::string_view utf8) {
    if (set == CharacterSet::any) {
        return true;
    }
    if (set == CharacterSet::sepa) {
        return std::all_of(utf8.begin(), utf8.end(), is_sepa);
    }
    for (auto rest = utf8; !rest.empty();) {
        if (!is_surely_gbk(take_character(rest))) {
            return converts(utf8, "GBK");
        }
    }
    return true;
}

}  // namespace almoner::bytes
