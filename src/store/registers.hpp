#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/line.hpp"
#include "store/bulk_insert.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// What a reference list says of the people or accounts in it.
enum class RegisterKind : std::uint8_t {
    registered,  ///< may be helped
    staff,       ///< works on the programme, or approves its lists
    stopped,     ///< must not be paid: deceased, ended, blocked
    previous,    ///< was paid in the period before
    verdicts,    ///< what the banks say of account and name (payee verification)
};

std::string_view text_of(RegisterKind kind);
std::optional<RegisterKind> register_kind_of(std::string_view text);

/// One version of a reference list. The latest of its kind is in force; of verdicts every version is, because each
/// holds the answers of one check, and the latest that speaks of a payee counts.
struct RegisterRecord {
    std::int64_t id = 0;
    RegisterKind kind{};
    std::string source;  ///< who answers for it
    Day day;             ///< the day it speaks of
    std::string file;    ///< name under which it came
    std::string sha256;
    std::uint64_t entry_count = 0;
    std::int64_t run = 0;
    Instant taken;
};

/// A person, an account, or an account with its holder's name, and what is said of it.
struct RegisterEntry {
    PersonKey key{};
    std::uint64_t row = 0;  ///< of the file it came in
    std::string word;       ///< deceased, ended, blocked, match, close_match ...
    std::int64_t minor_units = 0;
    Day day{};  ///< of the version it stands in; not written, known when found
};

/// Writes a version inside the caller's transaction. @error store.failure
class RegisterWriter {
public:
    /// `record.id` and `record.entry_count` are ignored: entries are counted as they come.
    static Result<RegisterWriter> begin(Connection& connection, RegisterRecord const& record, std::uint64_t entries);
    Status add(std::span<RegisterEntry const> entries);
    [[nodiscard]] std::int64_t id() const { return id_; }

private:
    RegisterWriter(Connection& connection, std::int64_t id)
        : id_(id),
          insert_(connection, "INSERT INTO register_entry (register, key, row, word, amount)", "(?, ?, ?, ?, ?)") {}
    std::int64_t id_;
    BulkInsert insert_;
};

/// The versions in force, by kind; kinds that nobody has brought are absent. @error store.failure
Result<std::vector<RegisterRecord>> registers_in_force(Connection& connection);

/// Finds what a register in force says of a key.
class RegisterLookup {
public:
    /// `record` is the latest version of its kind. @error store.failure
    static Result<RegisterLookup> open(Connection& connection, RegisterRecord const& record);
    /// The first entry of `key`, or nothing. @error store.failure
    Result<std::optional<RegisterEntry>> find(PersonKey const& key);
    [[nodiscard]] RegisterRecord const& record() const { return record_; }

private:
    RegisterLookup(RegisterRecord record, std::unique_ptr<Statement> select)
        : record_(std::move(record)), select_(std::move(select)) {}
    RegisterRecord record_;
    std::unique_ptr<Statement> select_;
};

}  // namespace almoner::store
