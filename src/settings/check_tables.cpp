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
    return check_tables_of(*ibans, *countries, *provinces, *cards);
}

}  // namespace almoner::settings
