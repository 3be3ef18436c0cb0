#include "store/sent_transfers.hpp"

#include <algorithm>

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

bool is_at_bank(FileState state) {
    return state == FileState::delivered || state == FileState::submitted || state == FileState::at_bank_for_release ||
           state == FileState::in_doubt;
}

/// What a statement tells has a statement's number and answers no transfer by itself: a lump is of nobody by name.
Result<bool> has_a_status(Connection& connection, FileRecord const& file) {
    auto answered = false;
    auto const read = for_each_row(
        query(connection,
              "SELECT EXISTS (SELECT 1 FROM attempt JOIN evidence ON evidence.list = attempt.list AND evidence.sheet = "
              "attempt.sheet AND evidence.row = attempt.row AND evidence.attempt = attempt.attempt "
              "WHERE attempt.file = ? AND evidence.statement = 0 AND evidence.kind NOT IN ('cancel_pending', "
              "'cancel_accepted', 'cancel_refused'))",
              file.file),
        [&](Statement& row) { answered = row.number(0) != 0; });
    return read ? Result<bool>(answered) : read.error();
}

}  // namespace

Result<std::vector<SentTransfer>> sent_transfers(Connection& connection, FileRecord const& file) {
    std::vector<SentTransfer> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT attempt.list, attempt.sheet, attempt.row, attempt.attempt, coalesce(correction.amount, "
              "line.amount), coalesce(correction.payee_name, line.payee_name), coalesce(correction.scheme, "
              "line.scheme), coalesce(correction.account, line.account) FROM attempt JOIN line ON line.list = "
              "attempt.list AND line.sheet = attempt.sheet AND line.row = attempt.row " +
                  std::string(join_correction) + "WHERE attempt.file = ? AND " + std::string(stood_in_file) +
                  " ORDER BY attempt.batch, attempt.list, attempt.sheet, attempt.row",
              file.file),
        [&](Statement& row) {
            auto const scheme = row.text(6) == "iban" ? AccountScheme::iban : AccountScheme::other;
            all.push_back(
                {.list = row.number(0),
                 .line = {static_cast<std::uint8_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2))},
                 .attempt = static_cast<int>(row.number(3)),
                 .amount = Money{row.number(4), file.control_sum.currency()},
                 .payee_name = std::string(row.text(5)),
                 .account = {scheme, std::string(row.text(7))}});
        });
    return read ? Result<std::vector<SentTransfer>>(std::move(all)) : read.error();
}

Result<std::vector<FileRecord>> unanswered_files(Connection& connection, std::uint64_t transaction_count, Money sum) {
    auto all = files(connection, std::nullopt);
    if (!all) {
        return all;
    }
    std::vector<FileRecord> found;
    for (auto& file : *all) {
        if (!is_at_bank(file.state) || file.transaction_count != transaction_count || file.control_sum != sum) {
            continue;
        }
        auto const answered = has_a_status(connection, file);
        if (!answered) {
            return answered.error();
        }
        if (!*answered) {
            found.push_back(std::move(file));
        }
    }
    return found;
}

}  // namespace almoner::store
