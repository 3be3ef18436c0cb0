#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identifiers.hpp"
#include "sheet/table.hpp"

namespace almoner::vetting {

/// One row of a list that names lines of another list: what stands under each heading, and where.
class NamingRow {
public:
    NamingRow(sheet::Columns const& columns, sheet::Row const& row, std::vector<sheet::Column> const& known,
              std::string file);

    /// The line it names, by `row` as the other list shows it and, of a workbook, `sheet` counted from 1. Nothing when
    /// these are no numbers.
    [[nodiscard]] std::optional<LineNumber> line() const;

    /// Empty, or `otherwise`, where the table has no such column.
    [[nodiscard]] std::string_view text(std::string_view column, std::string_view otherwise = {}) const;
    /// How a workbook holds the cell; text where the table has no such column.
    [[nodiscard]] sheet::CellKind kind(std::string_view column) const;
    [[nodiscard]] Position position(std::string_view column) const;
    [[nodiscard]] std::uint64_t row() const { return row_; }
    [[nodiscard]] bool is_hidden() const { return hidden_; }

private:
    struct Cell {
        std::string text;
        std::uint32_t column = 0;
        sheet::CellKind kind{};
    };
    std::string file_;
    std::string sheet_name_;
    std::uint64_t row_;
    bool hidden_;
    std::map<std::string_view, Cell> cells_;
};

/// Reads a list that names lines, as offices keep tables, from end to end; its total rows name nothing.
/// @returns what was wrong with its headings and holds nobody up @error sheet.* of the heading @error list.empty
/// @error file.missing and those of the readers
Result<std::vector<Finding>> for_each_naming_row(std::filesystem::path const& rows, sheet::Reading const& reading,
                                                 std::function<Status(NamingRow&&)> const& take);

}  // namespace almoner::vetting
