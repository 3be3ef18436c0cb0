#include "reconcile/lumps.hpp"

#include <algorithm>
#include <numeric>

#include "core/only_subset.hpp"

namespace almoner::reconcile {

namespace {

using Indexes = std::vector<std::size_t>;

/// Lumps of one direction, by their day.
Indexes of_direction(std::span<Lump const> lumps, bool credit) {
    Indexes found;
    for (std::size_t at = 0; at < lumps.size(); ++at) {
        if (lumps[at].credit == credit) {
            found.push_back(at);
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [&](auto left, auto right) { return lumps[left].day < lumps[right].day; });
    return found;
}

std::int64_t sum_of(std::span<LumpMember const> members, Indexes const& which) {
    return std::accumulate(which.begin(), which.end(), std::int64_t{0},
                           [&](auto sum, auto at) { return sum + members[at].amount.minor_units(); });
}

template <class Predicate>
Indexes those(std::span<LumpMember const> members, Predicate is_meant) {
    Indexes found;
    for (std::size_t at = 0; at < members.size(); ++at) {
        if (is_meant(members[at])) {
            found.push_back(at);
        }
    }
    return found;
}

/// Whom a lump can be of: all of `must`, and of `may` the only ones that make up its sum.
struct Way {
    Indexes must;
    Indexes may;
};

std::optional<LumpShare> share(std::span<LumpMember const> members, Lump const& lump, Way const& way) {
    auto const rest = lump.amount.minor_units() - sum_of(members, way.must);
    if (rest < 0 || (lump.count && *lump.count < way.must.size())) {
        return std::nullopt;
    }
    std::vector<std::int64_t> amounts;
    std::transform(way.may.begin(), way.may.end(), std::back_inserter(amounts),
                   [&](auto at) { return members[at].amount.minor_units(); });
    auto const others = lump.count ? std::optional(*lump.count - way.must.size()) : std::nullopt;
    auto const subset = only_subset(amounts, rest, others);
    if (!subset) {
        return std::nullopt;
    }
    LumpShare found{way.must, lump.count ? "sum+count" : "sum"};
    std::transform(subset->begin(), subset->end(), std::back_inserter(found.members),
                   [&](auto at) { return way.may[at]; });
    return found.members.empty() ? std::nullopt : std::optional(std::move(found));
}

/// The one of `which` that has that amount, where no others make it up either.
std::optional<LumpShare> only_one(std::span<LumpMember const> members, Lump const& lump, Indexes const& which) {
    auto found = lump.count.value_or(1) == 1 ? share(members, {lump.amount, lump.credit, {}, lump.day}, {{}, which})
                                             : std::nullopt;
    if (!found || found->members.size() != 1) {
        return std::nullopt;
    }
    found->compared = "amount";
    return found;
}

/// What lumps of one direction can be of.
struct Ground {
    std::vector<Way> ways;  ///< in the order in which they are tried
    Indexes any;            ///< a lump may be of one of them alone
};

std::optional<LumpShare> of_several(std::span<LumpMember const> members, Lump const& lump, Ground const& ground) {
    for (auto const& way : ground.ways) {
        if (auto found = share(members, lump, way)) {
            return found;
        }
    }
    return std::nullopt;
}

Lump together(std::span<Lump const> lumps, Indexes const& which) {
    auto sum = lumps[which.back()];
    sum.amount = Money::zero(sum.amount.currency());
    sum.count = 0;
    for (auto at : which) {
        auto const& count = lumps[at].count;
        sum.amount += lumps[at].amount;
        sum.count = sum.count && count ? std::optional(*sum.count + *count) : std::nullopt;
    }
    return sum;
}

/// One member for each lump, and all different.
std::optional<std::vector<LumpShare>> one_each(std::span<LumpMember const> members, std::span<Lump const> lumps,
                                               Indexes const& which, Ground const& ground) {
    std::vector<LumpShare> shares;
    Indexes taken;
    for (auto at : which) {
        auto found = only_one(members, lumps[at], ground.any);
        if (!found || std::find(taken.begin(), taken.end(), found->members[0]) != taken.end()) {
            return std::nullopt;
        }
        taken.push_back(found->members[0]);
        shares.push_back(*std::move(found));
    }
    return shares;
}

/// Shares the members out among lumps of one direction: to each its own, else to all together, else to each what it
/// would be alone. Two that are both of all are a double debit, and it must be seen.
void share_out(std::span<LumpMember const> members, std::span<Lump const> lumps, Indexes const& which,
               Ground const& ground, std::vector<std::optional<LumpShare>>& shares) {
    if (which.size() > 1) {
        if (auto each = one_each(members, lumps, which, ground)) {
            for (std::size_t at = 0; at < which.size(); ++at) {
                shares[which[at]] = std::move((*each)[at]);
            }
            return;
        }
        if (auto all = of_several(members, together(lumps, which), ground)) {
            for (auto at : which) {
                shares[at] = LumpShare{{}, "sum of entries"};
            }
            shares[which.back()]->members = std::move(all->members);
            return;
        }
    }
    for (auto at : which) {
        auto found = of_several(members, lumps[at], ground);
        shares[at] = found ? std::move(found) : only_one(members, lumps[at], ground.any);
    }
}

/// Members that were debited, by an entry of their own or by a lump.
std::vector<bool> debited(std::span<LumpMember const> members, std::vector<std::optional<LumpShare>> const& shares) {
    std::vector<bool> are(members.size());
    std::transform(members.begin(), members.end(), are.begin(), [](auto const& member) { return member.debited; });
    for (auto const& share : shares) {
        for (auto at : share ? share->members : Indexes{}) {
            are[at] = true;
        }
    }
    return are;
}

/// All that were debited came back, or only some of those that failed.
Ground ground_of_credits(std::span<LumpMember const> members, std::vector<bool> const& were_debited) {
    Ground ground;
    Way failed;
    for (std::size_t at = 0; at < members.size(); ++at) {
        if (were_debited[at] && !members[at].returned) {
            ground.any.push_back(at);
            if (members[at].rejected) {
                failed.may.push_back(at);
            }
        }
    }
    ground.ways = {{ground.any, {}}, std::move(failed)};
    return ground;
}

}  // namespace

std::vector<std::optional<LumpShare>> shares_of(std::span<Lump const> lumps, std::span<LumpMember const> members) {
    std::vector<std::optional<LumpShare>> shares(lumps.size());
    auto const open = those(members, [](auto const& one) { return !one.rejected && !one.debited; });
    auto const rejected = those(members, [](auto const& one) { return one.rejected && !one.debited; });
    share_out(members, lumps, of_direction(lumps, false), {{{open, rejected}}, open}, shares);
    share_out(members, lumps, of_direction(lumps, true), ground_of_credits(members, debited(members, shares)), shares);
    return shares;
}

}  // namespace almoner::reconcile
