#include "reconcile/statement_check.hpp"

#include "catch.hpp"

using namespace almoner;
using reconcile::Balance;
using reconcile::Entry;
using reconcile::EntryTally;
using reconcile::StatementHead;

namespace {

using Texts = std::vector<std::string>;

Money yuan(std::int64_t minor_units) { return {minor_units, *Currency::parse("CNY")}; }
Day const taken = *parse_day("2026-01-22");

Entry entry(std::string amount, std::string direction = "DBIT", std::string day = "2026-01-20") {
    Entry one;
    one.amount = std::move(amount);
    one.currency = "CNY";
    one.credit_debit = std::move(direction);
    one.status = "BOOK";
    one.booking_date = std::move(day);
    return one;
}

Balance balance(std::string type, std::string amount, std::string direction = "CRDT", std::string day = "2026-01-20") {
    return {std::move(type), std::move(amount), "CNY", std::move(direction), std::move(day)};
}

/// 100.00 and one debit of 120.00.
StatementHead head() {
    StatementHead one;
    one.statement = 1;
    one.message = "camt.053";
    one.id = "S-2";
    one.account = "6299999000000000013";
    one.account_currency = "CNY";
    one.electronic_sequence = "2";
    one.balances = {balance("OPBD", "100.00"), balance("CLBD", "20.00", "DBIT")};
    return one;
}

struct Looked {
    BankStatement statement;
    Texts faults;  ///< "statement.summary 5 2"
};

Looked look(StatementHead const& head, std::vector<Entry> const& entries) {
    EntryTally tally;
    for (auto const& one : entries) {
        REQUIRE(tally.take(one));
    }
    auto const statement = reconcile::statement_of(head, tally, nullptr, taken);
    REQUIRE(statement);
    Texts faults;
    for (auto const& fault : reconcile::faults_of(head, tally, *statement)) {
        auto text = std::string(text_of(fault.code));
        for (auto const& argument : fault.arguments) {
            text += " " + argument;
        }
        faults.push_back(text);
    }
    return {*statement, faults};
}

Texts faults(StatementHead const& head, std::vector<Entry> const& entries) { return look(head, entries).faults; }

std::vector<Entry> const paid = {entry("120.00")};

}  // namespace

TEST_CASE("a sound statement has typed values and no fault") {
    auto const [statement, faults] = look(head(), paid);
    CHECK(faults.empty());
    CHECK(statement.opening == yuan(10000));
    CHECK(statement.closing == yuan(-2000));
    CHECK(statement.booked == yuan(-12000));
    CHECK(statement.sequence == 2);
    CHECK(statement.currency == "CNY");
    CHECK(statement.page == 1);
    CHECK((statement.first_page && statement.last_page));
    CHECK(statement.closing_day == *parse_day("2026-01-20"));
}

TEST_CASE("a previous closing balance opens where there is no opening one; a number of 0 is none") {
    auto one = head();
    one.balances[0].type = "PRCD";
    one.electronic_sequence = "";
    one.legal_sequence = "00000";
    auto const looked = look(one, paid);
    CHECK(looked.faults.empty());
    CHECK(looked.statement.opening == yuan(10000));
    CHECK_FALSE(looked.statement.sequence);
}

TEST_CASE("opening balance and booked entries make the closing balance to the cent") {
    CHECK(faults(head(), {entry("119.99")}) == Texts{"statement.arithmetic -0.01"});
    auto pending = entry("5.00");
    pending.status = "PDNG";
    CHECK(faults(head(), {entry("120.00"), pending}).empty());
    auto empty = head();
    empty.balances[1] = balance("CLBD", "100.00");
    CHECK(faults(empty, {}).empty());
}

TEST_CASE("entries count and not their details, which may lack the charges") {
    auto one = entry("120.00");
    reconcile::EntryDetail detail;
    detail.amount = "117.00";
    detail.currency = "CNY";
    one.details.add(detail);
    CHECK(faults(head(), {one}).empty());
}

TEST_CASE("a statement has both balances, and a report or notification need not") {
    auto one = head();
    one.balances = {balance("ITBD", "100.00")};
    CHECK(faults(one, paid) == Texts{"statement.balance_missing OPBD", "statement.balance_missing CLBD"});
    for (auto const* message : {"camt.052", "camt.054", "mt942"}) {
        one.message = message;
        one.balances.clear();
        CHECK(faults(one, paid).empty());
        one.account_currency = "";
        CHECK(look(one, paid).statement.currency == "CNY");
    }
    one.balances = {balance("OPBD", "100.00"), balance("CLBD", "20.01", "DBIT")};
    CHECK(faults(one, paid) == Texts{"statement.arithmetic -0.01"});
}

TEST_CASE("a balance that counts stands once, those that tell ahead once a day, a bank's own as often as it likes") {
    auto one = head();
    one.balances.push_back(balance("FWAV", "1.00", "CRDT", "2026-01-21"));
    one.balances.push_back(balance("FWAV", "1.00", "CRDT", "2026-01-22"));
    one.balances.push_back(balance("BANKXXXX", "1.00"));
    one.balances.push_back(balance("BANKXXXX", "2.00"));
    one.balances.push_back(balance("ITBD", "1.00"));
    one.balances.push_back(balance("ITBD", "2.00"));
    one.balances.push_back(balance("FWAV", "1.00", "CRDT", "2026-01-22"));
    CHECK(faults(one, paid).empty());
    one.balances.push_back(balance("FWAV", "3.00", "CRDT", "2026-01-22"));
    CHECK(faults(one, paid) == Texts{"statement.balance_twice FWAV"});
    auto twice = head();
    twice.balances.push_back(balance("CLBD", "20.00", "DBIT", "2026-01-21"));
    CHECK(faults(twice, paid) == Texts{"statement.balance_twice CLBD"});
}

TEST_CASE("one currency stands in a statement") {
    auto dollars = entry("1.00");
    dollars.currency = "USD";
    CHECK(faults(head(), {entry("120.00"), dollars}) == Texts{"statement.currency CNY USD"});
    auto one = head();
    one.account_currency = "EUR";
    CHECK(faults(one, paid) == Texts{"statement.currency EUR CNY"});
}

TEST_CASE("TxsSummry counts all entries, booked or not") {
    auto pending = entry("5.00", "CRDT");
    pending.status = "PDNG";
    std::vector<Entry> const entries = {entry("150.00"), entry("30.00", "CRDT"), pending};
    auto one = head();
    one.summary = {"3", "185.00", "115.00", "DBIT", "2", "35.000", "1", "150"};
    CHECK(faults(one, entries).empty());
    one.summary = {"2", "180.00", "120.00", "DBIT", "1", "30.00", "2", "151.00"};
    CHECK(faults(one, entries) == Texts{"statement.summary 2 3", "statement.summary 1 2", "statement.summary 2 1",
                                        "statement.summary 180.00 185.00", "statement.summary 30.00 35.00",
                                        "statement.summary 151.00 150.00", "statement.summary 120.00 -115.00"});
    one.summary = {};
    one.summary.net_amount = "115.00";
    CHECK(faults(one, entries).empty());
    one.summary.net_credit_debit = "CRDT";
    CHECK(faults(one, entries) == Texts{"statement.summary 115.00 -115.00"});
}

TEST_CASE("the net sum is believed with reversals in either direction") {
    auto back = entry("30.00", "CRDT");
    back.reversal = "true";
    std::vector<Entry> const entries = {entry("150.00"), back};
    auto one = head();
    for (auto const& [net, fits] : {std::pair("120.00", true), std::pair("180.00", true), std::pair("150.00", false)}) {
        one.summary.net_amount = net;
        CHECK(faults(one, entries).empty() == fits);
    }
}

TEST_CASE("entries are booked inside of the days of the balances and of the period") {
    auto one = head();
    CHECK(faults(one, {entry("20.00"), entry("100.00", "DBIT", "2026-01-21")}) == Texts{"statement.date 2026-01-21"});
    CHECK(faults(one, {entry("120.00", "DBIT", "2026-01-19T23:00:00")}) == Texts{"statement.date 2026-01-19"});
    one.from_date = "2026-01-19T00:00:00+08:00";
    one.to_date = "2026-01-21T23:59:59+08:00";
    CHECK(faults(one, {entry("20.00", "DBIT", "2026-01-19"), entry("100.00", "DBIT", "2026-01-21")}).empty());
    one.message = "camt.054";
    one.balances.clear();
    one.from_date = one.to_date = "";
    CHECK(faults(one, {entry("1.00", "DBIT", "2020-01-01")}).empty());
}

TEST_CASE("pages: the first opens, the last closes, interim balances stand between") {
    auto first = head();
    first.page_number = "1";
    first.last_page = "false";
    first.balances = {balance("OPBD", "100.00"), balance("ITBD", "20.00", "DBIT")};
    auto looked = look(first, paid);
    CHECK(looked.faults.empty());
    CHECK(looked.statement.closing == yuan(-2000));
    CHECK_FALSE(looked.statement.last_page);
    first.balances.pop_back();
    looked = look(first, {entry("1.00")});
    CHECK(looked.faults.empty());
    CHECK_FALSE(looked.statement.closing);

    auto middle = first;
    middle.page_number = "2";
    middle.balances = {balance("ITBD", "20.00", "DBIT"), balance("ITBD", "50.00", "DBIT")};
    looked = look(middle, {entry("30.00")});
    CHECK(looked.faults.empty());
    CHECK_FALSE(looked.statement.first_page);
    CHECK(looked.statement.opening == yuan(-2000));
    CHECK(look(middle, {entry("31.00")}).faults == Texts{"statement.arithmetic 1.00"});

    auto last = middle;
    last.page_number = "3";
    last.last_page = "true";
    last.balances = {balance("CLBD", "50.00", "DBIT")};
    looked = look(last, {});
    CHECK(looked.faults.empty());
    CHECK(looked.statement.page == 3);
    CHECK_FALSE(looked.statement.opening);
    last.balances.clear();
    CHECK(look(last, {}).faults == Texts{"statement.balance_missing CLBD"});
}

TEST_CASE("a page of the message is one of the statement only where the statement is not whole") {
    auto one = head();
    one.message_page = "2";
    one.message_last_page = "true";
    CHECK(look(one, paid).statement.page == 1);
    one.balances.erase(one.balances.begin());
    auto const looked = look(one, paid);
    CHECK(looked.faults.empty());
    CHECK(looked.statement.page == 2);
    CHECK_FALSE(looked.statement.first_page);
}

TEST_CASE("what field 60 and 62 say of pages counts more than the number") {
    auto one = head();
    one.message = "mt940";
    one.page_number = "2";
    one.first_page = "true";
    auto statement = look(one, paid).statement;
    CHECK((statement.first_page && statement.last_page && statement.page == 2));
    one.page_number = "1";
    one.first_page = "false";
    one.last_page = "false";
    statement = look(one, paid).statement;
    CHECK((!statement.first_page && !statement.last_page && statement.page == 2));
}

TEST_CASE("the closing day comes from the balance, the period, the making, the entries, or is today") {
    auto one = head();
    one.message = "camt.054";
    one.balances.clear();
    CHECK(look(one, {}).statement.closing_day == taken);
    CHECK(look(one, paid).statement.closing_day == *parse_day("2026-01-20"));
    one.creation_date_time = "2026-01-21T08:00:00";
    CHECK(look(one, paid).statement.closing_day == *parse_day("2026-01-21"));
    one.to_date = "2026-01-19T08:00:00";
    CHECK(look(one, paid).statement.closing_day == *parse_day("2026-01-19"));
}

TEST_CASE("a balance that cannot be read is an error") {
    auto one = head();
    one.balances[0].amount = "a lot";
    EntryTally const tally;
    CHECK_FALSE(reconcile::statement_of(one, tally, nullptr, taken));
}
