#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bytes/zip.hpp"
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
};

/// @error sheet.macro @error sheet.external_link @error sheet.workbook @error sheet.too_long more than 36 sheets
Result<Workbook> open_workbook(std::filesystem::path const& path);

}  // namespace almoner::sheet
