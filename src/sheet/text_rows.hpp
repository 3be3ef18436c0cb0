#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/text_file.hpp"
#include "core/file_encoding.hpp"
#include "sheet/rows.hpp"

namespace almoner::sheet {

/// Appends one record of delimited text (RFC 4180) ended by CR LF, the cells exactly as they are: a bank's program
/// reads it, so nothing is neutralised as append_csv does for spreadsheets.
void append_delimited(std::string& out, std::span<std::string const> cells, char separator);

/// A column of text whose lines have the same places for the same things.
struct FixedColumn {
    std::size_t width = 0;  ///< bytes in the file's encoding
    bool right = false;     ///< blanks stand in front
};

/// Appends one line ended by CR LF, each cell filled up with blanks; cells beyond the columns are not written.
/// @error rendering.width a cell has more bytes than its column; its place is the column, from 1
Status append_fixed(std::string& out, std::span<std::string const> cells, std::span<FixedColumn const> columns,
                    FileEncoding encoding);

/// Lines of fixed columns as rows of cells, without the blanks around them. Empty lines are counted and passed over.
class FixedReader {
public:
    /// @error file.missing @error file.not_regular @error file.io
    static Result<FixedReader> open(std::filesystem::path const& path, std::vector<FixedColumn> columns,
                                    FileEncoding encoding);

    /// The next row, or null at the end; it lives until the next call. @error sheet.encoding @error sheet.too_long
    /// @error file.io
    Result<Row*> next();
    /// The line of that row as it stands.
    [[nodiscard]] std::string_view line() const { return line_; }

private:
    FixedReader(bytes::TextFile file, std::filesystem::path path, std::vector<FixedColumn> columns,
                FileEncoding encoding)
        : file_(std::move(file)), path_(std::move(path)), columns_(std::move(columns)), encoding_(encoding) {}
    Result<bool> read_line();
    Status split();

    bytes::TextFile file_;
    std::filesystem::path path_;
    std::vector<FixedColumn> columns_;
    FileEncoding encoding_;
    std::string waiting_;  ///< read and not yet told
    std::size_t at_ = 0;   ///< of the first byte waiting
    bool at_end_ = false;
    std::string line_;
    Row row_;
};

}  // namespace almoner::sheet
