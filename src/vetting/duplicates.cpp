#include "vetting/duplicates.hpp"

#include <algorithm>
#include <set>

namespace almoner::vetting {

namespace {

using settings::DuplicatePolicy;

/// Under "highest" the greatest amount goes; else the first line of the list does.
Seen const& winner_of(std::span<Seen const> lines, DuplicatePolicy policy) {
    if (policy != DuplicatePolicy::highest) {
        return lines.front();
    }
    return *std::max_element(lines.begin(), lines.end(),
                             [](auto const& left, auto const& right) { return left.minor_units < right.minor_units; });
}

std::optional<std::pair<ErrorCode, Severity>> fault_of(Seen const& line, bool repeated, DuplicatePolicy policy) {
    if (policy == DuplicatePolicy::sum && !repeated) {
        return std::nullopt;
    }
    if (policy == DuplicatePolicy::allow && line.gives_reason && !repeated) {
        return std::pair(ErrorCode::person_duplicate_allowed, Severity::warning);
    }
    auto const severity = policy == DuplicatePolicy::refuse ? Severity::refused : Severity::held;
    return std::pair(ErrorCode::person_duplicate, severity);
}

void find_in_kind(std::span<Seen const> lines, DuplicatePolicy policy, std::vector<Collision>& found) {
    if (lines.size() < 2) {
        return;
    }
    auto const& winner = winner_of(lines, policy);
    // A whole list may be of one person, so earlier lines are not looked at again for each.
    std::set<std::uint32_t> categories;
    for (auto const& line : lines) {
        auto const repeated = !categories.insert(line.category).second;
        if (&line == &winner) {
            continue;
        }
        if (auto const fault = fault_of(line, repeated, policy)) {
            found.push_back({line.line, winner.line, fault->first, fault->second});
        }
    }
}

}  // namespace

void find_persons_twice(std::span<Seen const> lines, DuplicatePolicy policy, std::vector<Collision>& found) {
    if (lines.size() < 2) {
        return;
    }
    std::vector<Seen> money;
    std::vector<Seen> goods;
    for (auto const& line : lines) {
        (line.goods ? goods : money).push_back(line);
    }
    find_in_kind(money, policy, found);
    find_in_kind(goods, policy, found);
}

void find_account_shared(std::span<Seen const> lines, std::vector<Collision>& found) {
    auto const one_person =
        std::all_of(lines.begin(), lines.end(), [&](auto const& line) { return line.person == lines.front().person; });
    auto const one_holder =
        std::all_of(lines.begin(), lines.end(), [&](auto const& line) { return line.payee == lines.front().payee; });
    auto const own = std::count_if(lines.begin(), lines.end(), [](auto const& line) { return !line.shares_account; });
    if (one_person || (one_holder && own <= 1)) {
        return;
    }
    for (auto const& line : lines) {
        auto const& other = &line == &lines.front() ? lines[1] : lines.front();
        found.push_back({line.line, other.line, ErrorCode::account_shared, Severity::held});
    }
}

void find_namesakes(std::span<Namesake const> lines, Severity severity, std::vector<Collision>& found) {
    for (auto const& line : lines) {
        if (line.person != lines.front().person) {
            found.push_back({line.line, lines.front().line, ErrorCode::person_namesake, severity});
        }
    }
}

}  // namespace almoner::vetting
