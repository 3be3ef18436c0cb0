#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "sheet/rows.hpp"

namespace almoner::sheet {

/// Rows of every visible sheet of a workbook (ECMA-376 part 1, SpreadsheetML), streamed. Numbers come as the fifteen
/// digits a spreadsheet shows, without exponent where none is needed; a formula's cell comes with its last value and is
/// marked. Empty rows are passed over.
class XlsxReader {
public:
    /// @error sheet.macro @error sheet.external_link @error sheet.workbook not sound, or beyond the limits of
    /// bytes::Zip
    /// @error sheet.too_long more sheets than identifiers have places for
    static Result<XlsxReader> open(std::filesystem::path const& path);
    XlsxReader(XlsxReader&&) noexcept;
    XlsxReader& operator=(XlsxReader&&) noexcept;
    ~XlsxReader();

    /// The next row, or nothing after the last sheet. @error sheet.workbook @error sheet.too_long a cell over 32,767
    /// bytes or beyond column 1,024
    Result<std::optional<Row>> next();

private:
    struct State;
    explicit XlsxReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::sheet
