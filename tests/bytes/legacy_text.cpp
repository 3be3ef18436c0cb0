#include "bytes/legacy_text.hpp"

#include "catch.hpp"

using almoner::bytes::to_utf8;

TEST_CASE("UTF-8 stays what it is") {
    CHECK(to_utf8("") == "");
    CHECK(to_utf8("M\u00FCller \u0141\u00F3d\u017A") == "M\u00FCller \u0141\u00F3d\u017A");
}

TEST_CASE("the code page is the one in which words are words") {
    CHECK(to_utf8("M\xFCller, Stra\xDF\x65") == "M\u00FCller, Stra\u00DFe");
    CHECK(to_utf8("M\x81ller und S\x94hne") == "M\u00FCller und S\u00F6hne");
    CHECK(to_utf8("\xA3\xF3\x64\x9F i Kowa\xB3ski") == "\u0141\u00F3d\u017A i Kowa\u0142ski");
    CHECK(to_utf8("\xCF\xCB\xC0\xD9\xC0\xCD\xC5") == "\u041F\u041B\u0410\u0429\u0410\u041D\u0415");
    CHECK(to_utf8("10 \x80 \x96 20") == "10 \u20AC \u2013 20");
}

TEST_CASE("a character cut in two is marked and the others are kept") {
    CHECK(to_utf8("M\u00FCller J\xC3") == "M\u00FCller J\uFFFD");
    CHECK(to_utf8("\xBCnther M\u00FCller \u00C4") == "\uFFFDnther M\u00FCller \u00C4");
}
