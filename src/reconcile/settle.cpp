#include "reconcile/settle.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/side_by_side.hpp"
#include "reconcile/bank_value.hpp"
#include "reconcile/statement_account.hpp"
#include "reconcile/statement_check.hpp"
#include "store/lumps.hpp"

namespace almoner::reconcile {

namespace {

Evidence evidence_of(StatusRecord const& record, Match const& match, std::int64_t bank_file) {
    return {*match.evidence, bank_file, 0, record.position, 0, {}, {}, record.reason, record.text, match.rule};
}

Evidence evidence_of(Movement const& movement, Match const& match, std::int64_t bank_file) {
    return {*match.evidence,      bank_file,       movement.statement, movement.entry, movement.detail, movement.amount,
            movement.booking_day, movement.reason, movement.text,      match.rule};
}

store::EntryRecord entry_of(Movement const& movement, Match const& match) {
    auto const zero = Money::zero(movement.amount.currency());
    return {movement.statement,
            movement.entry,
            movement.detail,
            movement.credit ? movement.amount : zero - movement.amount,
            movement.booking_day,
            movement.end_to_end_id,
            match.entry_class,
            match.rule,
            movement.reason,
            movement.text,
            {},
            movement.servicer_reference,
            !movement.booked};
}

/// Whose account a person or a later entry will be compared with: of what nothing explains, and where the bank shows an
/// inner account in place of the card.
bool is_asked_for_later(Movement const& movement, Match const& match,
                        std::optional<store::AttemptRecord> const& attempt, settings::AccountEcho echo) {
    auto const inner = attempt && echo == settings::AccountEcho::inner && !movement.credit;
    return !movement.payee_account.empty() && movement.own_account && movement.booked &&
           (inner || match.entry_class == "unexplained");
}

store::ShownAccount shown_account(Movement const& movement, std::optional<store::AttemptRecord> const& attempt,
                                  std::int64_t bank_file) {
    store::ShownAccount shown{
        {bank_file, movement.statement, movement.entry, movement.detail}, movement.payee_account, {}};
    if (attempt) {
        shown.pays = store::PaidAttempt{attempt->list, attempt->line, attempt->attempt};
    }
    return shown;
}

/// Our references are never used again, so what the bank says it had before (DU01 to DU05) it has; taken for a
/// rejection, it would be paid again. AM05 and DUPL say so of a file or batch; of one transfer they may mean another
/// that is like it.
bool refuses_a_copy(StatusRecord const& record) {
    auto const of_transfer = record.level == StatusRecord::Level::transaction;
    return record.reason.starts_with("DU0") || (!of_transfer && (record.reason == "AM05" || record.reason == "DUPL"));
}

std::optional<EndToEndId> own_id(std::string const& text) {
    auto const id = EndToEndId::parse(text);
    return id ? std::optional(*id) : std::nullopt;
}

/// Looks the identifiers up at once, in the order of `items`; nothing where there is none.
template <class Items, class IdOf>
Result<std::vector<std::optional<store::AttemptRecord>>> attempts_of(store::Connection& connection, Items const& items,
                                                                     IdOf id_of) {
    std::vector<EndToEndId> ids;
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < items.size(); ++at) {
        if (auto const id = id_of(items[at])) {
            ids.push_back(*id);
            places.push_back(at);
        }
    }
    auto const found = store::find_attempts(connection, ids);
    if (!found) {
        return found.error();
    }
    std::vector<std::optional<store::AttemptRecord>> attempts(items.size());
    for (std::size_t at = 0; at < places.size(); ++at) {
        attempts[places[at]] = (*found)[at];
    }
    return attempts;
}

}  // namespace

void Settlement::find(ErrorCode code, std::string value, std::uint64_t entry, std::vector<std::string> arguments) {
    findings_.push_back(finding_of({code, {}, std::move(value), std::move(arguments)}, {file_name_, {}, entry, 0}));
}

void Settlement::find(ErrorCode code, std::string value, StatusRecord const& record) {
    find(code, std::move(value), record.position);
    auto& position = findings_.back().position;
    position = record.place.row != 0 ? record.place : position;
}

Status Settlement::take(StatusRecord const& record) {
    if (record.status.empty()) {
        return {};
    }
    if (auto const written = await(); !written) {
        return written;
    }
    if (record.resolution) {
        return take_resolution(record);
    }
    auto kind = desk_.status_codes.kind_of(record.status);
    if (!kind) {
        // A code nobody knows moves nothing; it is kept as received so that a person sees it.
        find(ErrorCode::status_unknown, record.status, record);
        kind = std::optional(EvidenceKind::received);
    }
    if (*kind == EvidenceKind::rejected && refuses_a_copy(record)) {
        auto const of_transfer = record.level == StatusRecord::Level::transaction;
        find(ErrorCode::status_duplicate, of_transfer ? record.end_to_end_id : record.original_message_id,
             record.position);
        kind = std::optional(EvidenceKind::received);
    }
    if (record.level != StatusRecord::Level::transaction) {
        return settle_status(record, *kind);
    }
    if (record.key != settings::AnswerTable::Key::reference) {
        results_.rows.push_back(record);
        results_.kinds.push_back(*kind);
        return {};
    }
    if (!*kind) {
        return {};
    }
    statuses_.emplace_back(record, **kind);
    return statuses_.size() < chunk ? Status{} : flush();
}

/// Whether the bank has the file that we sent: OrgnlNbOfTxs and OrgnlCtrlSum, where it tells them.
void Settlement::compare_totals(StatusRecord const& record, store::FileRecord const& file) {
    auto const count = std::to_string(file.transaction_count);
    auto const currency = file.control_sum.currency();
    auto const sum = record.control_sum.empty() ? file.control_sum : bank_amount(record.control_sum, currency.code());
    if (!record.transaction_count.empty() && record.transaction_count != count) {
        find(ErrorCode::status_totals, file.message_id, record.position, {record.transaction_count, count});
    }
    if (!sum || *sum != file.control_sum) {
        find(ErrorCode::status_totals, file.message_id, record.position,
             {record.control_sum, to_text(file.control_sum)});
    }
}

/// A status of a whole file or batch concerns everything below it. PART has no kind of its own: those rejected are told
/// one by one, and that the others are accepted is inferred.
Status Settlement::settle_status(StatusRecord const& record, std::optional<EvidenceKind> kind) {
    auto const file = store::file_by_message_id(desk_.store, record.original_message_id);
    if (!file) {
        return file.error();
    }
    if (!*file) {
        find(ErrorCode::transfer_unknown, record.original_message_id, record.position);
        return {};
    }
    compare_totals(record, **file);
    store::FileEvidence fact{(*file)->file, 0,
                             evidence_of(record, {"status", {}, kind.value_or(EvidenceKind::accepted)}, bank_file_)};
    fact.evidence.inferred = !kind;
    if (record.level == StatusRecord::Level::batch) {
        auto const batches = store::batches(desk_.store, **file);
        if (!batches) {
            return batches.error();
        }
        auto const batch = std::find_if(batches->begin(), batches->end(), [&](auto const& one) {
            return one.payment_information_id == record.original_payment_information_id;
        });
        if (batch == batches->end()) {
            find(ErrorCode::transfer_unknown, record.original_payment_information_id, record.position);
            return {};
        }
        fact.batch = batch->number;
    }
    ++matched_;
    files_.insert(fact.file);
    return store::add_file_evidence(desk_.store, {&fact, 1});
}

Status Settlement::take(Entry const& entry) {
    if (!tally_) {
        tally_.emplace();
    }
    if (auto const counted = tally_->take(entry); !counted) {
        return at_entry(counted.error(), entry);
    }
    if (auto const odd = odd_sum_of_details(entry); odd && *odd) {
        find(ErrorCode::entry_details, entry.amount, entry.line, {to_grouped_text(**odd)});
    }
    for (auto const& detail : entry.details) {
        if (!detail.currency.empty() && detail.currency != entry.currency) {
            find(ErrorCode::entry_conversion, entry.amount, entry.line, {detail.currency + " " + detail.amount});
        }
    }
    auto const own = account_shown(desk_.workspace, entry.account) != nullptr;
    settles_nothing_ = settles_nothing_ || !own;
    Status taken;
    auto const read =
        for_each_movement(entry, [&](Movement&& movement) { return taken = take(entry, std::move(movement), own); });
    return read || !taken ? taken : at_entry(read.error(), entry);
}

Error Settlement::at_entry(Error error, Entry const& entry) const {
    error.position = {file_name_, {}, entry.line, 0};
    return error;
}

Status Settlement::take(Entry const& entry, Movement&& movement, bool own) {
    if (auto const kept = keep_row(entry, movement); !kept) {
        return kept;
    }
    movement.own_account = own;
    movement.booked = movement.booked && leads_to_a_balance(entry.message);
    auto const named = own ? transfer_named(movement) : std::nullopt;
    waiting_.push_back({std::move(movement), named});
    return waiting_.size() < chunk ? Status{} : flush_behind();
}

/// A row of a table is known again in others by the bank's serial.
Status Settlement::keep_row(Entry const& entry, Movement const& movement) {
    if (entry.balance.empty()) {
        return {};
    }
    auto const zero = Money::zero(movement.amount.currency());
    auto const below = entry.balance.starts_with('-');
    auto const balance = bank_amount(std::string_view(entry.balance).substr(below ? 1 : 0), entry.currency);
    if (!balance) {
        return balance.error();
    }
    table_rows_.push_back({entry.statement, entry.entry, movement.booking_day, entry.account_servicer_reference,
                           movement.credit ? movement.amount : zero - movement.amount,
                           below ? zero - *balance : *balance});
    return {};
}

settings::AccountEcho Settlement::echo_of(std::optional<store::AttemptRecord> const& attempt) {
    if (!attempt) {
        return settings::AccountEcho::full;
    }
    auto const known = echoes_.find(attempt->profile);
    if (known != echoes_.end()) {
        return known->second;
    }
    auto const profile = desk_.formats.profile(attempt->profile);
    auto const echo = profile ? profile->account_echo : settings::AccountEcho::full;
    echoes_.emplace(attempt->profile, echo);
    return echo;
}

Status Settlement::await() { return behind_.valid() ? behind_.get() : Status{}; }

Status Settlement::flush() {
    auto const additions = settle_entries();
    auto const added = additions ? additions->add_to(desk_.store) : Status{additions.error()};
    return added ? settle_statuses() : added;
}

Status Settlement::flush_behind() {
    auto additions = settle_entries();
    if (!additions) {
        return additions.error();
    }
    behind_ = begin_beside([&store = desk_.store, additions = std::make_shared<Additions>(*std::move(additions))] {
        return additions->add_to(store);
    });
    return {};
}

Status Settlement::Additions::add_to(store::Connection& connection) const {
    auto added = store::add_entries(connection, bank_file, entries);
    added = added ? store::add_shown_accounts(connection, accounts) : added;
    added = added ? store::add_table_rows(connection, bank_file, rows) : added;
    return added ? store::add_evidence(connection, facts) : added;
}

Result<std::optional<store::LumpReference>> Settlement::lump_of(Movement const& movement) {
    if (!movement.booked || !movement.own_account || movement.rest != Rest::none) {
        return std::optional<store::LumpReference>();
    }
    for (auto const& reference : batch_references(movement)) {
        auto lump = store::find_batch(desk_.store, reference.value);
        if (!lump || *lump) {
            if (lump) {
                (*lump)->named_by = reference.fact;
                (*lump)->count = movement.count;
                files_.insert((*lump)->file);
            }
            return lump;
        }
    }
    return std::optional<store::LumpReference>();
}

Result<Settlement::Additions> Settlement::settle_entries() {
    if (auto const written = await(); !written) {
        return written.error();
    }
    auto const attempts = attempts_of(
        desk_.store, waiting_, [](auto const& one) { return one.named ? std::optional(one.named->id) : std::nullopt; });
    if (!attempts) {
        return attempts.error();
    }
    Additions additions{bank_file_, {}, {}, std::exchange(table_rows_, {}), {}};
    auto& [bank_file, entries, accounts, rows, facts] = additions;
    for (std::size_t at = 0; at < waiting_.size(); ++at) {
        auto const& [movement, named] = waiting_[at];
        auto const& attempt = (*attempts)[at];
        auto const echo = echo_of(attempt);
        auto const found = match(movement, attempt, named ? named->fact : std::string_view(), echo);
        auto const lump = attempt ? Result<std::optional<store::LumpReference>>(std::nullopt) : lump_of(movement);
        if (!lump) {
            return lump.error();
        }
        entries.push_back(entry_of(movement, *lump ? Match{"unexplained", {}, {}} : found));
        entries.back().lump = *lump;
        if (attempt && found.evidence) {
            facts.push_back({attempt->list, attempt->line, attempt->attempt, evidence_of(movement, found, bank_file_)});
            files_.insert(attempt->file);
            ++matched_;
        }
        if (is_asked_for_later(movement, found, attempt, echo)) {
            accounts.push_back(shown_account(movement, attempt, bank_file_));
        }
    }
    waiting_.clear();
    return additions;
}

Status Settlement::settle_statuses() {
    auto const attempts =
        attempts_of(desk_.store, statuses_, [](auto const& one) { return own_id(one.first.end_to_end_id); });
    if (!attempts) {
        return attempts.error();
    }
    std::vector<store::AttemptEvidence> facts;
    for (std::size_t at = 0; at < statuses_.size(); ++at) {
        auto const& [record, kind] = statuses_[at];
        auto const& attempt = (*attempts)[at];
        if (!attempt) {
            find(ErrorCode::transfer_unknown, record.end_to_end_id, record);
            continue;
        }
        auto const found = match(record, kind, *attempt);
        facts.push_back({attempt->list, attempt->line, attempt->attempt, evidence_of(record, found, bank_file_)});
        files_.insert(attempt->file);
        ++matched_;
    }
    statuses_.clear();
    return store::add_evidence(desk_.store, facts);
}

Status Settlement::take(ResultHead const& head) {
    if (auto const written = await(); !written) {
        return written;
    }
    auto const table = std::exchange(results_, {});
    auto told = settle_results(desk_, head, table, bank_file_);
    if (!told) {
        return told.error();
    }
    for (auto& finding : told->findings) {
        finding.position.file = finding.position.file.empty() ? file_name_ : finding.position.file;
        findings_.push_back(std::move(finding));
    }
    if (!told->facts.empty()) {
        files_.insert(*told->file);
    }
    matched_ += told->facts.size();
    return store::add_evidence(desk_.store, told->facts);
}

Status Settlement::finish() {
    if (resolved_whole_ && !resolves_named_) {
        find(ErrorCode::transfer_unknown, resolved_whole_->status, *resolved_whole_);
    }
    auto const flushed = flush();
    if (!flushed || refusal_) {
        return flushed ? Status{*refusal_} : flushed;
    }
    return store::add_files_to_solve(desk_.store, files_);
}

}  // namespace almoner::reconcile
