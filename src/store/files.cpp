#include "store/files.hpp"

#include <utility>

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
    // The index brings the attempts of one batch in the order of their lines, however many files a list has.
    auto attempts = query(connection,
                          "SELECT list, sheet, row, attempt FROM attempt INDEXED BY attempt_by_file WHERE file = ? AND "
                          "batch = ? AND " +
                              std::string(stood_in_file) + " ORDER BY list, sheet, row",
                          file.file, batch);
    auto lines = connection.prepare("SELECT " + std::string(paid_columns) +
                                    " FROM line WHERE list = ? AND (sheet, row) >= (?, ?) ORDER BY sheet, row");
    auto correction = connection.prepare(
        "SELECT payee_name, scheme, account, bank_code, bic, amount FROM correction WHERE list = ? AND sheet = ? AND "
        "row = ? AND attempt = ?");
    for (auto const* error : {attempts ? nullptr : &attempts.error(), lines ? nullptr : &lines.error(),
                              correction ? nullptr : &correction.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    return TransferCursor{{*std::move(attempts), *std::move(lines), *std::move(correction)},
                          file.control_sum.currency()};
}

Result<bool> TransferCursor::next(TransferRow& row) {
    auto const& attempt = *statements_.attempts;
    for (;;) {
        auto const more = statements_.attempts->step();
        if (!more || !*more) {
            return more;
        }
        auto const list = attempt.number(0);
        LineNumber const number{static_cast<std::uint8_t>(attempt.number(1)),
                                static_cast<std::uint32_t>(attempt.number(2))};
        auto const found = find_line(list, number);
        if (!found) {
            return found;
        }
        if (!*found) {
            continue;
        }
        read_paid(*statements_.lines, currency_, row.line);
        row.attempt = static_cast<int>(attempt.number(3));
        auto const taken_over = row.attempt == 1 ? Status{} : take_over(list, row);
        return taken_over ? Result<bool>(true) : taken_over.error();
    }
}

/// Lines that follow one another are stepped through; one that is far away is sought.
Result<bool> TransferCursor::find_line(std::int64_t list, LineNumber wanted) {
    constexpr auto near = 16;
    if (list != std::exchange(list_, list)) {
        line_.reset();
    }
    for (auto steps = 0; steps < near && line_ && *line_ < wanted; ++steps) {
        if (auto const stepped = step_line(); !stepped) {
            return stepped;
        }
    }
    if (line_ && *line_ == wanted) {
        return true;
    }
    auto& lines = *statements_.lines;
    auto const ready = lines.reset();
    if (auto const bound = ready ? bind_all(lines, list, wanted.sheet, wanted.row) : ready; !bound) {
        return bound.error();
    }
    auto const stepped = step_line();
    return stepped ? Result<bool>(line_ == wanted) : stepped;
}

Result<bool> TransferCursor::step_line() {
    auto const& lines = *statements_.lines;
    auto const more = statements_.lines->step();
    line_.reset();
    if (more && *more) {
        line_ = {static_cast<std::uint8_t>(lines.number(0)), static_cast<std::uint32_t>(lines.number(1))};
    }
    return more;
}

/// What is paid by a later attempt is what its list says of the line.
Status TransferCursor::take_over(std::int64_t list, TransferRow& row) {
    auto& correction = *statements_.correction;
    auto& line = row.line;
    if (auto const bound = bind_all(correction, list, line.number.sheet, line.number.row, row.attempt); !bound) {
        return bound;
    }
    auto const there = correction.step();
    if (there && *there) {
        line.payee_name = correction.text(0);
        line.account.scheme = correction.text(1) == "iban" ? AccountScheme::iban : AccountScheme::other;
        line.account.number = correction.text(2);
        line.bank_code = correction.text(3);
        line.bic = correction.text(4);
        line.amount = Money{correction.number(5), currency_};
    }
    auto const ready = correction.reset();
    return there ? ready : there.error();
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
