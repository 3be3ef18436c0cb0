#include "vetting/cover_check.hpp"

#include <algorithm>
#include <numeric>

namespace almoner::vetting {

namespace {

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

/// The most frequent fault of too many to be an accident of single rows: more than the greater of 5 lines and 2 %, or
/// one code on a tenth.
std::optional<ErrorCode> overwhelming_fault(Survey const& survey, settings::Programme const& programme) {
    auto const& faults = survey.faults;
    auto const all = std::accumulate(faults.begin(), faults.end(), std::uint64_t{0},
                                     [](auto sum, auto const& fault) { return sum + fault.second; });
    auto const most = std::max_element(faults.begin(), faults.end(),
                                       [](auto const& left, auto const& right) { return left.second < right.second; });
    auto const allowed = programme.max_faults.value_or(std::max<std::uint64_t>(5, survey.lines / 50));
    auto const on_a_tenth = survey.lines > 50 && all != 0 && most->second * 10 >= survey.lines;
    return all > allowed || on_a_tenth ? std::optional(most->first) : std::nullopt;
}

void check_attributes(Terms const& terms, Position const& position, std::vector<Finding>& findings) {
    auto const* rule = terms.rules.find(ErrorCode::list_attributes);
    if (rule == nullptr) {
        return;
    }
    auto const& programme = terms.programme;
    struct Attribute {
        std::string_view name;
        bool said;
    };
    for (auto const& attribute :
         {Attribute{"period", !programme.period.empty()}, Attribute{"place", !programme.place.empty()},
          Attribute{"people", !programme.people.empty()}, Attribute{"theme", !programme.theme.empty()},
          Attribute{"funds", !programme.funds.empty()}}) {
        if (!attribute.said) {
            findings.push_back(finding_of_rule(*rule, position, programme.id, {std::string(attribute.name)}));
        }
    }
}

/// Working days from the first to the last day, both counted. @error calendar.year_missing
Result<int> working_days(Calendar const& calendar, Day from, Day to) {
    auto count = 0;
    for (auto day = from; day <= to; day += date::days{1}) {
        auto const works = calendar.is_business_day(day);
        if (!works) {
            return works.error();
        }
        count += *works ? 1 : 0;
    }
    return count;
}

Status check_notice(Terms const& terms, settings::Cover const& cover, Calendar const& calendar,
                    Position const& position, std::vector<Finding>& findings) {
    auto const* rule = terms.rules.find(ErrorCode::list_notice);
    if (rule == nullptr) {
        return {};
    }
    auto const& notice = cover.notice;
    auto const has_ended = notice && notice->from && notice->to && *notice->to < terms.today && notice->objections == 0;
    // A notice of a year or more is a slip of the pen, and counting it would take a while.
    auto const is_plausible =
        has_ended && *notice->from <= *notice->to && *notice->to - *notice->from < date::days{366};
    auto const days = is_plausible ? working_days(calendar, *notice->from, *notice->to) : Result<int>(0);
    if (!days) {
        return days.error();
    }
    if (*days < rule->days) {
        findings.push_back(finding_of_rule(*rule, position, std::to_string(*days), {std::to_string(rule->days)}));
    }
    return {};
}

}  // namespace

std::vector<Finding> judge(Survey const& survey, settings::Cover const& cover, settings::Programme const& programme,
                           std::string const& cover_file) {
    auto findings = survey.totals;
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

bool keeps_back(std::vector<Finding> const& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](Finding const& finding) { return finding.severity >= Severity::held; });
}

Result<std::vector<Finding>> judge_list(Terms const& terms, settings::Cover const& cover, Calendar const& calendar,
                                        std::vector<store::RegisterRecord> const& registers,
                                        std::string const& cover_file) {
    std::vector<Finding> findings;
    auto const position = Position{cover_file, {}, 0, 0};
    check_attributes(terms, position, findings);
    if (auto const noticed = check_notice(terms, cover, calendar, position, findings); !noticed) {
        return noticed.error();
    }
    auto const of_registers = judge_registers(terms.rules, terms.today, registers, position);
    findings.insert(findings.end(), of_registers.begin(), of_registers.end());
    return findings;
}

std::vector<Finding> judge_registers(settings::RulesInForce const& rules, Day today,
                                     std::vector<store::RegisterRecord> const& registers, Position const& position) {
    std::vector<Finding> findings;
    auto const find = [&](std::string const& kind) {
        return std::find_if(registers.begin(), registers.end(),
                            [&](auto const& record) { return text_of(record.kind) == kind; });
    };
    if (auto const* missing = rules.find(ErrorCode::register_missing)) {
        for (auto const& kind : missing->words) {
            if (find(kind) == registers.end()) {
                findings.push_back(finding_of_rule(*missing, position, kind, {kind}));
            }
        }
    }
    if (auto const* old = rules.find(ErrorCode::register_old)) {
        for (auto const& kind : old->words) {
            auto const found = find(kind);
            if (found != registers.end() && found->day + date::days{old->days} < today) {
                findings.push_back(
                    finding_of_rule(*old, position, kind, {to_text(found->day), std::to_string(old->days)}));
            }
        }
    }
    return findings;
}

}  // namespace almoner::vetting
