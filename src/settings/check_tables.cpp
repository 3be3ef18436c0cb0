#include "settings/check_tables.hpp"

#include "settings/text_file.hpp"

namespace almoner::settings {

Result<CheckTables> load_check_tables(std::filesystem::path const& formats_folder) {
    auto const folder = formats_folder / "codes";
    auto tables = read_check_tables([&](std::string_view name) { return load_text(folder / name); });
    if (!tables && tables.error().code != ErrorCode::formats_missing) {
        auto error = tables.error();
        error.arguments = {error.position.file};
        error.position.file = (folder / error.position.file).string();
        return error;
    }
    return tables;
}

}  // namespace almoner::settings
