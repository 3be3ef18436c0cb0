#include "reconcile/read/table_values.hpp"

#include "catch.hpp"

using namespace almoner;
using namespace almoner::reconcile;
using settings::AnswerTable;

namespace {

std::string amount(std::string_view text, AnswerTable const& table = {}, std::string_view currency = "EUR") {
    auto const read = table_amount(table, text, *Currency::parse(currency));
    return read ? to_text(*read) : std::string(text_of(read.error().code));
}

std::string day(std::string_view text, AnswerTable::Dates dates = AnswerTable::Dates::year_first) {
    AnswerTable table;
    table.dates = dates;
    auto const read = table_day(table, text);
    return read ? to_text(*read) : "none";
}

}  // namespace

TEST_CASE("amounts are read with groups and signs and never guessed") {
    CHECK(amount("1234.50") == "1234.50");
    CHECK(amount("1,234.50") == "1234.50");
    CHECK(amount("-1,234,567.5") == "-1234567.50");
    CHECK(amount("(12.00)") == "-12.00");
    CHECK(amount("+3") == "3.00");
    CHECK(amount("12,34.50") == "amount.syntax");
    CHECK(amount("1,234,5") == "amount.syntax");
    CHECK(amount("1.234,50") == "amount.syntax");
    CHECK(amount("12.345") == "amount.precision");
    CHECK(amount("6.22E+18") == "amount.scientific");
    CHECK(amount("") == "amount.syntax");
    CHECK(amount("-") == "amount.syntax");
    CHECK(amount("--1.00") == "amount.negative");
}

TEST_CASE("a table may have commas before its decimals, or whole minor units") {
    AnswerTable comma;
    comma.decimal_comma = true;
    CHECK(amount("1.234,50", comma) == "1234.50");
    CHECK(amount("-0,05", comma) == "-0.05");
    CHECK(amount("1,234.50", comma) == "amount.syntax");
    AnswerTable minor;
    minor.minor_units = true;
    CHECK(amount("123450", minor) == "1234.50");
    CHECK(amount("5", minor) == "0.05");
    CHECK(amount("-5", minor) == "-0.05");
    CHECK(amount("5", minor, "JPY") == "5");
    CHECK(amount("5.00", minor) == "amount.syntax");
}

TEST_CASE("days are read as the table orders them") {
    CHECK(day("2026-01-20") == "2026-01-20");
    CHECK(day("20260120") == "2026-01-20");
    CHECK(day("20260120 083000") == "2026-01-20");
    CHECK(day("2026/1/2 08:30:00") == "2026-01-02");
    CHECK(day("2026年1月20日") == "2026-01-20");
    CHECK(day("20.01.2026", AnswerTable::Dates::day_first) == "2026-01-20");
    CHECK(day("20012026", AnswerTable::Dates::day_first) == "2026-01-20");
    CHECK(day("1/20/2026", AnswerTable::Dates::month_first) == "2026-01-20");
    CHECK(day("20.01.2026") == "none");
    CHECK(day("2026-02-30") == "none");
    CHECK(day("01-20") == "none");
    CHECK(day("") == "none");
}
