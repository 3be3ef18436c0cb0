#include "reconcile/statement_chain.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

Money yuan(std::int64_t minor_units) { return {minor_units, *Currency::parse("CNY")}; }

reconcile::StatementHead head_of(std::string opening_type) {
    reconcile::StatementHead head;
    head.statement = 1;
    head.id = "S-2";
    head.account = "6299999000000000013";
    head.electronic_sequence = "2";
    head.balances = {{std::move(opening_type), "100.00", "CNY", "CRDT", "2026-01-20"},
                     {"CLBD", "20.00", "CNY", "DBIT", "2026-01-20"}};
    return head;
}

store::StatementRecord statement(std::int64_t bank_file, std::int64_t sequence, std::int64_t opening,
                                 std::int64_t closing) {
    return {bank_file,
            1,
            "S-" + std::to_string(sequence),
            "6299999000000000013",
            sequence,
            yuan(opening),
            yuan(closing),
            *parse_day("2026-01-20"),
            1};
}

}  // namespace

TEST_CASE("balances are signed and a previous closing balance opens where there is no opening one") {
    for (auto const* type : {"OPBD", "PRCD"}) {
        auto const read = reconcile::statement_of(head_of(type), 7);
        REQUIRE(read);
        CHECK(read->opening == yuan(10000));
        CHECK(read->closing == yuan(-2000));
        CHECK(read->sequence == 2);
    }
    auto const missing = reconcile::statement_of(head_of("ITBD"), 7);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::statement_balance_missing);
}

TEST_CASE("opening balance and entries must make the closing balance to the cent") {
    CHECK(reconcile::sums_up(statement(1, 1, 10000, 9000), yuan(-1000)));
    CHECK(reconcile::sums_up(statement(1, 1, 10000, 10000), std::nullopt));
    auto const off = reconcile::sums_up(statement(1, 1, 10000, 9000), yuan(-999));
    REQUIRE_FALSE(off);
    CHECK(off.error().code == ErrorCode::statement_arithmetic);
    CHECK(off.error().arguments.front() == "-0.01");
}

TEST_CASE("the next statement in order raises nothing") {
    auto const found = reconcile::beside_neighbours(statement(2, 2, 9000, 8000), {statement(1, 1, 10000, 9000)});
    REQUIRE(found);
    CHECK(found->empty());
}

TEST_CASE("a missing number is a gap and a differing balance a break") {
    auto const gap = reconcile::beside_neighbours(statement(3, 4, 7000, 6000), {statement(1, 1, 10000, 9000)});
    REQUIRE(gap);
    REQUIRE(gap->size() == 1);
    CHECK(gap->front().code == ErrorCode::statement_gap);
    CHECK(gap->front().arguments == std::vector<std::string>{"2", "3"});
    auto const broken = reconcile::beside_neighbours(statement(2, 2, 8999, 8000), {statement(1, 1, 10000, 9000)});
    REQUIRE(broken);
    REQUIRE(broken->size() == 1);
    CHECK(broken->front().code == ErrorCode::statement_balance_break);
}

TEST_CASE("a second statement of the same number is refused") {
    auto const found = reconcile::beside_neighbours(statement(2, 1, 9000, 8000), {statement(1, 1, 10000, 9000)});
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::bank_file_changed);
}
