#include "vetting/list_reading.hpp"

#include "sheet/table.hpp"
#include "vetting/line_check.hpp"
#include "vetting/list_totals.hpp"

namespace almoner::vetting {

namespace {

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

Status heading_fault(std::vector<Finding> const& findings) {
    for (auto const& finding : findings) {
        if (finding.severity == Severity::refused || finding.severity == Severity::stopped) {
            return Error{finding.code, finding.position, finding.value, finding.arguments};
        }
    }
    return {};
}

void note_sheet(sheet::Row const& row, std::vector<std::string>& names) {
    if (row.sheet >= names.size()) {
        names.resize(row.sheet + std::size_t{1});
        names[row.sheet] = row.sheet_name;
    }
}

}  // namespace

Status read_list(Terms const& terms, std::filesystem::path const& rows, Told& told,
                 std::function<Status(CheckedLine&&)> const& take) {
    auto const known = list_columns(terms.programme);
    auto table = sheet::Table::open(rows, {terms.words, terms.said, known, terms.file});
    if (!table) {
        return table.error();
    }
    ListTotals totals(terms);
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
        note_sheet(row, told.sheet_names);
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

}  // namespace almoner::vetting
