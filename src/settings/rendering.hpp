#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/file_encoding.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// How one bank's portal takes the transfers of a file: as a workbook, as delimited text, or as text of fixed columns.
/// `formats/renderings/NAME.toml`; its cells are constant words and `{field}`, the fields those of a message template.
struct Rendering {
    enum class Kind : std::uint8_t { workbook, delimited, fixed };
    enum class Align : std::uint8_t { left, right };
    struct Column {
        std::string heading;
        std::string value;          ///< "{creditor_account}"
        std::uint64_t width = 0;    ///< of fixed text, bytes in its encoding
        Align align = Align::left;  ///< likewise
    };
    using Cells = std::vector<std::string>;

    std::string id;
    std::string name;
    Kind kind = Kind::workbook;
    std::string extension;  ///< of its files, "xlsx"
    std::string sheet;      ///< of a workbook
    char separator = ',';   ///< of delimited text: comma, semicolon or tab
    FileEncoding encoding = FileEncoding::utf8;
    std::vector<Cells> head;  ///< rows before the headings; fields of the file
    bool headings = true;
    std::vector<Column> columns;
    std::vector<Cells> foot;  ///< rows after the last transfer; fields of the file
};

/// The id is the file's name without ".toml".
/// @error settings.value also a column of fixed text without width, an extension that a message or signature has, or no
/// column of account, name or amount, by which it is compared with the signed file
/// @error file.missing and those of load_workspace
Result<Rendering> load_rendering(std::filesystem::path const& file);

}  // namespace almoner::settings
