#include "vetting/naming.hpp"

#include <charconv>

namespace almoner::vetting {

namespace {

std::optional<std::uint64_t> number_in(std::string_view text, std::uint64_t most) {
    std::uint64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const whole = fault == std::errc{} && end == text.data() + text.size();
    return whole && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

Status heading_fault(std::vector<Finding> const& findings) {
    for (auto const& finding : findings) {
        if (finding.severity == Severity::refused || finding.severity == Severity::stopped) {
            return Error{finding.code, finding.position, finding.value, finding.arguments};
        }
    }
    return {};
}

}  // namespace

NamingRow::NamingRow(sheet::Columns const& columns, sheet::Row const& row, std::vector<sheet::Column> const& known,
                     std::string file)
    : file_(std::move(file)), sheet_name_(row.sheet_name), row_(row.number), hidden_(row.hidden) {
    for (auto const& column : known) {
        if (columns.place_of(column.name)) {
            cells_.emplace(column.name, Cell{std::string(columns.cell(row, column.name)),
                                             columns.number_of(column.name), columns.kind(row, column.name)});
        }
    }
}

std::optional<LineNumber> NamingRow::line() const {
    constexpr std::uint64_t sheets = 36;
    auto const sheet = number_in(text("sheet", "1"), sheets);
    auto const row = number_in(
        text("row"), (sheets - sheet.value_or(sheets)) * LineNumber::rows_per_sheet + LineNumber::rows_per_sheet - 1);
    if (!sheet || !row) {
        return std::nullopt;
    }
    auto number = LineNumber::of_csv_record(*row);
    number.sheet = static_cast<std::uint8_t>(number.sheet + *sheet - 1);
    return number;
}

std::string_view NamingRow::text(std::string_view column, std::string_view otherwise) const {
    auto const cell = cells_.find(column);
    return cell == cells_.end() ? otherwise : std::string_view(cell->second.text);
}

sheet::CellKind NamingRow::kind(std::string_view column) const {
    auto const cell = cells_.find(column);
    return cell == cells_.end() ? sheet::CellKind::text : cell->second.kind;
}

Position NamingRow::position(std::string_view column) const {
    auto const cell = cells_.find(column);
    return {file_, sheet_name_, row_, cell == cells_.end() ? 0 : cell->second.column};
}

Result<std::vector<Finding>> for_each_naming_row(std::filesystem::path const& rows, sheet::Reading const& reading,
                                                 std::function<Status(NamingRow&&)> const& take) {
    auto table = sheet::Table::open(rows, reading);
    if (!table) {
        return table.error();
    }
    for (;;) {
        auto const told = table->next();
        if (!told) {
            return told.error();
        }
        if (auto const fault = heading_fault(table->findings()); !fault) {
            return fault.error();
        }
        if (!*told) {
            return table->findings();
        }
        if ((*told)->use != sheet::Table::RowUse::line) {
            continue;
        }
        if (auto const taken = take({table->columns(), (*told)->row, reading.known, reading.file}); !taken) {
            return taken.error();
        }
    }
}

}  // namespace almoner::vetting
