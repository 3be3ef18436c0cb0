#include "store/past.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

store::PayoutScope const winter{"winter", "2026", "general", "money", 2};

/// A claimed list of one line whose person spent `winter`; row 7 of 100 yuan.
store::ListRecord spent_by(Cabinet& cabinet, std::string const& code, LineState state = LineState::accepted) {
    auto line = line_of({0, 7});
    line.state = state;
    auto const list = cabinet.claim(list_record(code), {line});
    auto const scope = store::scope_of(cabinet.store(), winter);
    REQUIRE(scope);
    REQUIRE(store::execute(cabinet.store(),
                           "INSERT INTO payout_key (scope, person_key, list, sheet, row) VALUES (?, ?, ?, 0, 7)",
                           *scope, line.person_key, list.list));
    return list;
}

}  // namespace

TEST_CASE("what a person was granted is found with its list, day and amount") {
    Cabinet cabinet;
    spent_by(cabinet, "AA0001");
    auto past = store::PastPayouts::open(cabinet.store());
    REQUIRE(past);
    std::vector<store::PastPayout> found;
    REQUIRE(past->find(line_of({0, 7}).person_key, found));
    REQUIRE(found.size() == 1);
    CHECK(found[0].scope->programme == "winter");
    CHECK(found[0].list_code == "AA0001");
    CHECK(found[0].row == 7);
    CHECK(found[0].amount == yuan(100));
    CHECK(found[0].money);
    REQUIRE(past->find(line_of({0, 8}).person_key, found));
    CHECK(found.empty());
}

TEST_CASE("a line that does not go on is no grant, but its key stays spent") {
    Cabinet cabinet;
    spent_by(cabinet, "AA0001", LineState::cancelled);
    auto past = store::PastPayouts::open(cabinet.store());
    REQUIRE(past);
    std::vector<store::PastPayout> found;
    REQUIRE(past->find(line_of({0, 7}).person_key, found));
    CHECK(found.empty());
    CHECK(*past->is_spent(winter, line_of({0, 7}).person_key));
    CHECK_FALSE(*past->is_spent(winter, line_of({0, 8}).person_key));
    CHECK_FALSE(*past->is_spent({"winter", "2026", "general", "goods", 2}, line_of({0, 7}).person_key));
}

TEST_CASE("an account is found with its amount in lists of about the same day") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record("AA0001"), {line_of({0, 7})});
    PersonKey const account{9};
    REQUIRE(store::add_account_uses(cabinet.store(), list.list, {{account, {0, 7}, yuan(100).minor_units()}}));
    auto const asked = [&](std::string const& day, Money amount, PersonKey const& key) {
        auto uses = store::AccountUses::open(cabinet.store(), *parse_day(day), 5);
        REQUIRE(uses);
        auto const code = uses->same_amount(key, amount);
        REQUIRE(code);
        return *code;
    };
    CHECK(asked("2026-01-25", yuan(100), account) == "AA0001");
    CHECK(asked("2026-01-15", yuan(100), account) == "AA0001");
    CHECK(asked("2026-01-26", yuan(100), account).empty());
    CHECK(asked("2026-01-14", yuan(100), account).empty());
    CHECK(asked("2026-01-20", yuan(101), account).empty());
    CHECK(asked("2026-01-20", yuan(100), PersonKey{8}).empty());
    CHECK(asked("2026-01-20", Money{10'000, *Currency::parse("EUR")}, account).empty());
}

TEST_CASE("accounts that gave a payment back are known from the day it was booked") {
    Cabinet cabinet;
    cabinet.claim(list_record("AA0001"), {line_of({0, 7})});
    auto const none = store::accounts_that_returned(cabinet.store(), *parse_day("2026-01-01"));
    REQUIRE(none);
    CHECK(none->empty());
}
