#pragma once

#include <filesystem>

#include "payout/emit.hpp"
#include "settings/rendering.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// Where the rendering of a file is kept and what it is called: the file's name with the rendering's extension.
std::filesystem::path rendering_of(std::filesystem::path const& file, settings::Rendering const& rendering);

/// Writes what a file pays as its bank's portal takes it, from the store, durably beside the file; then reads it again
/// and compares it row by row with the signed record, the file: account, name and amount of every transfer, and the
/// rows before and after them.
/// @error template.name_unknown a field that no message has @error rendering.width @error rendering.record what was
/// read is not what the signed file says @error workbook.rows and those of store and readers
Result<std::filesystem::path> render(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                                     std::filesystem::path const& file);

}  // namespace almoner::payout
