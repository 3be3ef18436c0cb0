#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/evidence.hpp"
#include "core/identifiers.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// A request to the bank to give up transfers of one file.
struct RecallRequest {
    std::string request;  ///< MsgId of the file, C and two digits
    std::int64_t file = 0;
    std::string decision;  ///< N-KIND of decisions/
    std::string code;      ///< ISO 20022 ExternalCancellationReason1Code
    std::string way;       ///< camt055, letter, portal
    std::string name;      ///< of its file
    Instant created;
    std::string sha256;
};

/// A transfer that people want back.
struct RecalledTransfer {
    std::int64_t list = 0;  ///< whose line it pays
    LineNumber line;
    int attempt = 1;
};

/// Inside the caller's transaction. @error store.failure
Status add_recall(Connection& connection, RecallRequest const& request, std::span<RecalledTransfer const> transfers);

/// How many requests a file has had. @error store.failure
Result<int> recall_count(Connection& connection, std::int64_t file);

/// Those that nobody can see yet, in order. @error store.failure
Result<std::vector<RecallRequest>> recalls_to_show(Connection& connection);
/// People or transport can see it. Inside the caller's transaction. @error store.failure
Status mark_visible(Connection& connection, std::string_view request);

/// What people have heard from the bank of the latest request for the transfer: cancel_accepted or cancel_refused.
/// Inside the caller's transaction. @error store.failure also when it has been answered
Status answer_recall(Connection& connection, RecalledTransfer const& transfer, EvidenceKind answer,
                     std::string_view decision);

/// The transfers of a file, or of a batch of it, that people want back. @error store.failure
Result<std::vector<RecalledTransfer>> recalled_of(Connection& connection, std::int64_t file, int batch);

}  // namespace almoner::store
