#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

/// SQLite with nothing around it but what closes it again: what the floors of the benchmarks use.
namespace bare {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Nothing where it cannot be opened.
inline Database opened(std::string const& path) {
    sqlite3* database = nullptr;
    auto const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    auto const result = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
    Database owned(database);
    return result == SQLITE_OK ? std::move(owned) : nullptr;
}

/// Nothing where it cannot be prepared.
inline Statement prepared(sqlite3* database, char const* sql) {
    sqlite3_stmt* statement = nullptr;
    auto const result = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    Statement owned(statement);
    return result == SQLITE_OK ? std::move(owned) : nullptr;
}

inline bool execute(sqlite3* database, char const* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

}  // namespace bare
