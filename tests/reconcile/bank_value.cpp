#include "reconcile/bank_value.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("zeros behind the decimals of a currency say nothing, other digits are refused") {
    CHECK(reconcile::bank_amount("12.50000", "CNY")->minor_units() == 1250);
    CHECK(reconcile::bank_amount(".6", "CNY")->minor_units() == 60);
    CHECK(reconcile::bank_amount("12.000", "JPY")->minor_units() == 12);
    CHECK(reconcile::bank_amount("12.505", "CNY").error().code == ErrorCode::amount_precision);
    CHECK(reconcile::bank_amount("", "CNY").error().code == ErrorCode::amount_missing);
    CHECK(reconcile::bank_amount("1", "").error().code == ErrorCode::currency_unknown);
}

TEST_CASE("a date-time is its day") {
    CHECK(*reconcile::bank_day("2026-01-20T23:59:59+08:00") == *parse_day("2026-01-20"));
    CHECK_FALSE(reconcile::bank_day(""));
}

TEST_CASE("a number is read whole or not at all") {
    CHECK(reconcile::bank_number("0042") == 42);
    for (auto const* text : {"", "4x", "-1", " 4", "99999999999999999999"}) {
        CHECK_FALSE(reconcile::bank_number(text));
    }
}
