#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "crypto/digest.hpp"

/// Merkle trees as certificate transparency has them (RFC 9162, 2.1; the same as RFC 6962, 2.1).
namespace almoner::audit {

using Hash = crypto::Sha256Digest;

/// SHA-256(0x00 || record). @error crypto.failure
Result<Hash> leaf_hash(std::string_view record);

/// The root of a tree that only grows, in the memory of its height.
class Tree {
public:
    /// @error crypto.failure
    Status add(Hash const& leaf);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Of no leaf: the digest of nothing. @error crypto.failure
    [[nodiscard]] Result<Hash> root() const;

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;  ///< roots of the full trees that size_ is made of, the largest first
};

/// What must be known beside a leaf to find the root of the tree, the nearest first (RFC 9162, 2.1.3.1).
/// `index` is below the number of leaves. @error crypto.failure
Result<std::vector<Hash>> inclusion_path(std::span<Hash const> leaves, std::uint64_t index);

/// The root that a leaf and its path make (RFC 9162, 2.1.3.2). @error audit.proof the path is not as long as it must be
Result<Hash> root_by_path(Hash const& leaf, std::uint64_t index, std::uint64_t size, std::span<Hash const> path);

}  // namespace almoner::audit
