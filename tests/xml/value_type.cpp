#include "xml/value_type.hpp"

#include "xml/workbench.hpp"

using namespace almoner::xml;

TEST_CASE("a text is as long as its characters, not its bytes") {
    ValueType type;
    type.least_characters = 2;
    type.most_characters = 3;
    CHECK_FALSE(type.surely_holds("\xE6\x9F\x90"));
    CHECK(type.surely_holds("\xE6\x9F\x90\xE6\x9F\x90"));
    CHECK(type.surely_holds("\xE6\x9F\x90\xE6\x9F\x90\xE6\x9F\x90"));
    CHECK_FALSE(type.surely_holds("abcd"));
    CHECK_FALSE(type.surely_holds("a"));
}

TEST_CASE("nothing is proven of bytes that may be more than text") {
    ValueType const any;
    CHECK(any.surely_holds("plain \x7F text"));
    CHECK(any.surely_holds(""));
    for (auto const* bytes : {"A&amp;B", "a>b", "a<b", "a\tb", "a\rb", "a\nb", "\xC3", "\xED\xA0\x80", "\xEF\xBF\xBE",
                              "\xEF\xBF\xBF", "\xC0\x80"}) {
        INFO(bytes);
        CHECK_FALSE(any.surely_holds(bytes));
    }
}

TEST_CASE("a number is digits with perhaps a point between them") {
    ValueType amount;
    amount.is_decimal = true;
    amount.is_above_zero = true;
    amount.digits = 5;
    amount.fraction_digits = 2;
    for (auto const* good : {"1", "0.01", "123.45", "12345", "001.5"}) {
        INFO(good);
        CHECK(amount.surely_holds(good));
    }
    for (auto const* doubtful :
         {"", "0", "0.00", ".5", "5.", "1.234", "123456", "-1", "+1", " 1", "1 ", "1e3", "1.2.3", "1,5"}) {
        INFO(doubtful);
        CHECK_FALSE(amount.surely_holds(doubtful));
    }
}

TEST_CASE("of a long number nothing is proven, for libxml2 does not take every length") {
    ValueType any;
    any.is_decimal = true;
    CHECK(any.surely_holds("123456789012345.678"));
    CHECK_FALSE(any.surely_holds(std::string(30, '1')));
    any.digits = 40;
    CHECK_FALSE(any.surely_holds(std::string(30, '1')));
}

TEST_CASE("every step of a derivation holds, and of its patterns and texts any one") {
    auto const pattern = [](char const* text) { return *ValueType::Pattern::compile(text); };
    ValueType type;
    type.restrictions = {{{pattern("[A-Z]+"), pattern("(x|y)z")}, {}}, {{}, {"AB", "yz", "CD"}}};
    CHECK(type.surely_holds("AB"));
    CHECK(type.surely_holds("yz"));
    CHECK_FALSE(type.surely_holds("EF"));
    CHECK_FALSE(type.surely_holds("xz"));
}
