#pragma once

#include <string>
#include <vector>

#include "audit/merkle.hpp"
#include "core/identifiers.hpp"
#include "crypto/digest.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// What the audit log commits to of one transfer: a line of JSON with EndToEndId, amount, currency, name and account of
/// the payee, and a salt. Whoever is shown it finds its digest in the file's tree; nobody can guess it from there. The
/// salt is a keyed digest of sheet and row by the secret of the list, which is made with the first of its records.

/// The tree over the records of a file's transfers, told of them in their order.
class TransferTree {
public:
    /// Makes the secret of a list that has none: inside the caller's transaction. @error store.failure @error
    /// crypto.failure
    static Result<TransferTree> begin(store::Connection& connection, std::int64_t list);
    /// @error crypto.failure
    Status add(EndToEndId const& id, Line const& line);
    /// @error crypto.failure
    [[nodiscard]] Result<audit::Hash> root() const { return tree_.root(); }

private:
    explicit TransferTree(crypto::KeyedDigest salts) : salts_(std::move(salts)) {}
    crypto::KeyedDigest salts_;
    audit::Tree tree_;
};

/// The root over the records of a file's transfers, in their order. @error store.failure @error crypto.failure
Result<audit::Hash> transfers_root(store::Connection& connection, store::FileRecord const& file);

/// One transfer's record, and its place in the tree of its file.
struct TransferProof {
    std::string record;
    std::uint64_t index = 0;
    std::uint64_t count = 0;
    std::vector<audit::Hash> path;
};

/// @error transfer.unknown the file has no such transfer @error store.failure @error crypto.failure
Result<TransferProof> transfer_proof(store::Connection& connection, store::FileRecord const& file,
                                     EndToEndId const& wanted);

}  // namespace almoner::payout
