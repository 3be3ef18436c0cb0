/// Parses an XML file with bare SAX handlers of libxml2 and updates rows in SQLite, and does nothing else: the floor
/// that bench/reconciling holds `almoner reconcile` against.
///
/// usage: parse_and_update make FOLDER ROWS    makes the table, with nothing done
///        parse_and_update FILE FOLDER         parses, and updates every row in one transaction
/// Prints how many rows were updated. Exit code: 0 done, 1 a fault, 2 usage.

#include <libxml/parser.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bare_sqlite.hpp"

namespace {

using namespace bare;

constexpr auto settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;";
constexpr auto table = "CREATE TABLE payout (number INTEGER PRIMARY KEY, state TEXT, entry INTEGER); BEGIN IMMEDIATE";

struct FreeParser {
    void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

/// Runs one statement for every number from 1 to `rows`, in one transaction that was begun.
bool for_each_number(sqlite3* database, char const* sql, std::int64_t rows) {
    auto const statement = prepared(database, sql);
    if (!statement) {
        return false;
    }
    for (std::int64_t number = 1; number <= rows; ++number) {
        if (sqlite3_bind_int64(statement.get(), 1, number) != SQLITE_OK ||
            sqlite3_step(statement.get()) != SQLITE_DONE || sqlite3_reset(statement.get()) != SQLITE_OK) {
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
    auto statement = prepared(database, "SELECT count(*) FROM payout");
    if (!statement) {
        return false;
    }
    auto const rows = sqlite3_step(statement.get()) == SQLITE_ROW ? sqlite3_column_int64(statement.get(), 0) : 0;
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
    auto const database = opened(std::string(arguments[2]) + "/floor.db");
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
