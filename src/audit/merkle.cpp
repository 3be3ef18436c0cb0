#include "audit/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

namespace almoner::audit {

namespace {

Result<Hash> node_hash(Hash const& left, Hash const& right) {
    std::array<char, 1 + 2 * std::tuple_size_v<Hash>> text{'\x01'};
    std::copy(right.begin(), right.end(), std::copy(left.begin(), left.end(), std::next(text.begin())));
    return crypto::sha256({text.data(), text.size()});
}

Result<Hash> root_of(std::span<Hash const> leaves) {
    Tree tree;
    for (auto const& leaf : leaves) {
        if (auto const added = tree.add(leaf); !added) {
            return added.error();
        }
    }
    return tree.root();
}

}  // namespace

Result<Hash> leaf_hash(std::string_view record) { return crypto::sha256(std::string(1, '\0').append(record)); }

Status Tree::add(Hash const& leaf) {
    peaks_.push_back(leaf);
    // Every bit that is set in the old size stands for a full tree as large as the one that has just become full.
    for (auto rest = size_; (rest & 1U) != 0; rest >>= 1U) {
        auto const joined = node_hash(peaks_[peaks_.size() - 2], peaks_.back());
        if (!joined) {
            return joined.error();
        }
        peaks_.pop_back();
        peaks_.back() = *joined;
    }
    ++size_;
    return {};
}

Result<Hash> Tree::root() const {
    if (peaks_.empty()) {
        return crypto::sha256("");
    }
    auto root = peaks_.back();
    for (auto peak = std::next(peaks_.rbegin()); peak != peaks_.rend(); ++peak) {
        auto const joined = node_hash(*peak, root);
        if (!joined) {
            return joined;
        }
        root = *joined;
    }
    return root;
}

Result<std::vector<Hash>> inclusion_path(std::span<Hash const> leaves, std::uint64_t index) {
    std::vector<Hash> path;
    while (leaves.size() > 1) {
        auto const left = std::bit_floor(leaves.size() - 1);
        auto const is_left = index < left;
        auto const sibling = root_of(is_left ? leaves.subspan(left) : leaves.first(left));
        if (!sibling) {
            return sibling.error();
        }
        path.insert(path.begin(), *sibling);
        leaves = is_left ? leaves.first(left) : leaves.subspan(left);
        index -= is_left ? 0 : left;
    }
    return path;
}

Result<Hash> root_by_path(Hash const& leaf, std::uint64_t index, std::uint64_t size, std::span<Hash const> path) {
    auto const wrong = Error{ErrorCode::audit_proof, {}, std::to_string(index), {}};
    if (index >= size) {
        return wrong;
    }
    auto root = leaf;
    auto last = size - 1;
    for (auto const& sibling : path) {
        if (last == 0) {
            return wrong;
        }
        auto const is_right = (index & 1U) != 0 || index == last;
        auto const joined = is_right ? node_hash(sibling, root) : node_hash(root, sibling);
        if (!joined) {
            return joined;
        }
        root = *joined;
        // The last node of a level without a partner moves up as it is.
        while (is_right && (index & 1U) == 0 && index != 0) {
            index >>= 1U;
            last >>= 1U;
        }
        index >>= 1U;
        last >>= 1U;
    }
    return last == 0 ? Result<Hash>(root) : wrong;
}

}  // namespace almoner::audit
