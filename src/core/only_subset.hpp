#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace almoner {

/// The indexes of the only subset of `amounts`, all above 0, that adds up to `sum`, and has `count` members where that
/// is known; equal amounts are different members. Nothing where there is none, where there are several, and where there
/// are too many ways to look at: who is meant must be certain.
std::optional<std::vector<std::size_t>> only_subset(std::span<std::int64_t const> amounts, std::int64_t sum,
                                                    std::optional<std::uint64_t> count = std::nullopt);

}  // namespace almoner
