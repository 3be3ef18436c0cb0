#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace almoner::store {

/// A prepared statement. Parameters and columns are 1-based and 0-based as SQL libraries have them:
/// bind from 1, read columns from 0.
class Statement {
public:
    virtual ~Statement() = default;
    virtual Status bind(int parameter, std::int64_t number) = 0;
    virtual Status bind(int parameter, std::string_view text) = 0;
    /// Copies nothing: the text stays where it is until the statement was stepped.
    virtual Status bind_lent(int parameter, std::string_view text) = 0;
    virtual Status bind_blob(int parameter, std::span<std::uint8_t const> bytes) = 0;
    /// Copies nothing either.
    virtual Status bind_blob_lent(int parameter, std::span<std::uint8_t const> bytes) = 0;
    virtual Status bind_null(int parameter) = 0;
    /// True when a row stands ready, false at the end. @error store.failure
    virtual Result<bool> step() = 0;
    /// Ready to be bound and stepped again.
    virtual Status reset() = 0;
    [[nodiscard]] virtual std::int64_t number(int column) const = 0;
    /// Lives until the next step.
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual std::span<std::uint8_t const> blob(int column) const = 0;
    [[nodiscard]] virtual bool is_null(int column) const { return kind(column) == ValueKind::null; }
    /// What is stored there.
    enum class ValueKind { null, number, text, blob };
    [[nodiscard]] virtual ValueKind kind(int column) const = 0;
    [[nodiscard]] virtual int column_count() const = 0;
};

/// A database that keeps what it committed. Used by one thread at a time.
class Connection {
public:
    virtual ~Connection() = default;
    /// @error store.failure
    virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
    virtual Status execute(std::string_view sql) = 0;
    /// Rows changed by the last statement.
    [[nodiscard]] virtual std::int64_t changes() const = 0;
    /// Row id of the last insert.
    [[nodiscard]] virtual std::int64_t last_row() const = 0;
};

/// Opens or creates a SQLite store: WAL, synchronous=FULL, foreign_keys on, trusted_schema off, each
/// read back and asserted; brings the schema up to date inside one transaction, and keeps a copy of a store of an
/// earlier schema first.
/// @error store.failure @error store.settings a setting did not take @error store.newer made by a newer Almoner
Result<std::unique_ptr<Connection>> open_sqlite(std::filesystem::path const& file);

/// Where the copy of a store is kept from before its schema went on from that number: "almoner.db.schema-13".
std::filesystem::path earlier_store(std::filesystem::path const& file, int schema);

/// Opens a store that is there, for reading alone: nothing is made, changed or brought up to date.
/// @error store.missing @error store.older an earlier Almoner made it and this one has not run yet @error store.newer
/// @error store.failure
Result<std::unique_ptr<Connection>> open_sqlite_to_read(std::filesystem::path const& file);

/// A store in memory as the schema makes it, with nothing in it. @error store.failure
Result<std::unique_ptr<Connection>> empty_store();

/// Copies a store as it stands at one moment, while others may be writing it, to a file that is not there yet.
/// Source: SQLite's online backup. @error store.missing @error store.failure
Status copy_sqlite(std::filesystem::path const& from, std::filesystem::path const& to);

/// What is read while it lives is one state of the store, whatever others commit meanwhile. Nothing may be written.
class Snapshot {
public:
    /// @error store.failure
    static Result<Snapshot> begin(Connection& connection);
    Snapshot(Snapshot&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
    Snapshot& operator=(Snapshot&&) = delete;
    ~Snapshot();

private:
    explicit Snapshot(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

/// A transaction that rolls back unless committed.
class Transaction {
public:
    /// Begins with the write lock. @error store.failure
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

}  // namespace almoner::store
