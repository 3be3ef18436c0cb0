#include "core/statement_chain.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace almoner;

namespace {

using Statements = std::vector<BankStatement>;
using Texts = std::vector<std::string>;

Money yuan(std::int64_t amount) { return {amount * 100, *Currency::parse("CNY")}; }

/// A sound statement: opening and closing in yuan.
BankStatement statement(std::int64_t sequence, std::int64_t opening, std::int64_t closing,
                        std::string const& day = "2026-01-20") {
    BankStatement one;
    one.message = "camt.053";
    one.id = "S" + std::to_string(sequence);
    one.account = "6299999000000000013";
    one.currency = "CNY";
    one.sequence = sequence;
    one.opening = yuan(opening);
    one.closing = yuan(closing);
    one.booked = yuan(closing - opening);
    one.closing_day = *parse_day(day);
    return one;
}

BankStatement page(std::uint32_t number, bool last, std::optional<std::int64_t> opening,
                   std::optional<std::int64_t> closing, std::int64_t booked) {
    auto one = statement(7, 0, 0);
    one.page = number;
    one.first_page = number == 1;
    one.last_page = last;
    one.opening = opening ? std::optional(yuan(*opening)) : std::nullopt;
    one.closing = closing ? std::optional(yuan(*closing)) : std::nullopt;
    one.booked = yuan(booked);
    return one;
}

/// "S3 statement.gap 2 2", in the order of the texts and whatever the order of the statements.
Texts faults(Statements statements) {
    Texts found;
    for (auto const& fault : chain_faults(statements)) {
        auto text = fault.what.value + " " + std::string(text_of(fault.what.code));
        for (auto const& argument : fault.what.arguments) {
            text += " " + argument;
        }
        found.push_back(text);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("numbers that go up by one and balances that join raise nothing, in whatever order they came") {
    CHECK(faults({}).empty());
    CHECK(faults({statement(3, 80, 70), statement(1, 100, 90), statement(2, 90, 80)}).empty());
}

TEST_CASE("missing numbers are one gap, and heal when the last of them arrives") {
    Statements all = {statement(1, 100, 90), statement(4, 70, 60)};
    CHECK(faults(all) == Texts{"S4 statement.gap 2 3"});
    all.push_back(statement(3, 80, 70));
    CHECK(faults(all) == Texts{"S3 statement.gap 2 2"});
    all.push_back(statement(2, 90, 80));
    CHECK(faults(all).empty());
}

TEST_CASE("an opening balance that is not the closing one before is a break; across a gap nobody compares") {
    CHECK(faults({statement(1, 100, 90), statement(2, 89, 80)}) == Texts{"S2 statement.balance_break 90.00 89.00"});
    CHECK(faults({statement(1, 100, 90), statement(3, 50, 40)}) == Texts{"S3 statement.gap 2 2"});
}

TEST_CASE("each account, currency and kind of message has a sequence of its own") {
    auto other_account = statement(9, 5, 5);
    other_account.account = "6299999000000000021";
    auto dollars = statement(9, 5, 5);
    dollars.currency = "USD";
    auto report = statement(9, 5, 5);
    report.message = "camt.052";
    CHECK(faults({statement(1, 100, 90), other_account, dollars, report}).empty());
}

TEST_CASE("a report during the day leads from no balance to the next, but its numbers do") {
    Statements reports = {statement(1, 100, 90), statement(2, 100, 80), statement(4, 100, 70)};
    for (auto& report : reports) {
        report.message = "camt.052";
    }
    CHECK(faults(reports) == Texts{"S4 statement.gap 3 3"});
}

TEST_CASE("numbers begin again at 1 in a new year or go on, and the balance must join either way") {
    CHECK(faults({statement(251, 100, 90, "2025-12-31"), statement(1, 90, 80, "2026-01-02")}).empty());
    CHECK(faults({statement(251, 100, 90, "2025-12-31"), statement(252, 90, 80, "2026-01-02")}).empty());
    CHECK(faults({statement(251, 100, 90, "2025-12-31"), statement(1, 91, 80, "2026-01-02")}) ==
          Texts{"S1 statement.balance_break 90.00 91.00"});
    CHECK(faults({statement(251, 100, 90, "2025-12-31"), statement(3, 80, 80, "2026-01-06")}) ==
          Texts{"S3 statement.gap 1 2"});
    CHECK(faults({statement(251, 100, 90, "2025-12-31"), statement(254, 80, 80, "2026-01-06")}) ==
          Texts{"S254 statement.gap 252 253"});
}

TEST_CASE("statements of many years with the same numbers stand in the order of their years") {
    CHECK(faults({statement(1, 80, 70, "2026-01-02"), statement(1, 100, 90, "2025-12-30"),
                  statement(2, 90, 80, "2025-12-31"), statement(2, 70, 60, "2026-01-05")})
              .empty());
}

TEST_CASE("pages wait for each other, and their balances are compared when all are here") {
    auto const first = page(1, false, 100, std::nullopt, -10);
    auto const second = page(2, false, std::nullopt, std::nullopt, -20);
    auto const third = page(3, true, std::nullopt, 40, -30);
    CHECK(faults({first}) == Texts{"S7 statement.page_missing 2"});
    CHECK(faults({third}) == Texts{"S7 statement.page_missing 1"});
    CHECK(faults({third, first}) == Texts{"S7 statement.page_missing 2"});
    CHECK(faults({third, first, second}).empty());
    auto const over = page(3, true, std::nullopt, 41, -30);
    CHECK(faults({over, first}) == Texts{"S7 statement.page_missing 2"});
    CHECK(faults({over, first, second}) == Texts{"S7 statement.arithmetic 1.00"});
}

TEST_CASE("interim balances join from page to page") {
    auto const first = page(1, false, 100, 90, -10);
    CHECK(faults({first, page(2, true, 90, 70, -20)}).empty());
    // Each page adds up, and so all of them do not.
    CHECK(faults({first, page(2, true, 91, 71, -20)}) ==
          Texts{"S7 statement.arithmetic 1.00", "S7 statement.balance_break 90.00 91.00"});
}

TEST_CASE("a statement of pages joins its neighbours once it is whole") {
    auto before = statement(6, 110, 101);
    auto after = statement(8, 71, 60);
    auto const first = page(1, false, 100, std::nullopt, -10);
    auto const last = page(2, true, std::nullopt, 70, -20);
    CHECK(faults({before, first, after}) ==
          Texts{"S7 statement.balance_break 101.00 100.00", "S7 statement.page_missing 2"});
    CHECK(faults({before, first, last, after}) ==
          Texts{"S7 statement.balance_break 101.00 100.00", "S8 statement.balance_break 70.00 71.00"});
}

TEST_CASE("versions that contradict each other are told of, and what was set aside is not looked at") {
    auto one = statement(2, 90, 80);
    auto other = statement(2, 90, 70);
    one.standing = other.standing = Standing::contested;
    for (auto const& next : {statement(3, 80, 75), statement(3, 70, 65)}) {
        CHECK(faults({statement(1, 100, 90), one, other, next}) ==
              Texts{"S2 bank_file.changed 2", "S2 bank_file.changed 2"});
    }
    other.standing = Standing::superseded;
    one.standing = Standing::counts;
    auto again = statement(2, 1, 1);
    again.standing = Standing::repeated;
    CHECK(faults({statement(1, 100, 90), one, other, again, statement(3, 80, 75)}).empty());
}

TEST_CASE("a statement is known again by its number in its year, else by its name and day") {
    auto const one = statement(2, 90, 80);
    CHECK(is_same_page(one, statement(2, 1, 1, "2026-12-31")));
    CHECK_FALSE(is_same_page(one, statement(2, 90, 80, "2027-01-01")));
    CHECK_FALSE(is_same_page(one, statement(3, 90, 80)));
    auto second_page = one;
    second_page.page = 2;
    CHECK_FALSE(is_same_page(one, second_page));
    auto unnumbered = one;
    unnumbered.sequence.reset();
    CHECK(is_same_page(unnumbered, unnumbered));
    CHECK_FALSE(is_same_page(one, unnumbered));
    auto next_day = unnumbered;
    next_day.closing_day = *parse_day("2026-01-21");
    CHECK_FALSE(is_same_page(unnumbered, next_day));
}

TEST_CASE("reports and notifications are known again by name and number, an MT942 by nothing") {
    auto report = statement(2, 90, 80);
    report.message = "camt.052";
    auto later = report;
    later.id = "R2";
    CHECK(is_same_page(report, report));
    CHECK_FALSE(is_same_page(report, later));
    report.message = "mt942";
    CHECK_FALSE(is_same_page(report, report));
}

TEST_CASE("statements without a number stand in no chain") {
    auto one = statement(1, 100, 90);
    auto other = statement(9, 5, 4);
    one.sequence.reset();
    other.sequence.reset();
    CHECK(faults({one, other}).empty());
}

TEST_CASE("an account's statements join until the one before the first fault") {
    auto const until = [](Statements const& statements) {
        auto const day = joins_until(statements, "6299999000000000013", "CNY");
        return day ? to_text(*day) : "";
    };
    auto const first = statement(1, 100, 90, "2026-01-05");
    auto const third = statement(3, 80, 70, "2026-01-19");
    CHECK(until({first, statement(2, 90, 80, "2026-01-12"), third}).empty());
    CHECK(until({first, third, statement(5, 1, 1, "2026-01-30")}) == "2026-01-05");
    CHECK(until({first, statement(2, 91, 80, "2026-01-12"), third}) == "2026-01-05");
    auto contested = statement(1, 100, 90, "2026-01-05");
    contested.standing = Standing::contested;
    CHECK(until({contested, third}) == "2026-01-04");
    auto reports = Statements{first, third};
    for (auto& report : reports) {
        report.message = "camt.052";
    }
    CHECK(until(reports).empty());
}

TEST_CASE("tables follow each other by their days: those with a day in common overlap, others must meet") {
    auto const table = [](std::string const& first, std::string const& last, std::int64_t opening,
                          std::int64_t closing) {
        auto one = statement(0, opening, closing, last);
        one.message = "table";
        one.id = first;
        one.sequence.reset();
        one.first_day = *parse_day(first);
        return one;
    };
    auto const early = table("2026-01-01", "2026-01-10", 900, 800);
    auto const late = table("2026-01-11", "2026-01-20", 700, 600);
    CHECK(faults({early, late}) == Texts{"2026-01-11 statement.balance_break 800.00 700.00"});
    CHECK(faults({late, early}) == Texts{"2026-01-11 statement.balance_break 800.00 700.00"});
    CHECK(faults({early, table("2026-01-11", "2026-01-20", 800, 600)}).empty());
    CHECK(faults({late, table("2026-01-05", "2026-01-12", 850, 690), early}).empty());
    auto elsewhere = late;
    elsewhere.account = "6299999000000000021";
    CHECK(faults({early, elsewhere}).empty());
    CHECK_FALSE(is_same_page(early, early));
}
