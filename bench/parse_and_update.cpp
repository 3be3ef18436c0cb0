/// Parses an XML file with bare SAX handlers of libxml2 and updates rows in SQLite, and does nothing else: the floor
/// that bench/reconciling holds `almoner reconcile` against.
///
/// usage: parse_and_update make FOLDER ROWS    makes the table, with nothing done
///        parse_and_update FILE FOLDER         parses, and updates every row in one transaction
/// Prints how many rows were updated. Exit code: 0 done, 1 a fault, 2 usage.

#include <libxml/parser.h>
#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr auto settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;";
constexpr auto table = "CREATE TABLE payout (number INTEGER PRIMARY KEY, state TEXT, entry INTEGER); BEGIN IMMEDIATE";

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct FreeParser {
    void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

Database opened(std::string const& folder) {
    sqlite3* database = nullptr;
    auto const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    auto const result = sqlite3_open_v2((folder + "/floor.db").c_str(), &database, flags, nullptr);
    Database owned(database);
    return result == SQLITE_OK ? std::move(owned) : nullptr;
}

bool execute(sqlite3* database, char const* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// Runs one statement for every number from 1 to `rows`, in one transaction that was begun.
bool for_each_number(sqlite3* database, char const* sql, std::int64_t rows) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &prepared, nullptr) != SQLITE_OK) {
        return false;
    }
    Statement const statement(prepared);
    for (std::int64_t number = 1; number <= rows; ++number) {
        if (sqlite3_bind_int64(prepared, 1, number) != SQLITE_OK || sqlite3_step(prepared) != SQLITE_DONE ||
            sqlite3_reset(prepared) != SQLITE_OK) {
            return false;
        }
    }
    return execute(database, "COMMIT");
}

/// Elements are counted, and nothing of them is kept.
void count_element(void* elements, xmlChar const*, xmlChar const*, xmlChar const*, int, xmlChar const**, int, int,
                   xmlChar const**) {
    ++*static_cast<std::uint64_t*>(elements);
}
void skip_text(void*, xmlChar const*, int) {}

bool parse(std::string const& path) {
    std::uint64_t elements = 0;
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = count_element;
    handler.characters = skip_text;
    std::unique_ptr<xmlParserCtxt, FreeParser> const parser(
        xmlCreatePushParserCtxt(&handler, &elements, nullptr, 0, nullptr));
    std::ifstream file(path, std::ios::binary);
    std::vector<char> chunk(1 << 16);
    while (parser != nullptr && file) {
        file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        if (xmlParseChunk(parser.get(), chunk.data(), static_cast<int>(file.gcount()), file.eof() ? 1 : 0) != 0) {
            return false;
        }
    }
    return elements > 0;
}

bool update(sqlite3* database) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT count(*) FROM payout", -1, &prepared, nullptr) != SQLITE_OK) {
        return false;
    }
    Statement statement(prepared);
    auto const rows = sqlite3_step(prepared) == SQLITE_ROW ? sqlite3_column_int64(prepared, 0) : 0;
    statement.reset();
    std::printf("%lld rows\n", static_cast<long long>(rows));
    return rows > 0 && execute(database, "BEGIN IMMEDIATE") &&
           for_each_number(database, "UPDATE payout SET state = 'booked', entry = ?1 WHERE number = ?1", rows);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3 && count != 4) {
        std::fputs("usage: parse_and_update make FOLDER ROWS | FILE FOLDER\n", stderr);
        return 2;
    }
    auto const database = opened(arguments[2]);
    if (database == nullptr || !execute(database.get(), settings)) {
        return 1;
    }
    if (count == 4) {
        return execute(database.get(), table) &&
                       for_each_number(database.get(), "INSERT INTO payout VALUES (?1, 'delivered', 0)",
                                       std::stoll(arguments[3]))
                   ? 0
                   : 1;
    }
    return parse(arguments[1]) && update(database.get()) ? 0 : 1;
}
