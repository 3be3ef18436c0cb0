/// Puts the rows of a CSV list into SQLite and does nothing else: the floor that bench/checking holds `almoner check`
/// against. Cells are taken as they stand between commas, so the list must have no quotes.
///
/// usage: insert_rows FILE FOLDER
/// FOLDER must exist and be empty. Prints how many rows there are. Exit code: 0 inserted, 1 a fault, 2 usage.

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "bare_sqlite.hpp"

namespace {

using namespace bare;

constexpr int cells = 11;

constexpr auto settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
    "CREATE TABLE row (number INTEGER PRIMARY KEY, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);"
    "BEGIN IMMEDIATE";
constexpr auto insert = "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// The line outlives the step, so that nothing is copied for SQLite.
bool add(sqlite3_stmt* statement, std::int64_t number, std::string_view line) {
    if (sqlite3_bind_int64(statement, 1, number) != SQLITE_OK) {
        return false;
    }
    for (auto cell = 0; cell < cells; ++cell) {
        auto const text = line.substr(0, line.find(','));
        line.remove_prefix(text.size() == line.size() ? text.size() : text.size() + 1);
        if (sqlite3_bind_text64(statement, cell + 2, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8) !=
            SQLITE_OK) {
            return false;
        }
    }
    return sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK;
}

/// How many rows went in; -1 when one did not.
std::int64_t insert_all(sqlite3* database, std::istream& list) {
    auto const statement = prepared(database, insert);
    if (!statement) {
        return -1;
    }
    std::int64_t rows = 0;
    std::string line;
    std::getline(list, line);  // the heading
    while (std::getline(list, line)) {
        auto const text = std::string_view(line).substr(0, line.find('\r'));
        if (!add(statement.get(), ++rows, text)) {
            return -1;
        }
    }
    return list.bad() ? -1 : rows;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: insert_rows FILE FOLDER\n", stderr);
        return 2;
    }
    std::ifstream list(argv[1], std::ios::binary);
    auto const database = opened(std::string(argv[2]) + "/rows.db");
    if (!list || !database || !execute(database.get(), settings)) {
        std::fputs("insert_rows: cannot begin\n", stderr);
        return 1;
    }
    auto const rows = insert_all(database.get(), list);
    if (rows < 0 || !execute(database.get(), "COMMIT")) {
        std::fprintf(stderr, "insert_rows: %s\n", sqlite3_errmsg(database.get()));
        return 1;
    }
    std::printf("%lld rows\n", static_cast<long long>(rows));
    return 0;
}
