#include "core/account.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("four characters of an account are shown, none of a short one") {
    CHECK(masked("6228480402564890018") == "...0018");
    CHECK(masked("123456789") == "...6789");
    CHECK(masked("12345678") == "...");
    CHECK(masked("") == "...");
}

TEST_CASE("blanks and hyphens are no part of a number") {
    CHECK(without_separators("12-34 56") == "123456");
    CHECK(without_separators(" - ").empty());
}

TEST_CASE("a masked number is the whole one with some of it hidden") {
    CHECK(is_masked_form("6299****3001", "629912343001"));
    CHECK(is_masked_form("629912343001", "629912343001"));
    CHECK_FALSE(is_masked_form("6299****3002", "629912343001"));
    CHECK_FALSE(is_masked_form("****", "629912343001"));
}
