#include "store/files.hpp"

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

constexpr std::string_view select_file =
    "SELECT file, message_id, transfer_file.list, state, name, created_utc, transaction_count, control_sum, sha256, "
    "byte_count, canonical_sha256, signer, "
    "boot_id, sealed_utc, delivered_utc, handed_over, list.currency, bank_sha256 FROM transfer_file JOIN list ON "
    "list.list = "
    "transfer_file.list ";

std::optional<Instant> optional_instant(Statement const& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(stored(parse_instant(row.text(column))));
}

FileRecord read_file(Statement const& row) {
    auto const currency = stored(Currency::parse(row.text(16)));
    auto const state = file_state_of(row.text(3));
    check(state.has_value(), "a stored file state has a name");
    return {.file = row.number(0),
            .message_id = std::string(row.text(1)),
            .list = row.number(2),
            .state = *state,
            .name = std::string(row.text(4)),
            .created = stored(parse_instant(row.text(5))),
            .transaction_count = static_cast<std::uint64_t>(row.number(6)),
            .control_sum = Money{row.number(7), currency},
            .sha256 = std::string(row.text(8)),
            .byte_count = static_cast<std::uint64_t>(row.number(9)),
            .canonical_sha256 = std::string(row.text(10)),
            .signer = std::string(row.text(11)),
            .boot_id = std::string(row.text(12)),
            .bank_sha256 = std::string(row.text(17)),
            .sealed = optional_instant(row, 13),
            .delivered = optional_instant(row, 14),
            .handed_over = row.number(15) != 0};
}

}  // namespace

Result<std::int64_t> PlanWriter::add_file(FileRecord const& record) {
    auto const added = execute(
        *connection_,
        "INSERT INTO transfer_file (message_id, list, state, name, created_utc, transaction_count, control_sum) "
        "VALUES (?, ?, 'planned', ?, ?, ?, ?)",
        record.message_id, list_, record.name, to_text(record.created), record.transaction_count,
        record.control_sum.minor_units());
    if (!added) {
        return added.error();
    }
    return connection_->last_row();
}

Status PlanWriter::add_batch(std::int64_t file, BatchRecord const& batch) {
    return execute(*connection_,
                   "INSERT INTO batch (file, number, payment_information_id, execution_date, transaction_count, "
                   "control_sum) VALUES (?, ?, ?, ?, ?, ?)",
                   file, batch.number, batch.payment_information_id, to_text(batch.execution_date),
                   batch.transaction_count, batch.control_sum.minor_units());
}

Status PlanWriter::add_attempts(std::int64_t file, int batch, int attempt, std::span<LineNumber const> lines) {
    return insert_attempts_.add(lines, [this, file, batch, attempt](LineNumber line) {
        return values(lines_of_, line.sheet, line.row, attempt, file, batch);
    });
}

Status PlanWriter::finish() { return execute(*connection_, "UPDATE list SET planned = 1 WHERE list = ?", list_); }

Result<std::vector<FileRecord>> files(Connection& connection, std::optional<FileState> state) {
    std::vector<FileRecord> all;
    auto const wanted = state ? text_of(*state) : std::string_view{};
    auto const sql = std::string(select_file) + "WHERE ? = '' OR state = ? ORDER BY list.list, message_id";
    auto const read =
        for_each_row(query(connection, sql, wanted, wanted), [&](Statement& row) { all.push_back(read_file(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<std::vector<FileName>> file_names(Connection& connection) {
    std::vector<FileName> names;
    auto const read =
        for_each_row(query(connection, "SELECT message_id, name, state FROM transfer_file"), [&](Statement& row) {
            names.push_back({std::string(row.text(0)), std::string(row.text(1)), row.text(2) == "planned"});
        });
    return read ? Result<std::vector<FileName>>(std::move(names)) : read.error();
}

Result<std::optional<FileRecord>> file_by_message_id(Connection& connection, std::string_view message_id) {
    std::optional<FileRecord> found;
    auto const read = for_each_row(query(connection, std::string(select_file) + "WHERE message_id = ?", message_id),
                                   [&](Statement& row) { found = read_file(row); });
    if (!read) {
        return read.error();
    }
    return found;
}

Result<std::vector<BatchRecord>> batches(Connection& connection, FileRecord const& file) {
    std::vector<BatchRecord> all;
    auto const read =
        for_each_row(query(connection,
                           "SELECT number, payment_information_id, execution_date, transaction_count, control_sum FROM "
                           "batch WHERE file = ? ORDER BY number",
                           file.file),
                     [&](Statement& row) {
                         all.push_back({static_cast<int>(row.number(0)), std::string(row.text(1)),
                                        stored(parse_day(row.text(2))), static_cast<std::uint64_t>(row.number(3)),
                                        Money{row.number(4), file.control_sum.currency()}});
                     });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<TransferCursor> TransferCursor::open(Connection& connection, FileRecord const& file, int batch) {
    // The attempt's index brings the rows of one batch in their order, however many files a list has.
    auto statement = query(connection,
                           "SELECT " + std::string(paid_version_columns) +
                               ", attempt.attempt FROM attempt INDEXED BY attempt_by_file JOIN line ON line.list = "
                               "attempt.list AND line.sheet = attempt.sheet AND line.row = attempt.row " +
                               std::string(join_correction) + "WHERE attempt.file = ? AND attempt.batch = ? AND " +
                               std::string(stood_in_file) + " ORDER BY attempt.list, attempt.sheet, attempt.row",
                           file.file, batch);
    if (!statement) {
        return statement.error();
    }
    return TransferCursor{*std::move(statement), file.control_sum.currency()};
}

Result<bool> TransferCursor::next(TransferRow& row) {
    auto const more = statement_->step();
    if (more && *more) {
        read_paid(*statement_, currency_, row.line);
        row.attempt = static_cast<int>(statement_->number(paid_column_count));
    }
    return more;
}

Status seal_file(Connection& connection, std::int64_t file, Seal const& seal) {
    auto const done = execute(connection,
                              "UPDATE transfer_file SET state = 'sealed', sha256 = ?, byte_count = ?, canonical_sha256 "
                              "= ?, signer = ?, boot_id = ?, bank_sha256 = ?, sealed_utc = ? "
                              "WHERE file = ? AND state = 'planned'",
                              seal.sha256, seal.byte_count, seal.canonical_sha256, seal.signer, seal.boot_id,
                              seal.bank_sha256, to_text(seal.time), file);
    if (!done) {
        return done;
    }
    return connection.changes() == 1 ? Status{} : Error{ErrorCode::store_failure, {}, std::to_string(file), {}};
}

Status mark_handed_over(Connection& connection, std::span<FileRecord const> files) {
    for (auto const& file : files) {
        auto const marked = execute(connection, "UPDATE transfer_file SET handed_over = 1 WHERE file = ?", file.file);
        if (!marked) {
            return marked;
        }
    }
    return {};
}

Status set_file_state(Connection& connection, std::int64_t file, FileState state, Instant time) {
    auto const* delivered = state == FileState::delivered ? "1" : "0";
    auto const done = execute(connection,
                              "UPDATE transfer_file SET state = ?, delivered_utc = CASE WHEN ? = '1' THEN ? ELSE "
                              "delivered_utc END WHERE file = ?",
                              text_of(state), delivered, to_text(time), file);
    if (!done) {
        return done;
    }
    return connection.changes() == 1 ? Status{} : Error{ErrorCode::store_failure, {}, std::to_string(file), {}};
}

Result<Money> executed_after(Connection& connection, std::string_view debtor_account, Currency currency, Day day) {
    auto sum = Money::zero(currency);
    auto const read = for_each_row(
        query(connection,
              "SELECT coalesce(sum(batch.control_sum), 0) FROM batch JOIN transfer_file ON transfer_file.file = "
              "batch.file "
              "JOIN list ON list.list = transfer_file.list WHERE list.debtor_account = ? AND list.currency = ? AND "
              "batch.execution_date > ? AND transfer_file.state NOT IN ('withdrawn', 'not_sent')",
              debtor_account, currency.code(), to_text(day)),
        [&](Statement& row) {
            sum = Money{row.number(0), currency};
        });
    return read ? Result<Money>(sum) : read.error();
}

}  // namespace almoner::store
