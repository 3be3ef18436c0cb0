#include "bytes/charset.hpp"

#include "catch.hpp"

using almoner::CharacterSet;
using almoner::FileEncoding;
using almoner::StringSink;
using almoner::bytes::can_write;
using almoner::bytes::encoded_size;
using almoner::bytes::Gb18030Sink;

TEST_CASE("GBK writes the names it has and not those of later blocks") {
    for (auto const* name : {"张三", "阿依古丽·买买提", "Mary-Ann", "Ａ", "〇", "㈱", ""}) {
        CHECK(can_write(CharacterSet::gbk, name));
    }
    // U+4DAE, U+36C3 and CJK extension B are in GB 18030 and not in GBK.
    for (auto const* name : {"\u4DAE", "张\u36C3", "\U00020BB7野", "José\u0301"}) {
        CHECK_FALSE(can_write(CharacterSet::gbk, name));
    }
}

TEST_CASE("SEPA writes the Latin set of EPC217-08 and nothing else") {
    CHECK(can_write(CharacterSet::sepa, "O'Brien, Mary-Ann (2) / a+b: c?"));
    for (auto const* name : {"José", "张三", "a&b", "a_b", "a\"b", "a@b"}) {
        CHECK_FALSE(can_write(CharacterSet::sepa, name));
    }
}

TEST_CASE("a bank that takes any character takes any name") { CHECK(can_write(CharacterSet::any, "\U00020BB7")); }

TEST_CASE("GB 18030 has every character, the later ones in four bytes") {
    StringSink out;
    Gb18030Sink sink(out);
    REQUIRE(sink.write("a张\U00020BB7"));
    CHECK(out.text == "a\xD5\xC5\x95\x34\xB2\x35");
    CHECK(encoded_size(FileEncoding::gb18030, "a张\U00020BB7") == 7);
    CHECK(encoded_size(FileEncoding::utf8, "a张\U00020BB7") == 8);
}

TEST_CASE("pieces of a character are put together") {
    StringSink out;
    Gb18030Sink sink(out);
    for (auto const letter : std::string("张·é")) {
        REQUIRE(sink.write(std::string_view(&letter, 1)));
    }
    CHECK(out.text == "\xD5\xC5\xA1\xA4\xA8\xA6");
}

TEST_CASE("what is no UTF-8 is refused") {
    StringSink out;
    Gb18030Sink sink(out);
    CHECK_FALSE(sink.write("a\xFFz"));
}
