#include "bytes/utf16.hpp"

namespace almoner::bytes {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t byte_order_mark = 0xFEFF;

void append_utf8(std::string& out, char32_t character) {
    auto const put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6));
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | (character >> 18));
        put(0x80 | ((character >> 12) & 0x3F));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

}  // namespace

std::optional<Utf16Decoder::Order> Utf16Decoder::told_by(std::string_view start) {
    if (start.size() < 2) {
        return std::nullopt;
    }
    // UTF-32 begins like UTF-16 and goes on with two zero bytes.
    auto const rest = start.substr(2, 2);
    if (rest == std::string_view("\0\0", 2)) {
        return std::nullopt;
    }
    if (start.starts_with("\xFF\xFE") || (start[0] != '\0' && start[1] == '\0')) {
        return Order::little_endian;
    }
    if (start.starts_with("\xFE\xFF") || (start[0] == '\0' && start[1] != '\0')) {
        return Order::big_endian;
    }
    return std::nullopt;
}

std::string Utf16Decoder::feed(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (auto const letter : bytes) {
        auto const byte = static_cast<unsigned char>(letter);
        if (!odd_) {
            odd_ = byte;
            continue;
        }
        auto const first = static_cast<char32_t>(*odd_);
        odd_.reset();
        append(out, order_ == Order::big_endian ? first << 8 | byte : static_cast<char32_t>(byte) << 8 | first);
    }
    return out;
}

std::string Utf16Decoder::finish() {
    std::string out;
    if (odd_ || high_ != 0) {
        append_utf8(out, replacement);
    }
    return out;
}

void Utf16Decoder::append(std::string& out, char32_t unit) {
    auto const is_mark = !begun_ && unit == byte_order_mark;
    begun_ = true;
    if (is_mark) {
        return;
    }
    auto const is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high_ != 0 && is_low) {
        append_utf8(out, 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
        high_ = 0;
        return;
    }
    if (high_ != 0) {
        append_utf8(out, replacement);
        high_ = 0;
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        high_ = unit;
        return;
    }
    append_utf8(out, is_low ? replacement : unit);
}

}  // namespace almoner::bytes
