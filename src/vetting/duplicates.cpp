#include "vetting/duplicates.hpp"

#include <algorithm>
#include <tuple>

namespace almoner::vetting {

namespace {

/// Calls `take` with each run of equal neighbours that is longer than one.
template <class Iterator, class Same, class Take>
void for_each_group(Iterator first, Iterator last, Same same, Take take) {
    while (first != last) {
        // The first stands for its group whatever `same` says of it, so every round moves on.
        auto const end = std::find_if_not(first + 1, last, [&](auto const& other) { return same(*first, other); });
        if (end - first > 1) {
            take(first, end);
        }
        first = end;
    }
}

}  // namespace

void Duplicates::add(CheckedLine const& checked, std::uint32_t category) {
    auto const& line = checked.line;
    seen_.push_back({line.person_key, checked.account_key, line.number, category, line.channel == Channel::in_kind,
                     line.amount.minor_units()});
}

void Duplicates::persons_twice(settings::DuplicatePolicy policy, std::vector<Waiting>& found) {
    std::sort(seen_.begin(), seen_.end(), [](Seen const& left, Seen const& right) {
        return std::tie(left.person, left.goods, left.line) < std::tie(right.person, right.goods, right.line);
    });
    auto const same = [](Seen const& left, Seen const& right) {
        return left.person == right.person && left.goods == right.goods;
    };
    for_each_group(seen_.begin(), seen_.end(), same, [&](auto first, auto last) {
        // Under "highest" the greatest amount goes; else the first line of the list does.
        auto const winner = policy == settings::DuplicatePolicy::highest
                                ? std::max_element(first, last,
                                                   [](auto const& left, auto const& right) {
                                                       return left.minor_units < right.minor_units;
                                                   })
                                : first;
        for (auto other = first; other != last; ++other) {
            auto const repeated =
                std::any_of(first, other, [&](auto const& earlier) { return earlier.category == other->category; });
            if (other != winner && (repeated || policy != settings::DuplicatePolicy::sum)) {
                found.push_back({other->line, winner->line, ErrorCode::person_duplicate});
            }
        }
    });
}

void Duplicates::accounts_shared(std::vector<Waiting>& found) {
    std::sort(seen_.begin(), seen_.end(), [](Seen const& left, Seen const& right) {
        return std::tie(left.account, left.line) < std::tie(right.account, right.line);
    });
    auto const same = [](Seen const& left, Seen const& right) {
        return left.account == right.account && left.account != PersonKey{};
    };
    for_each_group(seen_.begin(), seen_.end(), same, [&](auto first, auto last) {
        auto const one_person =
            std::all_of(first, last, [&](auto const& other) { return other.person == first->person; });
        for (auto other = first; !one_person && other != last; ++other) {
            // Nobody can say which of the names is the holder's, so all of them wait.
            auto const& shown = other == first ? *(first + 1) : *first;
            found.push_back({other->line, shown.line, ErrorCode::account_shared});
        }
    });
}

std::vector<Duplicates::Waiting> Duplicates::waiting(settings::DuplicatePolicy policy) {
    std::vector<Waiting> found;
    persons_twice(policy, found);
    accounts_shared(found);
    std::sort(found.begin(), found.end());
    auto const last = std::unique(found.begin(), found.end(),
                                  [](auto const& left, auto const& right) { return left.line == right.line; });
    found.erase(last, found.end());
    return found;
}

std::vector<Claimant> Duplicates::claimants() const {
    std::vector<Claimant> all;
    all.reserve(seen_.size());
    for (auto const& seen : seen_) {
        all.push_back({seen.person, seen.line, seen.category, seen.goods});
    }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace almoner::vetting
