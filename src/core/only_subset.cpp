#include "core/only_subset.hpp"

#include <algorithm>
#include <map>

namespace almoner {

namespace {

/// More sums than these are not looked at.
constexpr std::size_t most_sums = 100'000;

/// Members of one amount: any number of them can be in the subset, but only none or all in one way.
struct Group {
    std::int64_t amount = 0;
    std::vector<std::size_t> members;
};

std::vector<Group> groups_of(std::span<std::int64_t const> amounts) {
    std::map<std::int64_t, Group> by_amount;
    for (std::size_t at = 0; at < amounts.size(); ++at) {
        auto& group = by_amount[amounts[at]];
        group.amount = amounts[at];
        group.members.push_back(at);
    }
    std::vector<Group> groups;
    for (auto& [amount, group] : by_amount) {
        groups.push_back(std::move(group));
    }
    return groups;
}

/// A sum that can be reached with so many members.
struct Reached {
    std::int64_t sum = 0;
    std::uint64_t count = 0;
    auto operator<=>(Reached const&) const = default;
};

struct Way {
    bool is_only = true;
    std::vector<bool> groups;  ///< taken whole; meaningless where it is not the only way
};

using Ways = std::map<Reached, Way>;

void add(Ways& ways, Reached const& reached, Way way) {
    auto const [found, is_new] = ways.try_emplace(reached, std::move(way));
    found->second.is_only = found->second.is_only && is_new;
}

/// Every sum up to `most` with one group more. Counts are told apart only where one is asked for.
Ways with_group(Ways const& before, Group const& group, std::int64_t most, bool counts) {
    Ways ways;
    for (auto const& [reached, way] : before) {
        for (std::uint64_t taken = 0; taken <= group.members.size(); ++taken) {
            auto const sum = reached.sum + static_cast<std::int64_t>(taken) * group.amount;
            if (sum > most) {
                break;
            }
            auto next = way;
            auto const whole = taken == group.members.size();
            next.is_only = way.is_only && (taken == 0 || whole);
            next.groups.push_back(whole);
            add(ways, {sum, reached.count + (counts ? taken : 0)}, std::move(next));
        }
    }
    return ways;
}

}  // namespace

std::optional<std::vector<std::size_t>> only_subset(std::span<std::int64_t const> amounts, std::int64_t sum,
                                                    std::optional<std::uint64_t> count) {
    auto const groups = groups_of(amounts);
    Ways ways;
    ways.emplace(Reached{}, Way{});
    for (auto const& group : groups) {
        ways = with_group(ways, group, sum, count.has_value());
        if (ways.size() > most_sums) {
            return std::nullopt;
        }
    }
    auto const found = ways.find({sum, count.value_or(0)});
    if (found == ways.end() || !found->second.is_only) {
        return std::nullopt;
    }
    std::vector<std::size_t> subset;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        if (found->second.groups[at]) {
            subset.insert(subset.end(), groups[at].members.begin(), groups[at].members.end());
        }
    }
    std::sort(subset.begin(), subset.end());
    return subset;
}

}  // namespace almoner
