#pragma once

#include <filesystem>
#include <variant>

#include "sheet/rows.hpp"
#include "sheet/xlsx.hpp"

namespace almoner::sheet {

/// Every row of a table file, CSV or workbook, as it stands there: titles, headings and totals, too.
class RowReader {
public:
    /// By content, never by name. @error sheet.old_format a workbook before 2007, or an encrypted one
    /// @error file.missing @error file.not_regular @error file.io and those of XlsxReader
    static Result<RowReader> open(std::filesystem::path const& path);

    /// The next row, or null at the end; it lives until the next call, and the caller may change it. Errors are those
    /// of CsvReader and XlsxReader.
    Result<Row*> next();

    [[nodiscard]] bool is_csv() const { return std::holds_alternative<CsvReader>(reader_); }

private:
    explicit RowReader(std::variant<CsvReader, XlsxReader> reader) : reader_(std::move(reader)) {}
    std::variant<CsvReader, XlsxReader> reader_;
};

}  // namespace almoner::sheet
