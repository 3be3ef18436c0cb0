#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sheet/columns.hpp"
#include "sheet/headings.hpp"
#include "sheet/rows.hpp"

namespace almoner::sheet {

/// A list as an office keeps it, CSV or workbook: titles above the heading, headings in one or two rows, subtotals,
/// totals, repeated pages and footers are told from the rows that pay somebody. A row above the heading may say what
/// amounts are counted in; a heading of another table below starts that table.
class Table {
public:
    /// By content, never by name. @error sheet.old_format a workbook before 2007, or an encrypted one
    /// @error file.missing @error file.not_regular @error file.io and those of the readers
    static Result<Table> open(std::filesystem::path const& path, Reading const& reading);
    Table(Table&&) noexcept;
    Table& operator=(Table&&) noexcept;
    ~Table();

    enum class RowUse : std::uint8_t {
        line,   ///< pays somebody, or is to be looked at
        total,  ///< adds up lines above
    };
    struct Told {
        RowUse use{};
        Row& row;  ///< lives until the next call; the caller may change it
    };
    /// The next row that counts, or nothing at the end. A fault of one record is returned with its position, and
    /// reading may go on, as with the readers. @error list.empty no row of any sheet could be a heading
    Result<std::optional<Told>> next();

    /// Of the sheet the last row came from.
    [[nodiscard]] Columns const& columns() const;
    /// What was wrong with the headings so far.
    [[nodiscard]] std::vector<Finding> const& findings() const;

private:
    struct State;
    explicit Table(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::sheet
