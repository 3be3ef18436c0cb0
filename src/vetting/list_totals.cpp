#include "vetting/list_totals.hpp"

#include <algorithm>
#include <utility>

#include "core/chinese_amount.hpp"
#include "vetting/amount_check.hpp"

namespace almoner::vetting {

ListTotals::ListTotals(Terms const& terms)
    : terms_(terms), part_(Money::zero(terms.programme.currency)), sheet_(part_), all_(part_) {}

void ListTotals::add(CheckedLine const& checked, sheet::Row const& row) {
    if (row.sheet != sheet_number_) {
        sheet_number_ = row.sheet;
        end_part();
        sheet_ = Money::zero(terms_.programme.currency);
    }
    auto const& findings = checked.findings;
    // A line whose amount nobody can read makes every total a riddle.
    readable_ = readable_ && std::none_of(findings.begin(), findings.end(), [](auto const& finding) {
                    return text_of(finding.code).starts_with("amount.") &&
                           finding.code != ErrorCode::amount_beyond_standard && finding.code != ErrorCode::amount_zero;
                });
    part_ += checked.line.amount;
}

std::optional<Finding> ListTotals::compare(sheet::Columns const& columns, sheet::Row const& row) {
    auto const said = said_in(columns, row);
    auto const part = end_part();
    auto const fits = !readable_ || !said || *said == part || *said == sheet_ || *said == all_;
    if (fits) {
        return std::nullopt;
    }
    Position const position{terms_.file, std::string(row.sheet_name), row.number, 0};
    return finding_of({ErrorCode::list_total_row, {}, to_text(*said), {to_grouped_text(sheet_)}}, position);
}

/// What the lines since the last total add up to; it counts for the sheet and the list now.
Money ListTotals::end_part() {
    auto const part = std::exchange(part_, Money::zero(terms_.programme.currency));
    sheet_ += part;
    all_ += part;
    return part;
}

/// The amount in figures, else in capital numerals; nothing when the row gives counts or words only.
std::optional<Money> ListTotals::said_in(sheet::Columns const& columns, sheet::Row const& row) const {
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

}  // namespace almoner::vetting
