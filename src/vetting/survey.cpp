#include "vetting/survey.hpp"

#include <algorithm>

#include "vetting/crossings.hpp"
#include "vetting/list_reading.hpp"
#include "vetting/worst_findings.hpp"

namespace almoner::vetting {

namespace {

/// A fault of what a row is, not of who may be paid: only these can hold a whole list.
bool is_data_fault(Finding const& finding) {
    return finding.severity == Severity::refused || finding.severity == Severity::held;
}

void count_line(Survey& survey, CheckedLine const& checked) {
    auto const& line = checked.line;
    ++survey.lines;
    survey.add(line);
    survey.counts.refused += line.state == LineState::refused ? 1 : 0;
    survey.counts.held += line.state == LineState::held ? 1 : 0;
    auto counted = false;
    for (auto const& finding : checked.findings) {
        survey.counts.warnings += finding.severity == Severity::warning ? 1 : 0;
        if (!counted && is_data_fault(finding)) {
            ++survey.faults[finding.code];
            counted = true;
        }
    }
}

/// A remark on a line with its place; one that makes the line wait is its verdict, unless it waits already.
void take_remark(Survey& survey, WorstFindings& worst, Remark const& remark, Position position) {
    auto finding = remark.finding;
    finding.position = std::move(position);
    worst.add(finding);
    if (finding.severity == Severity::warning) {
        ++survey.counts.warnings;
        return;
    }
    auto const refused = finding.severity == Severity::refused;
    if (survey.verdicts.emplace(remark.line, std::move(finding)).second) {
        ++(refused ? survey.counts.refused : survey.counts.held);
    }
}

Position place_of(Terms const& terms, Told const& told, LineNumber line) {
    auto const is_workbook = line.sheet < told.sheet_names.size() && !told.sheet_names[line.sheet].empty();
    if (is_workbook) {
        return {terms.file, told.sheet_names[line.sheet], line.row, 0};
    }
    return {terms.file, {}, line.row + std::uint64_t{line.sheet} * LineNumber::rows_per_sheet, 0};
}

std::uint32_t index_of(std::vector<std::string> const& categories, std::string const& category) {
    return static_cast<std::uint32_t>(std::find(categories.begin(), categories.end(), category) - categories.begin());
}

}  // namespace

void Survey::add(Line const& line) {
    auto& channel = line.channel == Channel::bank ? bank : line.channel == Channel::cash ? cash : in_kind;
    channel.add(line.amount);
    auto const [category, fresh] = categories.try_emplace(line.category, line.amount.currency());
    category->second.add(line.amount);
    if (fresh) {
        categories_in_order.push_back(line.category);
    }
}

Result<Survey> survey(Terms const& terms, std::filesystem::path const& rows, History* history, LineTaker* taker) {
    Survey result(terms.programme.currency);
    Crossings crossings(terms);
    WorstFindings worst(Survey::kept_findings);
    Told told;
    auto const read = read_list(terms, rows, told, [&](CheckedLine&& checked) -> Status {
        count_line(result, checked);
        std::for_each(checked.findings.begin(), checked.findings.end(), [&](auto const& one) { worst.add(one); });
        auto const goes_on = checked.line.state == LineState::accepted;
        auto const added =
            goes_on ? crossings.add(checked, index_of(result.categories_in_order, checked.line.category)) : Status{};
        return added && taker != nullptr ? taker->take(std::move(checked)) : added;
    });
    auto const ended = read && taker != nullptr ? taker->all_taken() : read;
    if (!ended) {
        return ended.error();
    }
    for (auto const& finding : told.headings) {
        worst.add(finding);
        result.counts.warnings += finding.severity == Severity::warning ? 1 : 0;
    }
    result.totals = std::move(told.totals);
    std::vector<Remark> remarks;
    auto const found =
        crossings.find(result.categories_in_order, history, [&](Remark const& remark) { remarks.push_back(remark); });
    if (!found) {
        return found.error();
    }
    // They come in the order of keyed digests, which differs from store to store.
    std::stable_sort(remarks.begin(), remarks.end(),
                     [](Remark const& left, Remark const& right) { return left.line < right.line; });
    for (auto const& remark : remarks) {
        take_remark(result, worst, remark, place_of(terms, told, remark.line));
    }
    result.findings = worst.take();
    return result;
}

Result<std::uint64_t> for_each_line(Terms const& terms, Survey const& survey, std::filesystem::path const& rows,
                                    std::function<Status(CheckedLine const&)> const& take) {
    std::uint64_t lines = 0;
    Told told;
    auto const read = read_list(terms, rows, told, [&](CheckedLine&& checked) -> Status {
        auto& line = checked.line;
        if (auto const verdict = survey.verdicts.find(line.number); verdict != survey.verdicts.end()) {
            line.state = verdict->second.severity == Severity::refused ? LineState::refused : LineState::held;
            line.finding = std::string(text_of(verdict->second.code));
        }
        ++lines;
        return take(checked);
    });
    if (!read) {
        return read.error();
    }
    return lines;
}

}  // namespace almoner::vetting
