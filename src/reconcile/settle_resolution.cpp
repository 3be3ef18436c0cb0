#include "reconcile/settle_resolution.hpp"

#include "reconcile/settle.hpp"
#include "store/recalls.hpp"

namespace almoner::reconcile {

Result<ResolutionFacts> settle_resolution(store::Connection& connection, StatusRecord const& record, EvidenceKind kind,
                                          std::int64_t bank_file) {
    auto const of_batch = record.level == StatusRecord::Level::batch;
    auto const place =
        store::find_batch(connection, of_batch ? record.original_payment_information_id : record.original_message_id);
    if (!place || !*place) {
        return place ? Result<ResolutionFacts>(ResolutionFacts{}) : place.error();
    }
    auto const transfers = store::recalled_of(connection, (*place)->file, (*place)->batch);
    if (!transfers) {
        return transfers.error();
    }
    ResolutionFacts told{(*place)->file, {}};
    for (auto const& transfer : *transfers) {
        told.facts.push_back({transfer.list,
                              transfer.line,
                              transfer.attempt,
                              {kind,
                               bank_file,
                               0,
                               record.position,
                               0,
                               {},
                               {},
                               record.reason,
                               record.text,
                               of_batch ? "payment_information_id" : "message_id"}});
    }
    return told;
}

Status Settlement::take_resolution(StatusRecord const& record) {
    auto const kind = desk_.status_codes.cancel_kind_of(record.status);
    if (!kind) {
        // A code nobody knows answers nothing.
        find(ErrorCode::status_unknown, record.status, record);
        return {};
    }
    // What is said of the whole is said of each that it names; where it names none, people must ask.
    if (record.level == StatusRecord::Level::group && record.original_message_id.empty()) {
        resolved_whole_ = record;
        return {};
    }
    resolves_named_ = true;
    if (!*kind) {
        return {};
    }
    if (record.level == StatusRecord::Level::transaction) {
        statuses_.emplace_back(record, **kind);
        return statuses_.size() < chunk ? Status{} : flush();
    }
    auto const told = settle_resolution(desk_.store, record, **kind, bank_file_);
    if (!told) {
        return told.error();
    }
    if (!told->file) {
        auto const of_batch = record.level == StatusRecord::Level::batch;
        find(ErrorCode::transfer_unknown,
             of_batch ? record.original_payment_information_id : record.original_message_id, record);
        return {};
    }
    files_.insert(*told->file);
    matched_ += told->facts.size();
    return store::add_evidence(desk_.store, told->facts);
}

}  // namespace almoner::reconcile
