#include "vetting/correction.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "vetting/correctable.hpp"
#include "vetting/line_check.hpp"
#include "vetting/naming.hpp"

namespace almoner::vetting {

namespace {

using sheet::Needed;

/// A corrected line as a row of a list, so that it passes the check every line passes. The findings stand where the
/// correction list says what is wrong. Who is meant is not in the store, and stays: it is not checked again.
Result<CheckedLine> check_corrected(Terms const& terms, Line const& line, NamingRow const& asked) {
    auto const members = line.members == 0 ? std::string() : std::to_string(line.members);
    auto const amount = to_text(line.amount);
    std::map<std::string_view, std::string_view> const cells = {
        {"payee_kind", text_of(line.payee_kind)},
        {"payee_name", asked.text("payee_name", line.payee_name)},
        {"beneficiary_name", line.beneficiary_name},
        {"relation", line.relation},
        {"account_no", asked.text("account_no", line.account.number)},
        {"bank_code", asked.text("bank_code", line.bank_code)},
        {"bic", asked.text("bic", line.bic)},
        {"category", line.category},
        {"unit", line.unit},
        {"channel", asked.text("channel", text_of(line.channel))},
        {"amount", asked.text("amount", amount)},
        {"members", members},
        {"street_name", line.address.street},
        {"building_no", line.address.building},
        {"postcode", line.address.postcode},
        {"town", line.address.town},
        {"country", line.address.country},
        {"address", line.address.line},
        {"creditor_reference", line.reference},
    };
    auto const known = list_columns(terms.programme);
    sheet::Row heading;
    sheet::Row row;
    row.hidden = asked.is_hidden();
    for (auto const& column : known) {
        auto const cell = cells.find(column.name);
        heading.cells.push_back(column.name);
        row.cells.push_back(cell == cells.end() ? std::string_view{} : cell->second);
        row.kinds.push_back(asked.kind(column.name));
    }
    auto checked = check_line(terms, sheet::Columns::of(heading, known, terms.file).columns, row);
    if (!checked) {
        return checked;
    }
    auto const column_of = [&](Finding const& finding) {
        return finding.position.column == 0 ? std::string_view{} : known[finding.position.column - 1].name;
    };
    std::erase_if(checked->findings, [&](auto const& finding) {
        return column_of(finding) == "payee_id" || column_of(finding) == "beneficiary_id";
    });
    for (auto& finding : checked->findings) {
        finding.position = asked.position(column_of(finding));
    }
    return checked;
}

/// What registers are asked about a corrected line: who is meant stays, the account may be another.
Seen seen_of(Line const& line, CheckedLine const& corrected) {
    return {.person = line.person_key,
            .account = corrected.keys.account,
            .payee = corrected.keys.payee,
            .minor_units = corrected.line.amount.minor_units(),
            .line = line.number,
            .payee_kind = line.payee_kind,
            .goods = line.channel == Channel::in_kind};
}

/// The first column that should repeat what was approved, and does not.
std::string_view proof_that_differs(Line const& line, NamingRow const& asked) {
    auto const amount = Money::parse(asked.text("approved_amount"), line.amount.currency());
    if (!amount || *amount != line.amount) {
        return "approved_amount";
    }
    if (asked.text("category", line.category) != line.category) {
        return "category";
    }
    return asked.text("unit", line.unit) != line.unit ? "unit" : "";
}

/// Holds the rows of a correction list against the lines they name.
class Weighing {
public:
    explicit Weighing(CorrectionTerms const& terms) : terms_(terms), result_{Survey(terms.original.currency), {}} {}

    Result<WeighedCorrection> run(std::filesystem::path const& rows) {
        if (auto const done = read(rows); !done) {
            return done.error();
        }
        if (auto const done = weigh_named(); !done) {
            return done.error();
        }
        if (auto const done = look_for_shared_accounts(); !done) {
            return done.error();
        }
        auto& findings = result_.survey.findings;
        std::stable_sort(findings.begin(), findings.end(), [](auto const& left, auto const& right) {
            return std::tie(left.position.sheet, left.position.row) <
                   std::tie(right.position.sheet, right.position.row);
        });
        return std::move(result_);
    }

private:
    Status read(std::filesystem::path const& rows) {
        auto const& terms = terms_.lines;
        auto const headings = for_each_naming_row(rows, {terms.words, terms.said, correction_columns(), terms.file},
                                                  [&](NamingRow&& row) -> Status {
                                                      add(std::move(row));
                                                      return {};
                                                  });
        if (!headings) {
            return headings.error();
        }
        for (auto const& finding : *headings) {
            keep(finding);
        }
        return {};
    }

    void add(NamingRow row) {
        ++result_.survey.lines;
        auto const number = row.line();
        if (!number) {
            refuse(row, "row", ErrorCode::correction_line_unknown, terms_.original.code);
            return;
        }
        if (auto const first = asked_.find(*number); first != asked_.end()) {
            refuse(row, "row", ErrorCode::correction_line_twice, std::to_string(first->second.row()));
            return;
        }
        asked_.emplace(*number, std::move(row));
    }

    Status weigh_named() {
        auto ground = CorrectionGround::look(terms_.store, terms_.workspace, terms_.reasons, terms_.lines.today);
        auto history = History::open(terms_.store, terms_.lines);
        if (!ground || !history) {
            return ground ? history.error() : ground.error();
        }
        std::set<LineNumber> met;
        auto const read = for_each_latest(terms_.store, terms_.original, [&](store::PayoutRow const& row) -> Status {
            auto const asked = asked_.find(row.line.number);
            if (asked == asked_.end()) {
                return {};
            }
            met.insert(row.line.number);
            return weigh(*ground, *history, row, asked->second);
        });
        if (!read) {
            return read;
        }
        for (auto const& [number, asked] : asked_) {
            if (!met.contains(number)) {
                refuse(asked, "row", ErrorCode::correction_line_unknown, terms_.original.code);
            }
        }
        return {};
    }

    Status weigh(CorrectionGround const& ground, History& history, store::PayoutRow const& row,
                 NamingRow const& asked) {
        if (asked.text("approved_name") != row.line.payee_name) {
            refuse(asked, "approved_name", ErrorCode::correction_person_changed, terms_.original.code);
            return {};
        }
        if (auto const differs = proof_that_differs(row.line, asked); !differs.empty()) {
            refuse(asked, differs, ErrorCode::correction_line_unknown, terms_.original.code);
            return {};
        }
        auto const correctable = ground.judge(row);
        if (!correctable) {
            auto const& error = correctable.error();
            refuse(asked, "row", error.code, error.arguments.front());
            return {};
        }
        auto checked = check_corrected(terms_.lines, row.line, asked);
        if (!checked) {
            return checked.error();
        }
        if (auto const standing = ask_registers(history, row.line, *checked, asked); !standing) {
            return standing;
        }
        take(row.line, *correctable, *std::move(checked), asked);
        return {};
    }

    /// Somebody may have come onto a stop list since the line was approved, and a new account may stand there already.
    Status ask_registers(History& history, Line const& line, CheckedLine& checked, NamingRow const& asked) const {
        std::vector<Remark> remarks;
        if (auto const told = history.about_registers(seen_of(line, checked), line.category, remarks); !told) {
            return told;
        }
        for (auto& remark : remarks) {
            auto const of_person = text_of(remark.finding.code).starts_with("person.");
            remark.finding.position = asked.position(of_person ? "row" : "account_no");
            checked.findings.push_back(std::move(remark.finding));
        }
        return {};
    }

    void take(Line const& line, Correctable const& correctable, CheckedLine checked, NamingRow const& asked) {
        auto const& now = checked.line;
        if ((now.channel == Channel::in_kind) != (line.channel == Channel::in_kind)) {
            refuse(asked, "channel", ErrorCode::correction_channel, {});
            return;
        }
        if (now.amount > correctable.available) {
            refuse(asked, "amount", ErrorCode::correction_amount_higher, to_grouped_text(correctable.available));
            return;
        }
        auto const paid_from = terms_.lines.today + date::days{terms_.lines.programme.cool_off_days};
        if (now.account != line.account && !now.account.number.empty() && terms_.lines.execution_date < paid_from) {
            refuse(asked, "account_no", ErrorCode::correction_cool_off, to_text(paid_from));
            return;
        }
        if (line.finding == text_of(ErrorCode::account_shared) && now.account == line.account) {
            refuse(asked, "account_no", ErrorCode::correction_line_not_curable, line.finding);
            return;
        }
        auto const passes = state_after(checked.findings) == LineState::accepted;
        for (auto& finding : checked.findings) {
            keep(std::move(finding));
        }
        if (!passes) {
            ++result_.survey.counts.refused;
            return;
        }
        auto corrected = line;
        corrected.channel = now.channel;
        corrected.payee_name = now.payee_name;
        corrected.account = now.account;
        corrected.bank_code = now.bank_code;
        corrected.bic = now.bic;
        corrected.amount = now.amount;
        result_.survey.add(corrected);
        result_.corrections.push_back({std::move(corrected), asked.row(), correctable.available - now.amount});
    }

    /// One account for several people is how failed payouts are led astray: nobody else of the list may have it.
    Status look_for_shared_accounts() {
        std::map<std::string_view, Line const*> holders;
        for (auto const& one : result_.corrections) {
            if (one.line.account.number.empty()) {
                continue;
            }
            auto const [first, fresh] = holders.emplace(one.line.account.number, &one.line);
            if (!fresh && first->second->person_key != one.line.person_key) {
                refuse_shared(one.line, asked_.at(first->second->number).row());
            }
        }
        if (holders.empty()) {
            return {};
        }
        return for_each_latest(terms_.store, terms_.original, [&](store::PayoutRow const& row) -> Status {
            auto const holder = holders.find(row.line.account.number);
            if (holder != holders.end() && holder->second->person_key != row.line.person_key &&
                !asked_.contains(row.line.number)) {
                refuse_shared(*holder->second, row.line.number.row);
            }
            return {};
        });
    }

    void refuse_shared(Line const& line, std::uint64_t other_row) {
        refuse(asked_.at(line.number), "account_no", ErrorCode::account_shared, std::to_string(other_row));
    }

    /// What would only hold a line of an original list refuses one here: somebody has just looked at it.
    void keep(Finding finding) {
        if (finding.severity == Severity::held) {
            finding.severity = Severity::refused;
        }
        result_.survey.counts.warnings += finding.severity == Severity::warning ? 1 : 0;
        result_.survey.findings.push_back(std::move(finding));
    }

    /// Accounts are never shown whole; the other columns say only what the list itself does.
    void refuse(NamingRow const& asked, std::string_view column, ErrorCode code, std::string argument) {
        auto const hidden = column == "account_no" || column == "approved_name";
        ++result_.survey.counts.refused;
        keep(finding_of({code, {}, hidden ? std::string() : std::string(asked.text(column)), {std::move(argument)}},
                        asked.position(column)));
    }

    CorrectionTerms const& terms_;
    std::map<LineNumber, NamingRow> asked_;
    WeighedCorrection result_;
};

}  // namespace

std::vector<sheet::Column> const& correction_columns() {
    static std::vector<sheet::Column> const columns = {
        {"sheet", Needed::optional},           {"row", Needed::required},        {"approved_name", Needed::required},
        {"approved_amount", Needed::required}, {"payee_name", Needed::required}, {"account_no", Needed::required},
        {"bank_code", Needed::optional},       {"bic", Needed::optional},        {"channel", Needed::optional},
        {"amount", Needed::required},          {"category", Needed::optional},   {"unit", Needed::optional},
        {"reason", Needed::optional},          {"what_to_do", Needed::optional}};
    return columns;
}

Result<WeighedCorrection> weigh_correction(CorrectionTerms const& terms, std::filesystem::path const& rows) {
    return Weighing(terms).run(rows);
}

}  // namespace almoner::vetting
