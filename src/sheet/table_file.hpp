#pragma once

#include <variant>

#include "sheet/row_reader.hpp"
#include "sheet/text_rows.hpp"

namespace almoner::sheet {

/// The rows of a file as a bank's program would read them: a workbook, delimited text, or fixed columns.
class TableFile {
public:
    explicit TableFile(std::variant<RowReader, FixedReader> reader) : reader_(std::move(reader)) {}

    /// The next row, or null at the end; it lives until the next call. Errors are those of RowReader and FixedReader.
    Result<Row*> next() {
        return std::visit([](auto& reader) { return reader.next(); }, reader_);
    }

private:
    std::variant<RowReader, FixedReader> reader_;
};

/// The first cell, from 1, in which two rows differ; 0 when they are the same. Empty cells at their ends do not count,
/// and a number is the same however many zeros end its decimals: a spreadsheet takes them off.
std::uint32_t first_difference(Row const& one, Row const& other);

}  // namespace almoner::sheet
