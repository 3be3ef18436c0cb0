#pragma once

#include <filesystem>
#include <memory>

#include "sheet/rows.hpp"

namespace almoner::sheet {

/// Rows of every sheet of a workbook (ECMA-376 part 1, SpreadsheetML), streamed; those of a hidden sheet are hidden
/// rows. Cells come as a spreadsheet shows them and are marked with what they are (CellKind); a formula's cell comes
/// with its last value. Empty rows are passed over.
class XlsxReader {
public:
    /// @error sheet.macro @error sheet.external_link @error sheet.workbook not sound, or beyond the limits of
    /// bytes::Zip
    /// @error sheet.too_long more sheets than identifiers have places for
    static Result<XlsxReader> open(std::filesystem::path const& path);
    XlsxReader(XlsxReader&&) noexcept;
    XlsxReader& operator=(XlsxReader&&) noexcept;
    ~XlsxReader();

    /// The next row, or null after the last sheet; the caller may change it, and it lives until the next call. A fault
    /// is told again by every later call. @error sheet.workbook rows or cells out of order, a text that is not there,
    /// what is not sound @error sheet.too_long a cell over 32,767 bytes, a row over 1 MiB or beyond column 1,024, more
    /// than 100,000 merged cells @error file.io
    Result<Row*> next();

private:
    struct State;
    explicit XlsxReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::sheet
