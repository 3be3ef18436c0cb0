#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"

namespace almoner::reconcile {

/// A booked sum for transfers of one batch that names none of them: one debit for all (pain.001 BtchBookg), one credit
/// for those that failed.
struct Lump {
    Money amount;
    bool credit = false;
    std::optional<std::uint64_t> count;  ///< Btch/NbOfTxs
    Day day;
};

/// A transfer of that batch, and what is known of it without the lumps.
struct LumpMember {
    Money amount;
    bool rejected = false;  ///< by a status or a result file
    bool debited = false;   ///< by an entry of its own
    bool returned = false;  ///< by an entry of its own
};

/// What a lump stands for.
struct LumpShare {
    std::vector<std::size_t> members;  ///< empty where another lump of the batch tells of them
    std::string compared;              ///< "sum", "sum+count", "amount", "sum of entries"
};

/// For each lump its share, or nothing where nobody can be certain. A debit is of everybody who was neither rejected
/// nor debited alone, and may be of those rejected, too, where that leaves one way only to make its sum; a credit is of
/// everybody who was debited, or of the only set of rejected ones that makes its sum. Several lumps of one batch are
/// looked at together. By its sum alone nobody is rejected or paid. Pure: neither the order of lumps nor the time at
/// which they came makes a difference.
std::vector<std::optional<LumpShare>> shares_of(std::span<Lump const> lumps, std::span<LumpMember const> members);

}  // namespace almoner::reconcile
