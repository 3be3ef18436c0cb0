#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bytes/zip.hpp"
#include "sheet/serial_date.hpp"
#include "sheet/shared_strings.hpp"

namespace almoner::sheet {

/// What a workbook says of itself before its rows are read (ECMA-376 part 1, 18.2 and 18.4).
struct Workbook {
    struct Sheet {
        std::string name;
        std::string part;
        bool hidden = false;
    };
    bytes::Zip archive;
    std::vector<Sheet> sheets;
    SharedStrings strings;
    Epoch epoch = Epoch::year_1900;
    std::vector<bool> dates;  ///< whether cells of each style (cellXfs) show a date
};

/// @error sheet.macro @error sheet.external_link @error sheet.workbook @error sheet.too_long more than 36 sheets, or
/// a text over 32,767 bytes
Result<Workbook> open_workbook(std::filesystem::path const& path);

}  // namespace almoner::sheet
