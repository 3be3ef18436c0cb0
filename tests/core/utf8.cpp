#include "core/utf8.hpp"

#include <string>

#include "catch.hpp"

using namespace almoner;

// Unicode 15.0, table 3-6 and the examples of section 3.9 (maximal subparts), checked against iconv.

TEST_CASE("well-formed UTF-8 has no fault") {
    CHECK_FALSE(first_utf8_fault(""));
    CHECK_FALSE(first_utf8_fault("plain text that is longer than eight bytes"));
    for (auto const* text : {"\xE5\xBC\xA0\xE4\xB8\x89", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                             "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        CHECK_FALSE(first_utf8_fault(text));
    }
}

TEST_CASE("overlong forms, surrogates and what lies beyond U+10FFFF are faults") {
    for (auto const* text :
         {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xFE", "\x80", "\xBF"}) {
        CHECK(first_utf8_fault(text) == 0);
    }
}

TEST_CASE("a character that is cut off is a fault where it starts") {
    CHECK(first_utf8_fault("abc\xE5\xBC") == 3);
    CHECK(first_utf8_fault("12345678\xC3") == 8);
    CHECK(first_utf8_fault("\xE5\xBC\xA0\xE4\xB8x") == 3);
    CHECK(first_utf8_fault("\xF0\x90\x80") == 0);
}

TEST_CASE("characters are taken one by one") {
    auto text = std::string_view("a\xC2\xB7\xE5\xBC\xA0\xF0\xA0\x80\x80");
    CHECK(character_count(text) == 4);
    CHECK(take_character(text) == U'a');
    CHECK(take_character(text) == char32_t{0xB7});
    CHECK(take_character(text) == char32_t{0x5F20});
    CHECK(take_character(text) == char32_t{0x20000});
    CHECK(text.empty());
}
