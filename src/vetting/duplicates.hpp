#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/error_code.hpp"
#include "settings/programme.hpp"
#include "vetting/seen.hpp"

namespace almoner::vetting {

/// A line that collides with another of its list.
struct Collision {
    LineNumber line;
    LineNumber other;
    ErrorCode code{};
    Severity severity{};
    auto operator<=>(Collision const&) const = default;
};

/// Lines of one person, in the order of the list. Cash and goods for one person are no duplicate; the same category
/// twice always is; different categories follow the policy.
void find_persons_twice(std::span<Seen const> lines, settings::DuplicatePolicy policy, std::vector<Collision>& found);

/// Lines to one account. Nobody can say which of several people is its holder, so all of them wait, unless one holder
/// has it for all of them and the list says so in every line that is not the holder's own.
void find_account_shared(std::span<Seen const> lines, std::vector<Collision>& found);

/// Lines with one name and birth date: the first goes, another number later waits.
void find_namesakes(std::span<Namesake const> lines, Severity severity, std::vector<Collision>& found);

}  // namespace almoner::vetting
