#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// Whose money it is and how much of it this programme may use.
struct Fund {
    std::string id;
    std::string name;
    Money allocated;
};

/// Which standard applies, what was planned, and the purpose the bank is told.
struct Category {
    std::string id;
    std::string name;
    std::optional<Money> standard;  ///< most one line may get
    std::optional<Money> planned_total;
    std::optional<std::uint64_t> planned_count;
    std::string purpose;  ///< ISO 20022 external purpose code, or empty
};

/// What happens to a person who stands in one list more than once. Under `sum` different categories add up, under
/// `allow` every line that gives a reason goes, under `highest` the greatest amount.
enum class DuplicatePolicy { refuse, hold, highest, sum, allow };

/// How many distinct approvers a list needs besides its maker.
struct ApprovalsRequired {
    std::optional<Money> up_to;  ///< list total over all channels; none is every greater one
    int required = 1;
};

/// `programmes/ID.toml`: what the money is for.
struct Programme {
    std::string id;
    std::string name;
    std::string period;  ///< "2026"
    Currency currency;
    std::string theme, place, people;          ///< with period and money the five mandatory attributes
    std::string remittance;                    ///< fixed text the bank forwards; a line's note never leaves
    std::string category_purpose;              ///< ISO 20022 category purpose, or empty
    std::string approval_body;                 ///< who decided, e.g. "school union committee", or empty
    std::optional<Day> deadline;               ///< last day the money may arrive
    std::vector<ApprovalsRequired> approvals;  ///< by amount, the last without limit
    bool releaser_required = false;            ///< one more person, with the role releaser, signs besides
    DuplicatePolicy duplicates = DuplicatePolicy::hold;
    std::optional<std::uint64_t> max_faults;
    bool identity_required = true;                 ///< person lines need a resident identity number
    std::vector<std::string> rules = {"general"};  ///< packs of formats/rules, a later one before an earlier one
    std::vector<Fund> funds;
    std::vector<Category> categories;
    std::vector<std::string> units;  ///< units that may stand in a list; empty allows any
    /// Of a unit, the one that it belongs to; whose sums hold its own, too.
    std::map<std::string, std::string> unit_parents;
    int cool_off_days = 0;  ///< calendar days from the correction of an account to the payment to the new one

    /// Null when the programme has none of that id.
    [[nodiscard]] Fund const* fund(std::string_view wanted) const;
    [[nodiscard]] Category const* category(std::string_view wanted) const;
    /// Approvers for a list of that total, all channels.
    [[nodiscard]] int approvals_for(Money total) const;
};

/// The id is the file's name without ".toml".
/// @error file.missing @error settings.value also two funds or categories of one id, amounts of `approvals` that do not
/// rise or leave the greatest lists without an answer, a unit that belongs to itself, or both `approvals` and
/// `approvals_required`, which is short for one number for every amount; and those of load_workspace
Result<Programme> load_programme(std::filesystem::path const& file);

/// All `*.toml` of a folder by id. @error workspace.missing no such folder; and those of load_programme, of the first
/// file by name that has a fault
Result<std::map<std::string, Programme>> load_programmes(std::filesystem::path const& folder);

}  // namespace almoner::settings
