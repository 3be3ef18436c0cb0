#include "store/connection.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

TEST_CASE("a transaction that is not committed leaves nothing") {
    Cabinet cabinet;
    {
        auto const transaction = store::Transaction::begin(cabinet.store());
        REQUIRE(transaction);
        cabinet.claim(list_record(), {line_of({0, 2})});
        CHECK(cabinet.count("line") == 1);
    }
    CHECK(cabinet.count("line") == 0);
    CHECK(cabinet.count("list") == 0);
}

TEST_CASE("a committed transaction is there for everybody") {
    Cabinet cabinet;
    {
        auto transaction = store::Transaction::begin(cabinet.store());
        REQUIRE(transaction);
        cabinet.claim(list_record(), {line_of({0, 2})});
        REQUIRE(transaction->commit());
    }
    CHECK(store::lists(*opened(cabinet.path()))->size() == 1);
}

TEST_CASE("while one writes nobody else begins to, and readers see the state before") {
    Cabinet cabinet;
    auto const other = opened(cabinet.path());
    REQUIRE(other->execute("PRAGMA busy_timeout = 1"));
    auto transaction = store::Transaction::begin(cabinet.store());
    REQUIRE(transaction);
    cabinet.claim(list_record(), {line_of({0, 2})});
    CHECK(store::Transaction::begin(*other).error().value == "database is locked");
    CHECK(store::lists(*other)->empty());
    REQUIRE(transaction->commit());
    CHECK(store::Transaction::begin(*other));
}

TEST_CASE("a transaction cannot begin inside another") {
    Cabinet cabinet;
    auto const transaction = store::Transaction::begin(cabinet.store());
    REQUIRE(transaction);
    CHECK_FALSE(store::Transaction::begin(cabinet.store()));
}
