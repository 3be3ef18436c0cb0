#include "sheet/row_reader.hpp"

#include <array>

#include "bytes/file.hpp"

namespace almoner::sheet {

Result<RowReader> RowReader::open(std::filesystem::path const& path) {
    constexpr std::string_view zip_mark = "PK\x03\x04";
    constexpr std::string_view compound_file_mark =
        "\xD0\xCF\x11\xE0";  // [MS-CFB] 2.2; .xls, and .xlsx with a password
    auto file = bytes::File::open(path);
    if (!file) {
        return file.error();
    }
    std::array<char, 4> start{};
    auto const count = file->read(start);
    if (!count) {
        return count.error();
    }
    auto const mark = std::string_view(start.data(), *count);
    // Debian 12 has a reader for .xls, libfreexl 1.0.6, which writes past its stack for a name too long in the
    // directory of such a file: nothing that comes from outside is given to it.
    if (mark == compound_file_mark) {
        return Error{ErrorCode::sheet_old_format, {path.string(), {}, 0, 0}, {}, {}};
    }
    if (mark == zip_mark) {
        auto workbook = XlsxReader::open(path);
        return workbook ? Result<RowReader>(RowReader(*std::move(workbook))) : workbook.error();
    }
    auto csv = CsvReader::open(path);
    return csv ? Result<RowReader>(RowReader(*std::move(csv))) : csv.error();
}

Result<Row*> RowReader::next() {
    return std::visit([](auto& reader) { return reader.next(); }, reader_);
}

}  // namespace almoner::sheet
