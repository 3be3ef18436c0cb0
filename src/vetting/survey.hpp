#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "settings/cover.hpp"
#include "vetting/line_check.hpp"

namespace almoner::vetting {

struct CountAndSum {
    explicit CountAndSum(Currency currency) : sum(Money::zero(currency)) {}
    void add(Money amount) {
        ++count;
        sum += amount;
    }
    std::uint64_t count = 0;
    Money sum;
};

/// What must be spent so that a line is paid once: a person in a scope (category and kind of benefit).
struct Claimant {
    PersonKey person{};
    LineNumber line;
    std::uint32_t category = 0;  ///< index into Survey::categories_in_order
    bool goods = false;
    auto operator<=>(Claimant const&) const = default;
};

/// A list read once from end to end: its sums, its findings, and which lines wait because of others.
struct Survey {
    explicit Survey(Currency currency) : bank(currency), cash(currency), in_kind(currency) {}

    CountAndSum bank;
    CountAndSum cash;
    CountAndSum in_kind;
    std::map<std::string, CountAndSum> categories;
    std::vector<std::string> categories_in_order;
    std::uint64_t lines = 0;
    settings::FindingCounts counts;             ///< refused and held lines, warnings
    std::map<ErrorCode, std::uint64_t> faults;  ///< data faults by code, one per line
    std::vector<Finding> findings;              ///< the first `kept_findings` of them
    std::vector<Finding> totals;                ///< total rows that are not what the lines add up to
    std::map<LineNumber, Finding> verdicts;     ///< lines held because of other lines
    std::vector<Claimant> claimants;            ///< of lines that go on, sorted

    static constexpr std::size_t kept_findings = 10'000;
};

/// Reads every row, checks it, and finds persons and accounts that stand in the list more than once.
/// Only faults of the file as a whole (`file.missing`, `sheet.encoding` of the heading ...) are errors.
Result<Survey> survey(LineTerms const& terms, std::filesystem::path const& rows);

/// What the cover says against what was read, and whether so much is wrong that the list must wait.
/// Any finding here holds the whole list.
std::vector<Finding> judge(Survey const& survey, settings::Cover const& cover, settings::Programme const& programme,
                           std::string const& cover_file);

/// Reads the rows again and hands each line on with its final state.
Result<std::uint64_t> for_each_line(LineTerms const& terms, Survey const& survey, std::filesystem::path const& rows,
                                    std::function<Status(Line const&)> const& take);

}  // namespace almoner::vetting
