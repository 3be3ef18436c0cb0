#include "bytes/utf16.hpp"

#include "catch.hpp"

using almoner::bytes::Utf16Decoder;

namespace {

using namespace std::string_view_literals;
using Order = Utf16Decoder::Order;

/// However the bytes are cut, the text is the same.
std::string decoded(Order order, std::string_view bytes) {
    Utf16Decoder whole(order);
    auto text = whole.feed(bytes);
    text += whole.finish();
    Utf16Decoder cut(order);
    std::string pieces;
    for (auto const byte : bytes) {
        pieces += cut.feed({&byte, 1});
    }
    pieces += cut.finish();
    CHECK(pieces == text);
    return text;
}

}  // namespace

TEST_CASE("UTF-16 in both orders becomes UTF-8, without its mark") {
    CHECK(decoded(Order::little_endian, "\xFF\xFE<\0\xE4\0\x2D\x4E\x3D\xD8\x00\xDE"sv) == "<\u00E4\u4E2D\U0001F600");
    CHECK(decoded(Order::big_endian, "\0<\0\xE4\x4E\x2D\xD8\x3D\xDE\x00"sv) == "<\u00E4\u4E2D\U0001F600");
}

TEST_CASE("half a character is replaced, not dropped") {
    CHECK(decoded(Order::big_endian, "\xD8\x3D\0a"sv) == "\uFFFDa");
    CHECK(decoded(Order::big_endian, "\xDE\x00\0a"sv) == "\uFFFDa");
    CHECK(decoded(Order::big_endian, "\0a\0"sv) == "a\uFFFD");
    CHECK(decoded(Order::big_endian, "\xD8\x3D"sv) == "\uFFFD");
}

TEST_CASE("the order is told by the mark or by the zero beside a Latin character") {
    CHECK(Utf16Decoder::told_by("\xFF\xFE<\0"sv) == Order::little_endian);
    CHECK(Utf16Decoder::told_by("\xFE\xFF\0<"sv) == Order::big_endian);
    CHECK(Utf16Decoder::told_by("<\0?\0"sv) == Order::little_endian);
    CHECK(Utf16Decoder::told_by("\0<\0?"sv) == Order::big_endian);
    CHECK_FALSE(Utf16Decoder::told_by("<?xm"sv));
    CHECK_FALSE(Utf16Decoder::told_by("\xFF\xFE\0\0"sv));
    CHECK_FALSE(Utf16Decoder::told_by("<"sv));
}
