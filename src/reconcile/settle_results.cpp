#include "reconcile/settle_results.hpp"

#include "reconcile/match_results.hpp"
#include "store/sent_transfers.hpp"

namespace almoner::reconcile {

namespace {

/// A file of ours as the bank got it.
struct SentFile {
    std::vector<store::SentTransfer> transfers;  ///< in their order, names in the bank's letters
    settings::AccountEcho echo{};
};

Result<std::vector<store::FileRecord>> files_answered(store::Connection& connection, ResultHead const& head) {
    if (head.message_id.empty()) {
        return store::unanswered_files(connection, head.row_count, head.sum);
    }
    auto named = store::file_by_message_id(connection, head.message_id);
    if (!named) {
        return named.error();
    }
    return *named ? std::vector{**std::move(named)} : std::vector<store::FileRecord>();
}

Status is_whole(ResultHead const& head, store::FileRecord const& file) {
    auto const differs = [&](std::string said, std::string held) {
        return Error{ErrorCode::bank_file_totals, {}, file.message_id, {std::move(said), std::move(held)}};
    };
    if (head.row_count != file.transaction_count) {
        return differs(std::to_string(file.transaction_count), std::to_string(head.row_count));
    }
    return head.sum == file.control_sum ? Status{}
                                        : differs(to_grouped_text(file.control_sum), to_grouped_text(head.sum));
}

Result<SentFile> sent_file(Desk const& desk, store::FileRecord const& file) {
    auto const list = store::list_by_number(desk.store, file.list);
    if (!list) {
        return list.error();
    }
    check(list->has_value(), "a file is of a list");
    auto const profile = desk.formats.profile((*list)->profile);
    auto transfers =
        profile ? store::sent_transfers(desk.store, file) : Result<std::vector<store::SentTransfer>>(profile.error());
    if (!transfers) {
        return transfers.error();
    }
    for (auto& transfer : *transfers) {
        transfer.payee_name = profile->transliteration.of(transfer.payee_name);
    }
    return SentFile{*std::move(transfers), profile->account_echo};
}

Finding finding(ErrorCode code, std::string value, Position position) {
    return finding_of({code, {}, std::move(value), {}}, std::move(position));
}

/// What a row knows its transfer by, as it may be shown.
std::string shown_key(StatusRecord const& row) {
    return row.key == settings::AnswerTable::Key::row ? row.transfer_number : masked(row.creditor_account);
}

Evidence evidence_of(StatusRecord const& row, EvidenceKind kind, std::string rule, std::int64_t bank_file) {
    return {kind, bank_file, 0, row.position, 0, {}, {}, row.reason, row.text, std::move(rule)};
}

}  // namespace

Result<ResultFacts> settle_results(Desk const& desk, ResultHead const& head, ResultRows const& table,
                                   std::int64_t bank_file) {
    auto const files = files_answered(desk.store, head);
    if (!files) {
        return files.error();
    }
    ResultFacts told;
    if (files->size() != 1) {
        auto const code = files->empty() ? ErrorCode::transfer_unknown : ErrorCode::transfer_ambiguous;
        auto const value = head.message_id.empty() ? to_grouped_text(head.sum) : head.message_id;
        told.findings.push_back(finding(code, value, {}));
        return told;
    }
    auto const whole = is_whole(head, files->front());
    auto const sent = whole ? sent_file(desk, files->front()) : Result<SentFile>(whole.error());
    if (!sent) {
        return sent.error();
    }
    told.file = files->front().file;
    auto const matches = match_results(table.rows, sent->transfers, sent->echo);
    for (std::size_t at = 0; at < matches.size(); ++at) {
        auto const& row = table.rows[at];
        auto const& [place, rule, fault] = matches[at];
        if (fault) {
            told.findings.push_back(finding(*fault, shown_key(row), row.place));
        }
        if (place && table.kinds[at]) {
            auto const& transfer = sent->transfers[*place];
            told.facts.push_back(
                {transfer.list, transfer.line, transfer.attempt, evidence_of(row, *table.kinds[at], rule, bank_file)});
        }
    }
    return told;
}

}  // namespace almoner::reconcile
