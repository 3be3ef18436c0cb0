#include "bytes/unicode.hpp"

#include "catch.hpp"

using almoner::bytes::nfkc;

TEST_CASE("compatibility forms become the plain characters") {
    // Unicode Annex 15, figures 4 to 6, and the forms that Chinese input methods leave behind.
    CHECK(nfkc("ﬁ") == "fi");
    CHECK(nfkc("２⁵") == "25");
    CHECK(nfkc("（元）：") == "(元):");
    CHECK(nfkc("ＡＢ１２") == "AB12");
    CHECK(nfkc("e\u0301") == "é");
    CHECK(nfkc("李娜") == "李娜");
    CHECK(nfkc("").empty());
}

TEST_CASE("what is not UTF-8 comes back as it is") { CHECK(nfkc("a\xC3(") == "a\xC3("); }
