#include "bytes/charset.hpp"

#include "catch.hpp"

using almoner::CharacterSet;
using almoner::bytes::can_write;

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
