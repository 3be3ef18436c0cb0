#pragma once

#include <optional>
#include <vector>

#include "reconcile/desk.hpp"
#include "reconcile/read/answer.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// What a camt.029 says of a whole file or batch of ours: it concerns what people have asked back of it, and nothing
/// else.
struct ResolutionFacts {
    std::optional<std::int64_t> file;  ///< nothing where it is none of ours
    std::vector<store::AttemptEvidence> facts;
};

/// Looks up the file by OrgnlMsgId, or the batch by OrgnlPmtInfId, and the requests about its transfers.
/// @error store.failure
Result<ResolutionFacts> settle_resolution(store::Connection& connection, StatusRecord const& record, EvidenceKind kind,
                                          std::int64_t bank_file);

}  // namespace almoner::reconcile
