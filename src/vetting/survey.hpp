#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "settings/cover.hpp"
#include "vetting/history.hpp"
#include "vetting/terms.hpp"

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

/// A list read once from end to end: its sums, its findings, and which lines wait because of others.
struct Survey {
    explicit Survey(Currency currency) : bank(currency), cash(currency), in_kind(currency) {}

    /// Adds a line to the sums of its channel and its category.
    void add(Line const& line);

    CountAndSum bank;
    CountAndSum cash;
    CountAndSum in_kind;
    std::map<std::string, CountAndSum> categories;
    std::vector<std::string> categories_in_order;
    std::uint64_t lines = 0;
    settings::FindingCounts counts;             ///< refused and held lines, warnings
    std::map<ErrorCode, std::uint64_t> faults;  ///< data faults by code, one per line
    std::vector<Finding> findings;              ///< the worst `kept_findings` of them, as is_before says
    std::vector<Finding> totals;                ///< total rows that are not what the lines add up to
    std::map<LineNumber, Finding> verdicts;     ///< lines that wait because of other lines or what the store knows

    static constexpr std::size_t kept_findings = 10'000;
};

/// Is told of every line while a list is read, as the line alone is: that it waits because of others is told by
/// Survey::verdicts afterwards.
class LineTaker {
public:
    virtual ~LineTaker() = default;
    virtual Status take(CheckedLine&& checked) = 0;
    /// After the last line, before the store is asked about any.
    virtual Status all_taken() = 0;
};

/// Reads every row, checks it, and holds it against the others and against what the store knows; `history` and `taker`
/// may be null. Only faults of the file as a whole (`file.missing`, `sheet.encoding` of the heading ...) and those of
/// the taker are errors.
Result<Survey> survey(Terms const& terms, std::filesystem::path const& rows, History* history,
                      LineTaker* taker = nullptr);

/// Reads the rows again and hands each line on with its final state.
Result<std::uint64_t> for_each_line(Terms const& terms, Survey const& survey, std::filesystem::path const& rows,
                                    std::function<Status(CheckedLine const&)> const& take);

}  // namespace almoner::vetting
