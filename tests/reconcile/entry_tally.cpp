#include "reconcile/entry_tally.hpp"

#include <algorithm>
#include <array>

#include "catch.hpp"

using namespace almoner;
using reconcile::Entry;
using reconcile::EntryDetail;
using reconcile::EntryTally;

namespace {

Money yuan(std::int64_t minor_units) { return {minor_units, *Currency::parse("CNY")}; }

EntryDetail part(std::string amount, std::string currency = "CNY") {
    EntryDetail one;
    one.amount = std::move(amount);
    one.currency = std::move(currency);
    return one;
}

Entry entry(std::string amount, std::vector<std::string> const& details = {}) {
    Entry one;
    one.amount = std::move(amount);
    one.currency = "CNY";
    one.credit_debit = "DBIT";
    one.status = "BOOK";
    one.booking_date = "2026-01-20";
    for (auto const& detail : details) {
        one.details.add(part(detail));
    }
    return one;
}

std::string content(std::vector<Entry> const& entries, std::string const& behind = "") {
    EntryTally tally;
    for (auto const& one : entries) {
        REQUIRE(tally.take(one));
    }
    auto const digest = tally.content(behind);
    REQUIRE(digest);
    return *digest;
}

}  // namespace

TEST_CASE("credits, debits, reversals and booked entries are counted apart") {
    EntryTally tally;
    auto back = entry("30");
    back.credit_debit = "CRDT";
    back.reversal = "true";
    auto pending = entry("5.00");
    pending.status = "PDNG";
    pending.booking_date = "2026-02-01";
    auto earlier = entry("100.0000");
    earlier.booking_date = "2026-01-19T08:00:00";
    for (auto const& one : {back, pending, earlier}) {
        REQUIRE(tally.take(one));
    }
    CHECK(tally.credits().count == 1);
    CHECK(tally.credits().amount == yuan(3000));
    CHECK(tally.debits().count == 2);
    CHECK(tally.debits().amount == yuan(10500));
    CHECK(tally.reversed() == yuan(3000));
    CHECK(tally.booked() == yuan(-7000));
    CHECK(tally.first_day() == *parse_day("2026-01-19"));
    CHECK(tally.last_day() == *parse_day("2026-01-20"));
}

TEST_CASE("entries of another currency are noticed and not summed") {
    EntryTally tally;
    auto dollars = entry("1.00");
    dollars.currency = "USD";
    REQUIRE(tally.take(entry("2.00")));
    REQUIRE(tally.take(dollars));
    CHECK(tally.other_currency() == "USD");
    CHECK(tally.booked() == yuan(-200));
    auto broken = entry("much");
    CHECK_FALSE(tally.take(broken));
}

TEST_CASE("the same words in other bytes have the same content, and any other word another") {
    auto const one = entry("100.00", {"40.00", "60.00"});
    CHECK(content({one}) == content({entry("100.0", {"40.00", "60.00"})}));
    CHECK(content({one}) != content({entry("100.01", {"40.00", "60.00"})}));
    CHECK(content({one}) != content({entry("100.00", {"40.00", "60.01"})}));
    CHECK(content({one}) != content({one, one}));
    CHECK(content({one}) != content({one}, "closing"));
    auto other_day = one;
    other_day.booking_date = "2026-01-21";
    CHECK(content({one}) != content({other_day}));
    auto with_time = one;
    with_time.booking_date = "2026-01-20T10:00:00";
    with_time.line = 7;
    CHECK(content({one}) == content({with_time}));
}

TEST_CASE("details add up to the entry, or charges make the difference") {
    CHECK_FALSE(*reconcile::odd_sum_of_details(entry("100.00")));
    CHECK_FALSE(*reconcile::odd_sum_of_details(entry("100.00", {"40.00", "60.00"})));
    CHECK(*reconcile::odd_sum_of_details(entry("100.00", {"40.00", "59.99"})) == yuan(9999));
    auto charged = entry("103.00", {"40.00", "60.00"});
    charged.charges = "3.00";
    CHECK_FALSE(*reconcile::odd_sum_of_details(charged));
    charged.charges = "";
    auto const charged_by = [&](std::string const& first, std::string const& second) {
        auto parts = std::array{part("40.00"), part("60.00")};
        parts[0].charges = first;
        parts[1].charges = second;
        charged.details = {};
        std::for_each(parts.begin(), parts.end(), [&](auto const& one) { charged.details.add(one); });
        return *reconcile::odd_sum_of_details(charged);
    };
    CHECK_FALSE(charged_by("1.00", "2.00"));
    CHECK(charged_by("1.00", "2.01") == yuan(10000));
    auto credit_less_charge = entry("97.00", {"100.00"});
    credit_less_charge.charges = "3.00";
    CHECK_FALSE(*reconcile::odd_sum_of_details(credit_less_charge));
}

TEST_CASE("a detail in the other direction is taken off, and one without amount or in another currency says nothing") {
    auto back = part("40.00");
    back.credit_debit = "CRDT";
    auto one = entry("20.00", {"60.00"});
    one.details.add(back);
    CHECK_FALSE(*reconcile::odd_sum_of_details(one));
    auto other = entry("20.00", {"60.00"});
    other.details.add(part("40.00", "EUR"));
    CHECK_FALSE(*reconcile::odd_sum_of_details(other));
    CHECK_FALSE(*reconcile::odd_sum_of_details(entry("20.00", {"15.00", ""})));
}
