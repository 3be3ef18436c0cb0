#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "settings/rendering.hpp"
#include "sheet/table_file.hpp"

namespace almoner::payout {

/// Where the rows of a rendering go: a workbook, delimited text, or fixed columns.
class RenderingRows {
public:
    virtual ~RenderingRows() = default;
    /// @error rendering.width @error workbook.rows @error file.io
    virtual Status write(std::span<std::string const> cells) = 0;
    /// The file is there, whole. @error file.io
    virtual Status close() = 0;
};

/// Begins a file. @error file.missing @error file.io
Result<std::unique_ptr<RenderingRows>> begin_rows(settings::Rendering const& rendering,
                                                  std::filesystem::path const& path);

/// The rows of a rendering, or of a copy of one. @error those of sheet::RowReader::open and sheet::FixedReader::open
Result<sheet::TableFile> open_rendering(std::filesystem::path const& path, settings::Rendering const& rendering);

}  // namespace almoner::payout
