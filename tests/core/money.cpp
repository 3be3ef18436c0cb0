#include "core/money.hpp"

#include <limits>

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

Currency currency(std::string_view code) { return *Currency::parse(code); }

std::string fate_of(std::string_view text, std::string_view code) {
    return code_of(Money::parse(text, currency(code)));
}

}  // namespace

TEST_CASE("currencies have the decimals of ISO 4217") {
    CHECK(currency("CNY").exponent() == 2);
    CHECK(currency("EUR").exponent() == 2);
    CHECK(currency("JPY").exponent() == 0);
    CHECK(currency("KWD").exponent() == 3);
    CHECK(currency("CLF").exponent() == 4);
    CHECK(currency("XCG").exponent() == 2);
    CHECK(currency("CNY").code() == "CNY");
}

TEST_CASE("what is no currency is refused") {
    for (auto const* code : {"", "CN", "cny", "CNYX", "DEM", "XXX", "CN ", " CN", "Y C"}) {
        INFO(code);
        CHECK(code_of(Currency::parse(code)) == "currency.unknown");
    }
}

TEST_CASE("an amount is read into minor units") {
    CHECK(Money::parse("1234.50", currency("CNY"))->minor_units() == 123450);
    CHECK(Money::parse("1234.5", currency("CNY"))->minor_units() == 123450);
    CHECK(Money::parse("1234", currency("CNY"))->minor_units() == 123400);
    CHECK(Money::parse("0.01", currency("CNY"))->minor_units() == 1);
    CHECK(Money::parse("00012.00", currency("CNY"))->minor_units() == 1200);
    CHECK(Money::parse("12", currency("JPY"))->minor_units() == 12);
    CHECK(Money::parse("1.234", currency("KWD"))->minor_units() == 1234);
    CHECK(Money::parse("0", currency("CNY"))->minor_units() == 0);
}

TEST_CASE("each fault of an amount has its own code") {
    CHECK(fate_of("", "CNY") == "amount.missing");
    CHECK(fate_of("6.22E+18", "CNY") == "amount.scientific");
    CHECK(fate_of("1e5", "CNY") == "amount.scientific");
    CHECK(fate_of("-1.00", "CNY") == "amount.negative");
    CHECK(fate_of("12.345", "CNY") == "amount.precision");
    CHECK(fate_of("12.340", "CNY") == "amount.precision");
    CHECK(fate_of("1.0", "JPY") == "amount.precision");
    for (auto const* text :
         {"1,200.00", "1.", ".5", ".", "1.2.3", " 1", "1 ", "+1", "one", "0x10", "1e", "\xEF\xBC\x91"}) {
        INFO(text);
        CHECK(fate_of(text, "CNY") == "amount.syntax");
    }
}

TEST_CASE("an amount has at most 18 digits") {
    CHECK(Money::parse("9999999999999999.99", currency("CNY"))->minor_units() == 999'999'999'999'999'999);
    CHECK(fate_of("10000000000000000.00", "CNY") == "amount.range");
    CHECK(fate_of("10000000000000000", "CNY") == "amount.range");
    CHECK(fate_of("999999999999999999", "JPY") == "ok");
    CHECK(fate_of("1000000000000000000", "JPY") == "amount.range");
    CHECK(fate_of("00000000000000000000001.00", "CNY") == "ok");
}

TEST_CASE("amounts are written with their currency's decimals") {
    CHECK(to_text(Money(123450, currency("CNY"))) == "1234.50");
    CHECK(to_text(Money(5, currency("CNY"))) == "0.05");
    CHECK(to_text(Money(0, currency("CNY"))) == "0.00");
    CHECK(to_text(Money(-5, currency("CNY"))) == "-0.05");
    CHECK(to_text(Money(7, currency("JPY"))) == "7");
    CHECK(to_text(Money(1, currency("KWD"))) == "0.001");
    CHECK(to_text(Money(std::numeric_limits<std::int64_t>::min(), currency("JPY"))) == "-9223372036854775808");
}

TEST_CASE("amounts for people are grouped") {
    CHECK(to_grouped_text(Money(123450, currency("CNY"))) == "1,234.50");
    CHECK(to_grouped_text(Money(98880000, currency("CNY"))) == "988,800.00");
    CHECK(to_grouped_text(Money(100000000, currency("JPY"))) == "100,000,000");
    CHECK(to_grouped_text(Money(-123456, currency("JPY"))) == "-123,456");
    CHECK(to_grouped_text(Money(99999, currency("CNY"))) == "999.99");
}

TEST_CASE("amounts of one currency add, subtract and compare") {
    auto const two = Money(200, currency("CNY"));
    auto const three = Money(300, currency("CNY"));
    CHECK(two + three == Money(500, currency("CNY")));
    CHECK(two - three == Money(-100, currency("CNY")));
    CHECK(two < three);
    CHECK(two != Money(200, currency("EUR")));
}
