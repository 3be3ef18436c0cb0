#include "store/runs.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

TEST_CASE("each run has the next epoch, and a run that was superseded writes nothing more") {
    Cabinet cabinet;
    auto const later = store::begin_run(cabinet.store(), "night", noon());
    REQUIRE(later);
    CHECK(later->epoch == cabinet.ticket.epoch + 1);
    CHECK(later->run == cabinet.ticket.run + 1);
    CHECK(store::begin_transaction(cabinet.store(), cabinet.ticket).error().code == ErrorCode::run_superseded);
    CHECK(store::finish_run(cabinet.store(), cabinet.ticket, noon(), 0).error().code == ErrorCode::run_superseded);
    CHECK(store::begin_transaction(cabinet.store(), *later));
}

TEST_CASE("a clock five minutes behind the last time seen begins no run") {
    Cabinet cabinet;
    CHECK(store::begin_run(cabinet.store(), "pay", noon() - std::chrono::seconds{299}));
    auto const behind = store::begin_run(cabinet.store(), "pay", noon() - std::chrono::seconds{300});
    REQUIRE_FALSE(behind);
    CHECK(behind.error().code == ErrorCode::clock_behind);
    CHECK(behind.error().arguments == std::vector<std::string>{"2026-01-19T12:00:00Z"});
}

TEST_CASE("the time seen never goes back, not even by the minutes that are tolerated") {
    Cabinet cabinet;
    REQUIRE(store::begin_run(cabinet.store(), "pay", noon() - std::chrono::seconds{200}));
    CHECK_FALSE(store::begin_run(cabinet.store(), "pay", noon() - std::chrono::seconds{400}));
}

TEST_CASE("a finished run is kept with its end and its exit code") {
    Cabinet cabinet;
    REQUIRE(store::finish_run(cabinet.store(), cabinet.ticket, noon() + std::chrono::seconds{9}, 1));
    CHECK(cabinet.count("run WHERE kind = 'pay' AND finished_utc = '2026-01-19T12:00:09Z' AND exit_code = 1") == 1);
}

TEST_CASE("the audit log only grows") {
    Cabinet cabinet;
    REQUIRE(store::add_audit_leaf(cabinet.store(), "one", "00"));
    REQUIRE(store::add_audit_leaf(cabinet.store(), "two", "11"));
    CHECK(cabinet.count("audit WHERE leaf = 1 AND record = 'one'") == 1);
    CHECK(cabinet.count("audit WHERE leaf = 2 AND record = 'two'") == 1);
    CHECK(cabinet.said("UPDATE audit SET record = 'other'") == "the audit log only grows");
    CHECK(cabinet.said("DELETE FROM audit WHERE leaf = 2") == "the audit log only grows");
}

TEST_CASE("a store has one secret for ever") {
    Cabinet cabinet;
    CHECK(*store::store_secret(cabinet.store(), "aa") == "aa");
    CHECK(*store::store_secret(cabinet.store(), "bb") == "aa");
    CHECK(*store::store_secret(*opened(cabinet.path()), "cc") == "aa");
}
