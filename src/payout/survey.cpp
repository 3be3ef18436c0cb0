#include "payout/survey.hpp"

#include <algorithm>

#include "payout/duplicates.hpp"

namespace almoner::payout {

namespace {

/// A fault of what a list is, not of who may be paid: only these can hold a whole list.
bool is_data_fault(Finding const& finding) {
    auto const policy = finding.code == ErrorCode::person_duplicate ||
                        finding.code == ErrorCode::payout_already_approved || finding.code == ErrorCode::account_shared;
    return !policy && (finding.severity == Severity::refused || finding.severity == Severity::held);
}

/// Keeps the first findings; a list with more than that is held anyway, and the counts go on.
void keep(Survey& survey, Finding const& finding) {
    if (survey.findings.size() < Survey::kept_findings) {
        survey.findings.push_back(finding);
    }
}

void count_line(Survey& survey, CheckedLine const& checked) {
    auto const& line = checked.line;
    ++survey.lines;
    auto& channel = line.channel == Channel::bank   ? survey.bank
                    : line.channel == Channel::cash ? survey.cash
                                                    : survey.in_kind;
    channel.add(line.amount);
    auto const [category, fresh] = survey.categories.try_emplace(line.category, line.amount.currency());
    category->second.add(line.amount);
    if (fresh) {
        survey.categories_in_order.push_back(line.category);
    }
    survey.counts.refused += line.state == LineState::refused ? 1 : 0;
    survey.counts.held += line.state == LineState::held ? 1 : 0;
    auto counted = false;
    for (auto const& finding : checked.findings) {
        survey.counts.warnings += finding.severity == Severity::warning ? 1 : 0;
        keep(survey, finding);
        if (!counted && is_data_fault(finding)) {
            ++survey.faults[finding.code];
            counted = true;
        }
    }
}

/// Opens the rows and maps the heading; then hands over every checked row.
Status read_rows(LineTerms const& terms, std::filesystem::path const& rows, std::vector<Finding>& heading_findings,
                 std::function<Status(CheckedLine&&)> const& take) {
    auto reader = sheet::CsvReader::open(rows);
    if (!reader) {
        return reader.error();
    }
    auto const heading = reader->next();
    if (!heading) {
        return heading.error();
    }
    if (!*heading) {
        return Error{ErrorCode::list_empty, {terms.file, {}, 0, 0}, {}, {}};
    }
    auto const mapped = sheet::Columns::of(**heading, list_columns(), terms.file);
    heading_findings = mapped.findings;
    for (auto const& finding : mapped.findings) {
        if (finding.severity == Severity::refused || finding.severity == Severity::stopped) {
            return Error{finding.code, finding.position, finding.value, finding.arguments};
        }
    }
    for (;;) {
        auto const row = reader->next();
        if (!row) {
            return row.error();
        }
        if (!*row) {
            return {};
        }
        auto checked = check_line(terms, mapped.columns, **row);
        if (!checked) {
            return checked.error();
        }
        if (auto const taken = take(*std::move(checked)); !taken) {
            return taken;
        }
    }
}

void hold(Survey& survey, Finding finding, LineNumber line) {
    ++survey.counts.held;
    keep(survey, finding);
    survey.verdicts.emplace(line, std::move(finding));
}

Finding of_cover(ErrorCode code, std::string value, std::string found, std::string const& cover_file,
                 std::string what = {}) {
    return finding_of({code, {}, std::move(value), {std::move(found), std::move(what)}}, {cover_file, {}, 0, 0});
}

void compare(std::vector<Finding>& findings, CountAndSum const& found, std::uint64_t count, Money total,
             std::string const& channel, std::string const& cover_file) {
    if (found.count != count) {
        findings.push_back(
            of_cover(ErrorCode::cover_count, std::to_string(count), std::to_string(found.count), cover_file, channel));
    }
    if (found.sum != total) {
        findings.push_back(of_cover(ErrorCode::cover_total, to_text(total), to_text(found.sum), cover_file, channel));
    }
}

void compare_sums(std::vector<Finding>& findings, Survey const& survey, settings::Cover const& cover,
                  std::string const& cover_file) {
    std::size_t matched = 0;
    for (auto const& sum : cover.sums) {
        auto const found = survey.categories.find(sum.category);
        auto const none = CountAndSum{cover.currency};
        auto const& actual = found == survey.categories.end() ? none : found->second;
        matched += found == survey.categories.end() ? 0 : 1;
        if (actual.count != sum.count || actual.sum != sum.total) {
            findings.push_back(
                of_cover(ErrorCode::cover_sum, to_text(sum.total), to_text(actual.sum), cover_file, sum.category));
        }
    }
    if (matched != survey.categories.size()) {
        findings.push_back(of_cover(ErrorCode::cover_sum, std::to_string(cover.sums.size()),
                                    std::to_string(survey.categories.size()), cover_file, "*"));
    }
}

/// Too much wrong to be an accident of single rows: the greater of 5 lines and 2 %, or one code on a tenth.
std::optional<ErrorCode> overwhelming_fault(Survey const& survey, settings::Programme const& programme) {
    std::uint64_t all = 0;
    for (auto const& [code, count] : survey.faults) {
        all += count;
        if (survey.lines > 50 && count * 10 >= survey.lines) {
            return code;
        }
    }
    auto const allowed = programme.max_faults.value_or(std::max<std::uint64_t>(5, survey.lines / 50));
    if (all > allowed) {
        return survey.faults.begin()->first;
    }
    return std::nullopt;
}

}  // namespace

Result<Survey> survey(LineTerms const& terms, std::filesystem::path const& rows) {
    Survey result(terms.programme.currency);
    Duplicates duplicates;
    std::vector<Finding> heading;
    auto const read = read_rows(terms, rows, heading, [&](CheckedLine&& checked) -> Status {
        count_line(result, checked);
        if (checked.line.state == LineState::accepted) {
            auto const& names = result.categories_in_order;
            auto const category = std::find(names.begin(), names.end(), checked.line.category) - names.begin();
            duplicates.add(checked, static_cast<std::uint32_t>(category));
        }
        return {};
    });
    if (!read) {
        return read.error();
    }
    for (auto const& finding : heading) {
        keep(result, finding);
    }
    for (auto const& waiting : duplicates.waiting(terms.programme.duplicates)) {
        auto const position = Position{
            terms.file, {}, waiting.line.row + std::uint64_t{waiting.line.sheet} * LineNumber::rows_per_sheet, 0};
        hold(result, finding_of({waiting.code, {}, {}, {std::to_string(waiting.other.row)}}, position), waiting.line);
    }
    result.claimants = duplicates.claimants();
    std::erase_if(result.claimants, [&](auto const& claimant) { return result.verdicts.contains(claimant.line); });
    return result;
}

std::vector<Finding> judge(Survey const& survey, settings::Cover const& cover, settings::Programme const& programme,
                           std::string const& cover_file) {
    std::vector<Finding> findings;
    compare(findings, survey.bank, cover.count, cover.total, "bank", cover_file);
    compare(findings, survey.cash, cover.cash_count, cover.cash_total, "cash", cover_file);
    compare(findings, survey.in_kind, cover.in_kind_count, cover.in_kind_total, "in_kind", cover_file);
    compare_sums(findings, survey, cover, cover_file);
    if (auto const code = overwhelming_fault(survey, programme)) {
        findings.push_back(
            of_cover(ErrorCode::list_faults, std::string(text_of(*code)), std::to_string(survey.lines), cover_file));
    }
    return findings;
}

Result<std::uint64_t> for_each_line(LineTerms const& terms, Survey const& survey, std::filesystem::path const& rows,
                                    std::function<Status(Line const&)> const& take) {
    std::uint64_t lines = 0;
    std::vector<Finding> heading;
    auto const read = read_rows(terms, rows, heading, [&](CheckedLine&& checked) -> Status {
        auto& line = checked.line;
        if (auto const verdict = survey.verdicts.find(line.number); verdict != survey.verdicts.end()) {
            line.state = LineState::held;
            line.finding = std::string(text_of(verdict->second.code));
        }
        ++lines;
        return take(line);
    });
    if (!read) {
        return read.error();
    }
    return lines;
}

}  // namespace almoner::payout
