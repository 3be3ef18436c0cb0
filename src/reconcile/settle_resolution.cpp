#include "reconcile/settle_resolution.hpp"

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

}  // namespace almoner::reconcile
