#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "core/error_code.hpp"
#include "core/result.hpp"

namespace almoner::sheet {

/// A new workbook (ECMA-376 part 1, SpreadsheetML), written row by row in memory that does not grow with them. Every
/// cell is text, and every empty cell of the first columns takes text: no number is rounded, no formula is one.
/// Nothing in it tells when it was written, so the same content gives the same bytes.
class WorkbookWriter {
public:
    struct Place {
        std::uint64_t row = 0;     ///< 1-based
        std::uint32_t column = 0;  ///< 1-based
    };

    /// @error file.io
    static Result<WorkbookWriter> create(std::filesystem::path const& path);
    WorkbookWriter(WorkbookWriter&&) noexcept;
    WorkbookWriter& operator=(WorkbookWriter&&) noexcept;
    /// Without `close` nothing was written.
    ~WorkbookWriter();

    /// Begins the next sheet. What a sheet's name cannot hold becomes '_', a long one is cut, and one that is there
    /// already gets a number. @error file.io
    Status begin_sheet(std::string_view name);
    /// Writes one cell of the current sheet, coloured by the severity of what was found in it. Rows come in order.
    /// @error workbook.rows a row beyond what a sheet holds
    Status write(Place place, std::string_view text, std::optional<Severity> colour = {});
    /// Writes what is to be said of a cell of the row that was written last. @error workbook.rows
    Status comment(Place place, std::string_view text, Severity colour);
    /// Packs the workbook under its path. @error file.io
    Status close();

private:
    struct State;
    explicit WorkbookWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::sheet
