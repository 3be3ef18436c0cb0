#include "reconcile/read/swift_values.hpp"

#include "catch.hpp"

using namespace almoner;
using namespace almoner::reconcile;

namespace {

/// value day, entry day, what happens, amount, type, references.
std::string line(std::string_view text) {
    auto const read = parse_statement_line(text);
    if (!read) {
        return std::string(text_of(read.error().code)) + " " + std::to_string(read.error().position.column) + " " +
               read.error().value;
    }
    return (read->value_day ? to_text(*read->value_day) : "-") + " " +
           (read->entry_day ? to_text(*read->entry_day) : "-") + " " + (read->reversal ? "R" : "") +
           (read->expected ? "E" : "") + (read->credit ? "+" : "-") + read->amount + " " + read->type + "|" +
           read->customer_reference + "|" + read->bank_reference + "|" + read->supplementary;
}

}  // namespace

TEST_CASE("field 61 as the standard has it") {
    CHECK(line("2601200121C12,50NTRFREF1//BANK1\nmore") == "2026-01-20 2026-01-21 +12.50 NTRF|REF1|BANK1|more");
    CHECK(line("260120D1,NMSCNONREF") == "2026-01-20 - -1 NMSC|NONREF||");
}

TEST_CASE("a reversed credit takes and a reversed debit gives, and CR before an amount is a credit in EUR") {
    CHECK(line("260120RC1,00NTRFX") == "2026-01-20 - R-1.00 NTRF|X||");
    CHECK(line("260120RD1,00NTRFX") == "2026-01-20 - R+1.00 NTRF|X||");
    CHECK(line("260120RCR1,00NTRFX") == "2026-01-20 - R-1.00 NTRF|X||");
    CHECK(line("260120CR1,00NTRFX") == "2026-01-20 - +1.00 NTRF|X||");
    CHECK(line("260120DR1,00NTRFX") == "2026-01-20 - -1.00 NTRF|X||");
    CHECK(line("260120EC1,00NTRFX") == "2026-01-20 - E+1.00 NTRF|X||");
    CHECK(line("260120d1,00NTRFX") == "2026-01-20 - -1.00 NTRF|X||");
}

TEST_CASE("the entry's year is the one beside the day of value") {
    CHECK(line("2601021231C1,NTRFX").substr(0, 21) == "2026-01-02 2025-12-31");
    CHECK(line("2512310102C1,NTRFX").substr(0, 21) == "2025-12-31 2026-01-02");
    CHECK(line("9912310102C1,NTRFX").substr(0, 21) == "1999-12-31 2000-01-02");
}

TEST_CASE("thirty days of February are the last day there is") {
    auto const read = parse_statement_line("2602300230C1,NTRFX");
    REQUIRE(read);
    CHECK(to_text(*read->value_day) == "2026-02-28");
    CHECK(to_text(*read->entry_day) == "2026-02-28");
    CHECK(read->odd_day);
}

TEST_CASE("what banks make of it") {
    CHECK(line("260120    D65,00NOVBNL47\nname") == "2026-01-20 - -65.00 NOVB|NL47||name");
    CHECK(line("260120C50,00 NTRFNONREF//21") == "2026-01-20 - +50.00 NTRF|NONREF|21|");
    CHECK(line("260120D25,03NOV NONREF") == "2026-01-20 - -25.03 NOV|NONREF||");
    CHECK(line("2613201399C1,NTRFX") == "- - +1 NTRF|X||");
    CHECK(line("2601201399C1,NTRFX") == "2026-01-20 - +1 NTRF|X||");
    CHECK(line("260120CR\n30,00N062NONREF") == "2026-01-20 - +30.00 N062|NONREF||");
    CHECK(line("260120C9,99") == "2026-01-20 - +9.99 |||");
    CHECK(line("260120C500NTRF1") == "2026-01-20 - +500 NTRF|1||");
    CHECK(line("260120D000000000127,50N102EREF\nNL96") == "2026-01-20 - -127.50 N102|EREF||NL96");
    CHECK(line("2601200120DF2402,00S   X") == "2026-01-20 2026-01-20 -2402.00 S|X||");
    CHECK(line("260120C1,NTRFA REFERENCE OF MORE THAN 16//AND THE BANK'S OF MORE THAN 23") ==
          "2026-01-20 - +1 NTRF|A REFERENCE OF MORE THAN 16|AND THE BANK'S OF MORE THAN 23|");
}

TEST_CASE("what cannot be read is told with its column") {
    CHECK(line("26012C1,NTRF") == "bank_file.malformed 1 YYMMDD");
    CHECK(line("260120X1,NTRF") == "bank_file.malformed 7 C/D");
    CHECK(line("260120CNTRF") == "bank_file.malformed 9 amount");
    CHECK(line("").starts_with("bank_file.malformed"));
}

TEST_CASE("amounts keep every digit") {
    CHECK(decimal_of("0,") == "0");
    CHECK(decimal_of(",24") == "0.24");
    CHECK(decimal_of("12.345.678,90") == "12345678.90");
    CHECK(decimal_of("12,345.60") == "12345.60");
    CHECK(decimal_of("123456789012,345") == "123456789012.345");
    CHECK_FALSE(decimal_of(""));
    CHECK_FALSE(decimal_of(","));
    CHECK_FALSE(decimal_of("1,2,3"));
    CHECK_FALSE(decimal_of("1234567890123456789"));
}

TEST_CASE("a balance has a mark, a day, a currency and an amount") {
    auto const balance = parse_swift_balance("D260120EUR12345,67");
    REQUIRE(balance);
    CHECK_FALSE(balance->credit);
    CHECK(to_text(balance->day) == "2026-01-20");
    CHECK(balance->currency == "EUR");
    CHECK(balance->amount == "12345.67");
    for (auto const* text : {"", "X260120EUR1,", "C2601EUR1,", "C260120EU1,", "C260120EUR", "C260120EURx"}) {
        INFO(text);
        CHECK_FALSE(parse_swift_balance(text));
    }
}
