#include "settings/check_tables.hpp"

#include "settings/text_file.hpp"

namespace almoner::settings {

Result<CheckTables> load_check_tables(std::filesystem::path const& formats_folder) {
    auto const folder = formats_folder / "codes";
    auto const ibans = load_text(folder / "iban_registry.tsv");
    auto const countries = load_text(folder / "iso3166.tsv");
    auto const provinces = load_text(folder / "cn_provinces.tsv");
    auto const cards = load_text(folder / "card_prefixes.tsv");
    for (auto const* text : {&ibans, &countries, &provinces, &cards}) {
        if (!*text) {
            return text->error();
        }
    }
    auto tables = check_tables_of(*ibans, *countries, *provinces, *cards);
    if (!tables) {
        auto error = tables.error();
        error.arguments = {error.position.file};
        error.position.file = (folder / error.position.file).string();
        return error;
    }
    return tables;
}

}  // namespace almoner::settings
