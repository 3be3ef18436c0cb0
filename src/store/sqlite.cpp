#include <sqlite3.h>

#include "store/connection.hpp"
#include "store/durable.hpp"
#include "store/schema.hpp"

namespace almoner::store {

namespace {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

Error failure_of(sqlite3* database) { return {ErrorCode::store_failure, {}, sqlite3_errmsg(database), {}}; }

class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}

    Status bind(int parameter, std::int64_t number) override {
        return done(sqlite3_bind_int64(statement_.get(), parameter, number));
    }
    Status bind(int parameter, std::string_view text) override { return bind_text(parameter, text, SQLITE_TRANSIENT); }
    Status bind_lent(int parameter, std::string_view text) override {
        return bind_text(parameter, text, SQLITE_STATIC);
    }
    Status bind_blob(int parameter, std::span<std::uint8_t const> bytes) override {
        return done(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
    }
    Status bind_blob_lent(int parameter, std::span<std::uint8_t const> bytes) override {
        return done(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
    }
    Status bind_null(int parameter) override { return done(sqlite3_bind_null(statement_.get(), parameter)); }

    Result<bool> step() override {
        auto const result = sqlite3_step(statement_.get());
        if (result == SQLITE_ROW || result == SQLITE_DONE) {
            return result == SQLITE_ROW;
        }
        auto const fault = failure_of(database_);
        sqlite3_reset(statement_.get());
        return fault;
    }

    Status reset() override { return done(sqlite3_reset(statement_.get())); }

    [[nodiscard]] std::int64_t number(int column) const override {
        return sqlite3_column_int64(statement_.get(), column);
    }
    [[nodiscard]] std::string_view text(int column) const override {
        auto const* bytes = reinterpret_cast<char const*>(sqlite3_column_text(statement_.get(), column));
        return {bytes == nullptr ? "" : bytes,
                static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
    }
    [[nodiscard]] std::span<std::uint8_t const> blob(int column) const override {
        auto const* bytes = static_cast<std::uint8_t const*>(sqlite3_column_blob(statement_.get(), column));
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
    }
    [[nodiscard]] ValueKind kind(int column) const override {
        switch (sqlite3_column_type(statement_.get(), column)) {
            case SQLITE_NULL: return ValueKind::null;
            case SQLITE_INTEGER: return ValueKind::number;
            case SQLITE_BLOB: return ValueKind::blob;
            default: return ValueKind::text;
        }
    }
    [[nodiscard]] int column_count() const override { return sqlite3_column_count(statement_.get()); }

private:
    Status bind_text(int parameter, std::string_view text, sqlite3_destructor_type kept) {
        return done(sqlite3_bind_text64(statement_.get(), parameter, text.data() == nullptr ? "" : text.data(),
                                        text.size(), kept, SQLITE_UTF8));
    }
    Status done(int result) { return result == SQLITE_OK ? Status{} : Status{failure_of(database_)}; }

    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement_;
};

class SqliteConnection final : public Connection {
public:
    explicit SqliteConnection(std::unique_ptr<sqlite3, CloseDatabase> database) : database_(std::move(database)) {}

    Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr) !=
            SQLITE_OK) {
            return failure_of(database_.get());
        }
        return std::unique_ptr<Statement>(std::make_unique<SqliteStatement>(database_.get(), statement));
    }

    Status execute(std::string_view sql) override {
        auto const text = std::string(sql);
        return sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK
                   ? Status{}
                   : Status{failure_of(database_.get())};
    }

    [[nodiscard]] std::int64_t changes() const override { return sqlite3_changes64(database_.get()); }
    [[nodiscard]] std::int64_t last_row() const override { return sqlite3_last_insert_rowid(database_.get()); }

private:
    std::unique_ptr<sqlite3, CloseDatabase> database_;
};

struct Setting {
    std::string_view set;
    std::string_view ask;
    std::string_view wanted;
};

/// WAL and FULL: what was committed survives a power cut. The others keep the schema's own rules on.
constexpr Setting settings[] = {
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cache_size = -32768", "PRAGMA cache_size", "-32768"},
};
constexpr int busy_milliseconds = 10'000;

Status apply_settings(Connection& connection) {
    for (auto const& setting : settings) {
        if (auto const set = connection.execute(setting.set); !set) {
            return set;
        }
        auto const asked = connection.prepare(setting.ask);
        if (!asked) {
            return asked.error();
        }
        auto const row = (*asked)->step();
        if (!row) {
            return row.error();
        }
        if (!*row || (*asked)->text(0) != setting.wanted) {
            return Error{ErrorCode::store_settings, {}, std::string(setting.set), {}};
        }
    }
    return {};
}

/// 0 for a store that is still empty.
Result<int> schema_number(Connection& connection) {
    auto const there = connection.prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'store'");
    if (!there) {
        return there.error();
    }
    if (auto const row = (*there)->step(); !row) {
        return row.error();
    }
    if ((*there)->number(0) == 0) {
        return 0;
    }
    auto const asked = connection.prepare("SELECT CAST(value AS INTEGER) FROM store WHERE name = 'schema'");
    if (!asked) {
        return asked.error();
    }
    auto const row = (*asked)->step();
    if (!row) {
        return row.error();
    }
    return *row ? static_cast<int>((*asked)->number(0)) : 0;
}

Status bring_up_to_date(Connection& connection) {
    auto transaction = Transaction::begin(connection);
    if (!transaction) {
        return transaction.error();
    }
    auto const now = schema_number(connection);
    if (!now) {
        return now.error();
    }
    auto const files = schema_files();
    if (*now > files.back().number) {
        return Error{ErrorCode::store_newer, {}, std::to_string(*now), {std::to_string(files.back().number)}};
    }
    for (auto const& file : files) {
        if (file.number <= *now) {
            continue;
        }
        if (auto const made = connection.execute(file.sql); !made) {
            return made;
        }
        auto const mark = "INSERT INTO store (name, value) VALUES ('schema', '" + std::to_string(file.number) +
                          "') ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        if (auto const marked = connection.execute(mark); !marked) {
            return marked;
        }
    }
    return transaction->commit();
}

using Database = std::unique_ptr<sqlite3, CloseDatabase>;

constexpr int statement_journal_bytes = 1 << 20;

/// Opens a file with the flags that say for what. @error store.failure
Result<Database> open_file(std::filesystem::path const& file, int purpose) {
    // Nobody asks SQLite how much memory it has, and counting it costs a lock at every allocation.
    [[maybe_unused]] static auto const uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // What undoes a statement half done outgrows SQLite's 64 KiB now and then, and from then on goes to a file for
    // good.
    [[maybe_unused]] static auto const undone = sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, statement_journal_bytes);
    // The store itself may be no link, so that it cannot be slipped in; folders on the way to it may.
    std::error_code fault;
    auto const place =
        std::filesystem::canonical(std::filesystem::absolute(file).parent_path(), fault) / file.filename();
    if (fault) {
        return Error{ErrorCode::store_failure, {file.string(), {}, 0, 0}, fault.message(), {}};
    }
    sqlite3* opened = nullptr;
    auto const result =
        sqlite3_open_v2(place.c_str(), &opened, purpose | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
    Database database(opened);
    if (result != SQLITE_OK) {
        return Error{ErrorCode::store_failure, {file.string(), {}, 0, 0}, sqlite3_errstr(result), {}};
    }
    sqlite3_busy_timeout(database.get(), busy_milliseconds);
    return database;
}

/// A store that is there. @error store.missing @error store.failure
Result<Database> open_to_read(std::filesystem::path const& file) {
    std::error_code fault;
    if (!std::filesystem::exists(file, fault) && !fault) {
        return Error{ErrorCode::store_missing, {file.string(), {}, 0, 0}, {}, {}};
    }
    return open_file(file, SQLITE_OPEN_READONLY);
}

}  // namespace

namespace {

/// The store as the earlier program left it, beside the one that this program changes. Whoever killed this begins anew.
Status keep_earlier(Connection& connection, std::filesystem::path const& file) {
    auto const now = schema_number(connection);
    if (!now) {
        return now.error();
    }
    if (*now == 0 || *now >= schema_files().back().number) {
        return {};
    }
    auto const kept = earlier_store(file, *now);
    auto const draft = kept.string() + ".draft";
    auto done = remove_durably(draft);
    done = done ? copy_sqlite(file, draft) : done;
    done = done ? remove_durably(kept) : done;
    return done ? move_durably(draft, kept) : done;
}

}  // namespace

std::filesystem::path earlier_store(std::filesystem::path const& file, int schema) {
    return file.string() + ".schema-" + std::to_string(schema);
}

Result<std::unique_ptr<Connection>> open_sqlite(std::filesystem::path const& file) {
    auto database = open_file(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database) {
        return database.error();
    }
    auto connection = std::make_unique<SqliteConnection>(*std::move(database));
    if (auto const applied = apply_settings(*connection); !applied) {
        return applied.error();
    }
    if (auto const kept = keep_earlier(*connection, file); !kept) {
        return kept.error();
    }
    if (auto const current = bring_up_to_date(*connection); !current) {
        return current.error();
    }
    return std::unique_ptr<Connection>(std::move(connection));
}

Result<std::unique_ptr<Connection>> open_sqlite_to_read(std::filesystem::path const& file) {
    auto database = open_to_read(file);
    if (!database) {
        return database.error();
    }
    auto connection = std::make_unique<SqliteConnection>(*std::move(database));
    auto const number = schema_number(*connection);
    if (!number) {
        return number.error();
    }
    auto const current = schema_files().back().number;
    if (*number != current) {
        auto const code = *number > current ? ErrorCode::store_newer : ErrorCode::store_older;
        return Error{code, {}, std::to_string(*number), {std::to_string(current)}};
    }
    return std::unique_ptr<Connection>(std::move(connection));
}

Result<std::unique_ptr<Connection>> empty_store() {
    sqlite3* opened = nullptr;
    auto const result = sqlite3_open(":memory:", &opened);
    auto connection = std::make_unique<SqliteConnection>(Database(opened));
    if (result != SQLITE_OK) {
        return Error{ErrorCode::store_failure, {}, sqlite3_errstr(result), {}};
    }
    auto const made = bring_up_to_date(*connection);
    return made ? Result<std::unique_ptr<Connection>>(std::move(connection)) : made.error();
}

Status copy_sqlite(std::filesystem::path const& from, std::filesystem::path const& to) {
    std::error_code fault;
    if (std::filesystem::exists(to, fault) || fault) {
        return Error{ErrorCode::file_exists, {to.string(), {}, 0, 0}, {}, {}};
    }
    auto const source = open_to_read(from);
    auto const copy =
        source ? open_file(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) : Result<Database>(source.error());
    if (!copy) {
        return copy.error();
    }
    auto* const backup = sqlite3_backup_init(copy->get(), "main", source->get(), "main");
    if (backup == nullptr) {
        return failure_of(copy->get());
    }
    // All pages in one step: what others commit meanwhile is in none of them.
    auto const stepped = sqlite3_backup_step(backup, -1);
    auto const finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE || finished != SQLITE_OK) {
        return failure_of(copy->get());
    }
    // One file, whole in itself: nobody who reads it makes a write-ahead log beside it.
    auto const alone = sqlite3_exec(copy->get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    return alone == SQLITE_OK ? Status{} : Status{failure_of(copy->get())};
}

}  // namespace almoner::store
