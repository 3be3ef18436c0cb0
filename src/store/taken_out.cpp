#include "store/taken_out.hpp"

#include "store/query.hpp"

namespace almoner::store {

namespace {

Status end_attempt(Connection& connection, FileRecord const& file, TakenOut const& out) {
    auto const& line = out.transfer.line;
    auto const ended = execute(connection,
                               "UPDATE attempt SET live = 0 WHERE file = ? AND batch = ? AND sheet = ? AND row = ? AND "
                               "attempt = ? AND live = 1",
                               file.file, out.batch, line.number.sheet, line.number.row, out.transfer.attempt);
    if (!ended || connection.changes() != 1) {
        return ended ? Error{ErrorCode::store_failure, {}, file.message_id, {}} : ended;
    }
    return execute(
        connection,
        "UPDATE line SET state = 'cancelled', finding = ? WHERE (list, sheet, row) = (SELECT list, sheet, row "
        "FROM attempt WHERE file = ? AND batch = ? AND sheet = ? AND row = ? AND attempt = ?)",
        out.finding, file.file, out.batch, line.number.sheet, line.number.row, out.transfer.attempt);
}

Status count_less(Connection& connection, FileRecord const& file, TakenOut const& out) {
    auto const amount = out.transfer.line.amount.minor_units();
    auto const batch =
        execute(connection,
                "UPDATE batch SET transaction_count = transaction_count - 1, control_sum = control_sum - "
                "? WHERE file = ? AND number = ?",
                amount, file.file, out.batch);
    if (!batch) {
        return batch;
    }
    auto const whole = execute(connection,
                               "UPDATE transfer_file SET transaction_count = transaction_count - 1, control_sum = "
                               "control_sum - ? WHERE file = ? AND state = 'planned'",
                               amount, file.file);
    if (!whole) {
        return whole;
    }
    return connection.changes() == 1 ? Status{} : Error{ErrorCode::store_failure, {}, file.message_id, {}};
}

}  // namespace

Status take_out(Connection& connection, FileRecord const& file, std::span<TakenOut const> transfers, Instant now) {
    for (auto const& out : transfers) {
        if (auto const ended = end_attempt(connection, file, out); !ended) {
            return ended;
        }
        if (auto const counted = count_less(connection, file, out); !counted) {
            return counted;
        }
    }
    if (auto const gone = execute(connection, "DELETE FROM batch WHERE file = ? AND transaction_count = 0", file.file);
        !gone) {
        return gone;
    }
    auto const nothing_left = transfers.size() == file.transaction_count;
    return nothing_left ? set_file_state(connection, file.file, FileState::not_sent, now) : Status{};
}

}  // namespace almoner::store
