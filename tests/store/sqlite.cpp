#include "store/cabinet.hpp"
#include "store/connection.hpp"
#include "store/schema.hpp"

using namespace cabinet;

namespace {

std::string pragma(store::Connection& connection, std::string const& name) {
    std::string value;
    REQUIRE(store::for_each_row(store::query(connection, "PRAGMA " + name),
                                [&](store::Statement& row) { value = row.text(0); }));
    return value;
}

}  // namespace

TEST_CASE("a store is opened so that what it committed survives a power cut") {
    Cabinet cabinet;
    CHECK(pragma(cabinet.store(), "journal_mode") == "wal");
    CHECK(pragma(cabinet.store(), "synchronous") == "2");
    CHECK(pragma(cabinet.store(), "foreign_keys") == "1");
    CHECK(pragma(cabinet.store(), "trusted_schema") == "0");
}

TEST_CASE("a store made by a newer program is refused and left alone") {
    Folder const folder;
    auto const path = folder.path() / "almoner.db";
    REQUIRE(opened(path)->execute("UPDATE store SET value = '999' WHERE name = 'schema'"));
    auto const again = store::open_sqlite(path);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::store_newer);
    CHECK(again.error().value == "999");
}

TEST_CASE("opening a store again changes nothing in it") {
    Cabinet cabinet;
    cabinet.claim(list_record(), {line_of({0, 2})});
    auto const again = opened(cabinet.path());
    CHECK(store::list_by_code(*again, "AA0001")->has_value());
}

TEST_CASE("a file that is no store, and a store that is a link, are refused") {
    Folder const folder;
    auto const garbage = folder.write("garbage.db", std::string(4096, 'x'));
    CHECK(store::open_sqlite(garbage).error().code == ErrorCode::store_failure);
    opened(folder.path() / "real.db");
    fs::create_symlink(folder.path() / "real.db", folder.path() / "link.db");
    CHECK(store::open_sqlite(folder.path() / "link.db").error().code == ErrorCode::store_failure);
}

TEST_CASE("a workspace may lie behind a link in its path") {
    Folder const folder;
    fs::create_directories(folder.path() / "real");
    fs::create_directory_symlink(folder.path() / "real", folder.path() / "behind");
    CHECK(store::open_sqlite(folder.path() / "behind" / "almoner.db"));
    CHECK(fs::exists(folder.path() / "real" / "almoner.db"));
}

TEST_CASE("values come back as they were bound") {
    Cabinet cabinet;
    REQUIRE(cabinet.store().execute("CREATE TABLE kept (number, text, blob, absent)"));
    PersonKey key{};
    key[3] = 7;
    auto const zero_inside = std::string("a\0b", 3);
    REQUIRE(store::execute(cabinet.store(), "INSERT INTO kept VALUES (?, ?, ?, ?)", std::int64_t{-5}, zero_inside, key,
                           store::Null{}));
    auto rows = 0;
    REQUIRE(store::for_each_row(store::query(cabinet.store(), "SELECT * FROM kept"), [&](store::Statement& row) {
        ++rows;
        CHECK(row.number(0) == -5);
        CHECK(row.text(1) == zero_inside);
        CHECK(std::equal(key.begin(), key.end(), row.blob(2).begin(), row.blob(2).end()));
        CHECK(row.is_null(3));
        CHECK_FALSE(row.is_null(0));
    }));
    CHECK(rows == 1);
}

TEST_CASE("a statement with a fault says what the database says") {
    Cabinet cabinet;
    CHECK(cabinet.store().prepare("SELECT one FROM nowhere").error().value == "no such table: nowhere");
}

TEST_CASE("a store of an earlier schema is brought up to date file by file and keeps what it held") {
    Folder const folder;
    auto const path = folder.path() / "almoner.db";
    auto const files = store::schema_files();
    REQUIRE(files.size() > 1);
    auto const script = folder.write("first.sql", std::string(files.front().sql) +
                                                      "INSERT INTO store VALUES ('schema', '1');"
                                                      "INSERT INTO store VALUES ('epoch', '7');");
    folder.write("almoner.db.schema-1.draft", "of a program that was killed");
    must_run(
        "python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())' '" +
        path.string() + "' '" + script.string() + "'");
    auto const connection = opened(path);
    auto const value = [&](std::string const& name) {
        std::string text;
        REQUIRE(store::for_each_row(store::query(*connection, "SELECT value FROM store WHERE name = ?", name),
                                    [&](store::Statement& row) { text = row.text(0); }));
        return text;
    };
    CHECK(value("schema") == std::to_string(files.back().number));
    CHECK(value("epoch") == "7");
    CHECK(connection->execute("SELECT round, reason FROM list; SELECT given_up FROM correction"));
    for (std::size_t at = 1; at < files.size(); ++at) {
        CHECK(files[at - 1].number < files[at].number);
    }
    // The program before can go on with what it left.
    auto const kept = store::earlier_store(path, 1);
    must_run(
        "python3 -c 'import sqlite3, sys; rows = dict(sqlite3.connect(sys.argv[1]).execute(\"SELECT * FROM store\")); "
        "sys.exit(rows != {\"schema\": \"1\", \"epoch\": \"7\"})' '" +
        kept.string() + "'");
    CHECK_FALSE(std::filesystem::exists(kept.string() + ".draft"));
    CHECK(std::filesystem::remove(kept));
    opened(path);
    CHECK_FALSE(std::filesystem::exists(kept));
}
