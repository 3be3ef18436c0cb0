#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/line.hpp"
#include "core/states.hpp"
#include "store/bulk_insert.hpp"
#include "store/connection.hpp"
#include "store/lists.hpp"

namespace almoner::store {

/// A transfer file from planning on.
struct FileRecord {
    std::int64_t file = 0;
    std::string message_id;
    std::int64_t list = 0;
    FileState state = FileState::planned;
    std::string name;
    Instant created;
    std::uint64_t transaction_count = 0;
    Money control_sum;
    std::string sha256;
    std::uint64_t byte_count = 0;
    std::string canonical_sha256;
    std::string signer;
    std::string boot_id;
    std::string bank_sha256;  ///< of profile, message, rendering and account, as it was sealed with them
    std::optional<Instant> sealed;
    std::optional<Instant> delivered;
    bool handed_over = false;  ///< stands on a hand-over sheet
};

/// How a transfer file is called, read so that a damaged row cannot stop who looks for damage.
struct FileName {
    std::string message_id;
    std::string name;
    bool is_planned = false;
};

struct BatchRecord {
    int number = 0;
    std::string payment_information_id;
    Day execution_date;
    std::uint64_t transaction_count = 0;
    Money control_sum;
};

/// Writes the plan of one list inside the caller's transaction: file, its batches, their attempts.
class PlanWriter {
public:
    /// `lines_of` is the list whose lines are paid: of a correction another than `list`.
    PlanWriter(Connection& connection, std::int64_t list, std::int64_t lines_of)
        : connection_(&connection), list_(list), lines_of_(lines_of),
          insert_attempts_(connection, "INSERT INTO attempt (list, sheet, row, attempt, file, batch)",
                           "(?, ?, ?, ?, ?, ?)") {}
    /// Returns the file's id. @error store.failure
    Result<std::int64_t> add_file(FileRecord const& record);
    Status add_batch(std::int64_t file, BatchRecord const& batch);
    Status add_attempts(std::int64_t file, int batch, int attempt, std::span<LineNumber const> lines);
    /// Marks the list planned.
    Status finish();

private:
    Connection* connection_;
    std::int64_t list_;
    std::int64_t lines_of_;
    BulkInsert insert_attempts_;
};

/// Files in one state, or all without one, by message id. @error store.failure
Result<std::vector<FileRecord>> files(Connection& connection, std::optional<FileState> state);
Result<std::vector<FileName>> file_names(Connection& connection);
Result<std::optional<FileRecord>> file_by_message_id(Connection& connection, std::string_view message_id);
Result<std::vector<BatchRecord>> batches(Connection& connection, FileRecord const& file);

/// What the files of a debtor account are to pay after `day`, but for those that the bank does not get.
/// @error store.failure
Result<Money> executed_after(Connection& connection, std::string_view debtor_account, Currency currency, Day day);

/// The lines a batch pays as it pays them, with their attempt, in order.
struct TransferRow {
    Line line;  ///< what is paid of it: number, category, payee, account, bank, amount, address, reference
    int attempt = 1;
};
class TransferCursor {
public:
    static Result<TransferCursor> open(Connection& connection, FileRecord const& file, int batch);
    /// False at the end.
    Result<bool> next(TransferRow& row);

private:
    struct Statements {
        std::unique_ptr<Statement> attempts;    ///< of the batch, in the order of their lines
        std::unique_ptr<Statement> lines;       ///< from one of them on, read beside the attempts
        std::unique_ptr<Statement> correction;  ///< what the list of a later round says of a line
    };
    TransferCursor(Statements statements, Currency currency)
        : statements_(std::move(statements)), currency_(currency) {}

    Result<bool> find_line(std::int64_t list, LineNumber wanted);
    Result<bool> step_line();
    Status take_over(std::int64_t list, TransferRow& row);

    Statements statements_;
    Currency currency_;
    std::int64_t list_ = 0;           ///< whose lines are read
    std::optional<LineNumber> line_;  ///< at which they stand
};

struct Seal {
    std::string sha256;
    std::uint64_t byte_count = 0;
    std::string canonical_sha256;
    std::string signer;
    std::string boot_id;
    std::string bank_sha256;
    Instant time;
};
/// planned -> sealed. Inside the caller's transaction. @error store.failure not planned
Status seal_file(Connection& connection, std::int64_t file, Seal const& seal);
/// The files stand on a hand-over sheet. Inside the caller's transaction. @error store.failure
Status mark_handed_over(Connection& connection, std::span<FileRecord const> files);
/// A legal step of the file's state. @error store.failure
Status set_file_state(Connection& connection, std::int64_t file, FileState state, Instant time);

}  // namespace almoner::store
