#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner::sheet {

/// How a workbook holds a cell's value; CSV has text only.
enum class CellKind : std::uint8_t {
    text,
    number,       ///< as a spreadsheet shows it, see number_text
    long_number,  ///< a number of more than fifteen digits: those after the fifteenth are lost (18.3.1.96, IEEE 754)
    serial_date,  ///< a number shown as a date, given as "2026-01-20" or "2026-01-20T08:30:00": another epoch would
                  ///< make it another day
    boolean,      ///< "TRUE" or "FALSE"
    fault,        ///< "#N/A", "#REF!" and their like
    formula,      ///< whatever it last gave
    merged,       ///< blank, because it is one with the cell above
};

/// One record of a table. Cells point into the reader's memory and live until the next row is read.
struct Row {
    std::uint8_t sheet = 0;       ///< 0-based; 0 for CSV
    std::string_view sheet_name;  ///< empty for CSV
    std::uint64_t number = 0;  ///< 1-based as the spreadsheet shows it; in CSV the record number, the heading counted
    bool hidden = false;       ///< filtered or hidden by whoever kept the workbook
    std::span<std::uint16_t const> hidden_columns;  ///< 0-based places that the sheet does not show, ascending
    std::vector<std::string_view> cells;
    std::vector<CellKind> kinds;  ///< of each cell; empty where all are text

    [[nodiscard]] CellKind kind(std::size_t index) const {
        return index < kinds.size() ? kinds[index] : CellKind::text;
    }
};

/// Rows of a CSV file (RFC 4180), streamed in bounded chunks: separated by comma, semicolon or tab, whichever its first
/// line uses most; UTF-8, UTF-16 or GB18030 as bytes::TextFile tells it.
/// Blank records are counted and passed over.
class CsvReader {
public:
    /// @error file.missing @error file.not_regular @error file.io
    static Result<CsvReader> open(std::filesystem::path const& path);
    CsvReader(CsvReader&&) noexcept;
    CsvReader& operator=(CsvReader&&) noexcept;
    ~CsvReader();

    /// The next record, or null at the end; the caller may change it, and it lives until the next call. A fault of one
    /// record (`sheet.quote`, `sheet.encoding`, `sheet.too_long`: a cell over 32,767 bytes, a record over 1 MiB or
    /// 16,384 cells) is returned once with its position and reading may go on after it, except after an unclosed quote
    /// at the end of the file and after a record over 16 MiB, which nobody waits for the end of: the next call says
    /// that the file has ended.
    Result<Row*> next();

private:
    struct State;
    explicit CsvReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Appends one CSV record ended by CR LF; cells with quotes, separators or line feeds are quoted,
/// and text starting with =, +, -, @, TAB or CR is neutralised with a leading apostrophe (CSV injection).
void append_csv(std::string& out, std::vector<std::string> const& cells);

}  // namespace almoner::sheet
