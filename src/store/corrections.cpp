#include "store/corrections.hpp"

#include "store/query.hpp"

namespace almoner::store {

Result<int> correction_count(Connection& connection, std::int64_t list) {
    auto count = 0;
    auto const read =
        for_each_row(query(connection, "SELECT count(*) FROM list WHERE of_list = ? AND kind = 'correction'", list),
                     [&](Statement& row) { count = static_cast<int>(row.number(0)); });
    return read ? Result<int>(count) : read.error();
}

Status add_corrections(Connection& connection, ListRecord const& head, std::span<Correction const> corrections) {
    auto const end_attempt =
        connection.prepare("UPDATE attempt SET live = 0 WHERE list = ? AND sheet = ? AND row = ? AND live = 1");
    auto const insert = connection.prepare(
        "INSERT INTO correction (list, sheet, row, attempt, correction, correction_row, channel, payee_name, scheme, "
        "account, bank_code, bic, amount, given_up) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    auto const go_on = connection.prepare(
        "UPDATE line SET state = 'accepted' WHERE list = ? AND sheet = ? AND row = ? AND state = 'held'");
    if (!end_attempt || !insert || !go_on) {
        return !end_attempt ? end_attempt.error() : !insert ? insert.error() : go_on.error();
    }
    for (auto const& one : corrections) {
        auto const& line = one.line;
        auto const& at = line.number;
        if (auto const ended = run(**end_attempt, head.of_list, at.sheet, at.row); !ended) {
            return ended;
        }
        auto const* scheme = line.account.scheme == AccountScheme::iban ? "iban" : "other";
        auto const added = run(**insert, head.of_list, at.sheet, at.row, head.round, head.list, one.row,
                               text_of(line.channel), line.payee_name, scheme, line.account.number, line.bank_code,
                               line.bic, line.amount.minor_units(), one.given_up.minor_units());
        if (!added) {
            return added;
        }
        if (auto const gone_on = run(**go_on, head.of_list, at.sheet, at.row); !gone_on) {
            return gone_on;
        }
    }
    return {};
}

Status add_cancellations(Connection& connection, ListRecord const& head, std::span<Cancellation const> cancellations) {
    auto const insert =
        connection.prepare("INSERT INTO cancelled_line (list, sheet, row, cancellation, note) VALUES (?, ?, ?, ?, ?)");
    if (!insert) {
        return insert.error();
    }
    for (auto const& one : cancellations) {
        if (auto const added = run(**insert, one.list, one.line.sheet, one.line.row, head.list, one.note); !added) {
            return added;
        }
    }
    return {};
}

Result<std::optional<Cancelled>> cancellation_of(Connection& connection, std::int64_t list, LineNumber line) {
    std::optional<Cancelled> found;
    auto const read = for_each_row(
        query(connection,
              "SELECT list.code, note FROM cancelled_line JOIN list ON list.list = cancelled_line.cancellation "
              "WHERE cancelled_line.list = ? AND sheet = ? AND row = ?",
              list, line.sheet, line.row),
        [&](Statement& row) {
            found = Cancelled{std::string(row.text(0)), std::string(row.text(1))};
        });
    return read ? Result<std::optional<Cancelled>>(found) : read.error();
}

}  // namespace almoner::store
