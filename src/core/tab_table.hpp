#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner {

/// A row of a table of codes.
struct TabRow {
    std::uint64_t number = 0;  ///< 1-based line
    std::vector<std::string_view> cells;
};

/// Reads a table of codes (formats/codes/*.tsv): lines of cells set apart by tabs, the first one naming the columns.
/// Lines that begin with # are comments, empty ones are passed over. Cells point into `text`.
/// @error settings.syntax the heading is not exactly `columns`, or a row has more or fewer cells
Result<std::vector<TabRow>> read_tab_table(std::string_view text, std::vector<std::string_view> const& columns);

/// A whole number, or nothing when `text` is something else.
std::optional<int> whole_number(std::string_view text);

/// The parts of `text` between the separators; none for an empty text.
std::vector<std::string_view> parts_of(std::string_view text, char separator);

/// settings.value: a cell of `row` that cannot be.
Error cell_fault(TabRow const& row, std::string_view cell);

}  // namespace almoner
