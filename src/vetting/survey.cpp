#include "vetting/survey.hpp"

#include <algorithm>

#include "core/chinese_amount.hpp"
#include "sheet/table.hpp"
#include "vetting/duplicates.hpp"

namespace almoner::vetting {

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

/// Adds up what totals in the list speak of, and compares them as they come.
class Totals {
public:
    explicit Totals(LineTerms const& terms)
        : terms_(terms), part_(Money::zero(terms.programme.currency)), sheet_(part_), all_(part_) {}

    void add(CheckedLine const& checked, sheet::Row const& row) {
        if (row.sheet != sheet_number_) {
            sheet_number_ = row.sheet;
            sheet_ = part_ = Money::zero(terms_.programme.currency);
        }
        auto const& findings = checked.findings;
        // A line whose amount nobody can read makes every total a riddle.
        readable_ = readable_ && std::none_of(findings.begin(), findings.end(), [](auto const& finding) {
                        return text_of(finding.code).starts_with("amount.") &&
                               finding.code != ErrorCode::amount_beyond_standard &&
                               finding.code != ErrorCode::amount_zero;
                    });
        for (auto* sum : {&part_, &sheet_, &all_}) {
            *sum += checked.line.amount;
        }
    }

    /// Of the lines since the last total, of the sheet, or of the whole list: one of these a total must be.
    std::optional<Finding> compare(sheet::Columns const& columns, sheet::Row const& row) {
        auto const said = said_in(columns, row);
        auto const fits = !readable_ || !said || *said == part_ || *said == sheet_ || *said == all_;
        part_ = Money::zero(terms_.programme.currency);
        if (fits) {
            return std::nullopt;
        }
        Position const position{terms_.file, std::string(row.sheet_name), row.number, 0};
        return finding_of({ErrorCode::list_total_row, {}, to_text(*said), {to_grouped_text(sheet_)}}, position);
    }

private:
    /// The amount in figures, else in capital numerals; nothing when the row gives counts or words only.
    [[nodiscard]] std::optional<Money> said_in(sheet::Columns const& columns, sheet::Row const& row) const {
        for (auto const* column : {"amount", "amount_wan", "in_kind_value"}) {
            auto const amount = amount_of(column, columns.cell(row, column), terms_.programme.currency);
            if (amount) {
                return *amount;
            }
        }
        for (auto const cell : row.cells) {
            auto const colon =
                std::max(cell.rfind(':') + 1, cell.rfind("：") == std::string_view::npos ? 0 : cell.rfind("：") + 3);
            if (auto const fen = parse_capital_amount(cell.substr(colon)); fen && *fen != 0) {
                return Money{*fen, terms_.programme.currency};
            }
        }
        return std::nullopt;
    }

    LineTerms const& terms_;
    std::uint8_t sheet_number_ = 0;
    Money part_;
    Money sheet_;
    Money all_;
    bool readable_ = true;
};

/// Cells of the unit column that are one with the cell above say the same as it.
class Units {
public:
    void fill(sheet::Columns const& columns, sheet::Row& row) {
        auto const place = columns.place_of("unit");
        if (!place || *place >= row.cells.size()) {
            return;
        }
        if (row.kind(*place) == sheet::CellKind::merged && row.cells[*place].empty()) {
            row.cells[*place] = last_;
        } else {
            last_ = row.cells[*place];
        }
    }

private:
    std::string last_;
};

/// What the reading of a list told beside its lines.
struct Told {
    std::vector<Finding> headings;
    std::vector<Finding> totals;
};

Status heading_fault(std::vector<Finding> const& findings) {
    for (auto const& finding : findings) {
        if (finding.severity == Severity::refused || finding.severity == Severity::stopped) {
            return Error{finding.code, finding.position, finding.value, finding.arguments};
        }
    }
    return {};
}

/// Reads the list from end to end and hands over every checked line.
Status read_rows(LineTerms const& terms, std::filesystem::path const& rows, Told& told,
                 std::function<Status(CheckedLine&&)> const& take) {
    auto const known = list_columns(terms.programme);
    auto table = sheet::Table::open(rows, {terms.words, terms.said, known, terms.file});
    if (!table) {
        return table.error();
    }
    Totals totals(terms);
    Units units;
    for (;;) {
        auto read = table->next();
        if (!read) {
            return read.error();
        }
        if (auto const fault = heading_fault(table->findings()); !fault) {
            return fault;
        }
        if (!*read) {
            told.headings = table->findings();
            return {};
        }
        auto& row = (*read)->row;
        if ((*read)->use == sheet::Table::RowUse::total) {
            if (auto differs = totals.compare(table->columns(), row)) {
                told.totals.push_back(*std::move(differs));
            }
            continue;
        }
        units.fill(table->columns(), row);
        auto checked = check_line(terms, table->columns(), row);
        if (!checked) {
            return checked.error();
        }
        totals.add(*checked, row);
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
    Told told;
    auto const read = read_rows(terms, rows, told, [&](CheckedLine&& checked) -> Status {
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
    for (auto const& finding : told.headings) {
        keep(result, finding);
        result.counts.warnings += finding.severity == Severity::warning ? 1 : 0;
    }
    result.totals = std::move(told.totals);
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

Result<std::uint64_t> for_each_line(LineTerms const& terms, Survey const& survey, std::filesystem::path const& rows,
                                    std::function<Status(Line const&)> const& take) {
    std::uint64_t lines = 0;
    Told told;
    auto const read = read_rows(terms, rows, told, [&](CheckedLine&& checked) -> Status {
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

}  // namespace almoner::vetting
