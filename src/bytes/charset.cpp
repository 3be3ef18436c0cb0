#include "bytes/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "core/check.hpp"
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

::iconv_t no_converter() { return reinterpret_cast<::iconv_t>(-1); }  // NOLINT(performance-no-int-to-ptr): iconv(3)

bool converts(std::string_view utf8, char const* to_name) {
    auto* const converter = ::iconv_open(to_name, "UTF-8");
    if (converter == no_converter()) {
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

std::size_t encoded_size(FileEncoding encoding, std::string_view utf8) {
    if (encoding == FileEncoding::utf8) {
        return utf8.size();
    }
    StringSink encoded;
    Gb18030Sink sink(encoded);
    static_cast<void>(sink.write(utf8));
    return encoded.text.size();
}

Gb18030Sink::Gb18030Sink(ByteSink& sink) : sink_(sink), converter_(::iconv_open("GB18030", "UTF-8")) {
    check(converter_ != no_converter(), "iconv knows GB 18030");
}

Gb18030Sink::~Gb18030Sink() { static_cast<void>(::iconv_close(converter_)); }

Status Gb18030Sink::write(std::string_view utf8) {
    held_ += utf8;
    // No character takes more bytes than twice those it has in UTF-8.
    out_.resize(held_.size() * 2);
    auto* from = held_.data();
    auto* to = out_.data();
    auto left = held_.size();
    auto room = out_.size();
    auto const done = ::iconv(converter_, &from, &left, &to, &room);
    // EINVAL: the piece ends within a character.
    if (done == static_cast<std::size_t>(-1) && errno != EINVAL) {
        return Error{ErrorCode::sheet_encoding, {}, {}, {}};
    }
    held_.erase(0, held_.size() - left);
    return sink_.write(std::string_view(out_).substr(0, out_.size() - room));
}

}  // namespace almoner::bytes
