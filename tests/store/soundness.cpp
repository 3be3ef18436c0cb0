#include "store/soundness.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

using Faults = std::vector<std::string>;
using Look = Result<store::Soundness> (*)(store::Connection&);

/// A list of three lines in one file, and a store that lets itself be changed.
struct Paid {
    Paid() {
        auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3}), line_of({0, 4})});
        cabinet.plan(list, {{0, 2}, {0, 3}, {0, 4}});
    }

    [[nodiscard]] store::Soundness at(Look look) const {
        auto found = look(cabinet.store());
        REQUIRE(found);
        return *std::move(found);
    }

    void change(std::string const& sql) const {
        REQUIRE(cabinet.store().execute("PRAGMA foreign_keys = OFF"));
        REQUIRE(cabinet.store().execute(sql));
    }

    Cabinet cabinet;
};

}  // namespace

TEST_CASE("a store as this program leaves it is sound in everything that is looked at") {
    Paid const paid;
    for (auto const look :
         {store::pages, store::references, store::schema, store::file_sums, store::identifiers, store::live_attempts}) {
        auto const found = paid.at(look);
        CHECK(found.faults.empty());
        CHECK(found.looked_at > 0);
    }
    CHECK(paid.at(store::identifiers).looked_at == 5);
    CHECK(paid.at(store::live_attempts).looked_at == 3);
}

TEST_CASE("a row that names none is found with both tables") {
    Paid const paid;
    paid.change("INSERT INTO batch VALUES (77, 1, 'P', '2026-01-20', 1, 1)");
    CHECK(paid.at(store::references).faults == Faults{"batch -> transfer_file"});
}

TEST_CASE("a trigger that went and a table that came are found") {
    Paid const paid;
    paid.change("DROP TRIGGER line_is_fixed");
    paid.change("CREATE TABLE extra (one INTEGER)");
    CHECK(paid.at(store::schema).faults == Faults{"trigger line_is_fixed", "table extra"});
}

TEST_CASE("a file that counts otherwise than its batches or its transfers is found") {
    for (auto const* change :
         {"UPDATE transfer_file SET transaction_count = 4", "UPDATE transfer_file SET control_sum = control_sum + 1",
          "UPDATE batch SET control_sum = control_sum + 1", "UPDATE attempt SET live = 0 WHERE row = 3"}) {
        Paid const one;
        one.change(change);
        CHECK(one.at(store::file_sums).faults == Faults{"AA0001F10001"});
    }
}

TEST_CASE("a closed payout that may still be paid is found") {
    Paid const paid;
    paid.change("DROP TRIGGER closing_of_what_is_over");
    paid.change(
        "INSERT INTO closing (list, sheet, row, kind, amount, how, reference, decision) VALUES (1, 0, 3, "
        "'written_back', 10000, '', '', '1-write_back')");
    CHECK(paid.at(store::live_attempts).faults == Faults{"AA0001:3"});
}

TEST_CASE("a store is opened to be read only where there is one, and stays as it is") {
    Folder const folder;
    CHECK(store::open_sqlite_to_read(folder.path() / "none.db").error().code == ErrorCode::store_missing);
    CHECK_FALSE(fs::exists(folder.path() / "none.db"));
    auto const path = folder.path() / "almoner.db";
    REQUIRE(opened(path)->execute("UPDATE store SET value = '3' WHERE name = 'schema'"));
    CHECK(store::open_sqlite_to_read(path).error().code == ErrorCode::store_older);
    Cabinet const cabinet;
    auto const reading = store::open_sqlite_to_read(cabinet.path());
    REQUIRE(reading);
    CHECK((*reading)->execute("DELETE FROM run").error().code == ErrorCode::store_failure);
}

TEST_CASE("a snapshot stays what it was while others write") {
    Paid paid;
    auto const reading = store::open_sqlite_to_read(paid.cabinet.path());
    REQUIRE(reading);
    {
        auto const moment = store::Snapshot::begin(**reading);
        REQUIRE(moment);
        paid.cabinet.claim(list_record("AA0002"), {});
        CHECK(store::lists(**reading)->size() == 1);
    }
    CHECK(store::lists(**reading)->size() == 2);
}

TEST_CASE("a copy of a store is the store of one moment, and goes over no other file") {
    Folder const folder;
    Paid paid;
    auto const copy = folder.path() / "copy.db";
    {
        auto transaction = store::Transaction::begin(paid.cabinet.store());
        REQUIRE(transaction);
        paid.cabinet.claim(list_record("AA0002"), {});
        REQUIRE(store::copy_sqlite(paid.cabinet.path(), copy));
        REQUIRE(transaction->commit());
    }
    CHECK(store::lists(*opened(copy))->size() == 1);
    CHECK(store::copy_sqlite(folder.path() / "none.db", folder.path() / "other.db").error().code ==
          ErrorCode::store_missing);
    CHECK(store::copy_sqlite(paid.cabinet.path(), copy).error().code == ErrorCode::file_exists);
}
