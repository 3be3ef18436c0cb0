#include "store/table_rows.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

/// A downloaded table of two rows under one serial, in a file of its own.
BankStatement download(Cabinet& cabinet, std::string const& name, std::vector<store::TableRow> const& rows) {
    auto const file = store::add_bank_file(cabinet.store(), {.sha256 = name, .name = name, .run = 1, .taken = noon()});
    REQUIRE(file);
    BankStatement statement;
    statement.bank_file = *file;
    statement.statement = 1;
    statement.message = "table";
    statement.account = "6222";
    statement.currency = "CNY";
    statement.closing_day = *parse_day("2026-01-20");
    REQUIRE(store::add_statement(cabinet.store(), statement));
    REQUIRE(store::add_table_rows(cabinet.store(), *file, rows));
    return statement;
}

store::TableRow row(std::uint32_t entry, std::int64_t balance) {
    return {1, entry, *parse_day("2026-01-20"), "S1", yuan(-100), yuan(balance)};
}

std::vector<std::int64_t> occurrences(Cabinet& cabinet) {
    std::vector<std::int64_t> all;
    REQUIRE(store::for_each_row(store::query(cabinet.store(), "SELECT occurrence FROM table_row ORDER BY entry"),
                                [&](store::Statement& at) { all.push_back(at.number(0)); }));
    return all;
}

}  // namespace

TEST_CASE("rows of one serial and day are counted from the oldest") {
    using Counts = std::vector<std::int64_t>;
    Cabinet cabinet;
    auto const table = download(cabinet, "a", {row(1, 800), row(2, 900)});
    REQUIRE(store::count_occurrences(cabinet.store(), table.bank_file, 1, store::RowOrder::newest_first));
    CHECK(occurrences(cabinet) == Counts{2, 1});
    REQUIRE(store::count_occurrences(cabinet.store(), table.bank_file, 1, store::RowOrder::oldest_first));
    CHECK(occurrences(cabinet) == Counts{1, 2});
}

TEST_CASE("a table differs from those of its account that tell a row of it otherwise") {
    Cabinet cabinet;
    std::vector<BankStatement> tables;
    for (auto const& [name, balance] : {std::pair("a", 900), std::pair("b", 900), std::pair("c", 700)}) {
        tables.push_back(download(cabinet, name, {row(1, balance)}));
        REQUIRE(store::count_occurrences(cabinet.store(), tables.back().bank_file, 1, store::RowOrder::oldest_first));
    }
    auto const differ = [&](BankStatement const& table) {
        auto const found = store::tables_that_differ(cabinet.store(), table);
        REQUIRE(found);
        return found->size();
    };
    CHECK(differ(tables[0]) == 1);
    CHECK(differ(tables[2]) == 2);
    auto other = tables[2];
    other.account = "6333";
    CHECK(differ(other) == 0);
    CHECK(store::statements(cabinet.store())->front().first_day == *parse_day("2026-01-20"));
}
