#include "core/check_tables.hpp"

#include <array>

#include "core/tab_table.hpp"

namespace almoner {

namespace {

/// Puts a table where it belongs, or says why it cannot be one.
template <class Table>
Status keep(Table& place, Result<Table> table) {
    if (!table) {
        return table.error();
    }
    place = *std::move(table);
    return {};
}

Status read_countries(CheckTables& tables, std::string_view text) {
    auto const rows = read_tab_table(text, {"country", "name"});
    if (!rows) {
        return rows.error();
    }
    for (auto const& row : *rows) {
        tables.countries.emplace(row.cells[0]);
    }
    return {};
}

Status read_provinces(CheckTables& tables, std::string_view text) {
    auto const rows = read_tab_table(text, {"province", "name"});
    if (!rows) {
        return rows.error();
    }
    for (auto const& row : *rows) {
        tables.provinces.emplace(row.cells[0], row.cells[1]);
    }
    return {};
}

struct TableFile {
    std::string_view name;
    Status (*read)(CheckTables& tables, std::string_view text);
};

constexpr auto files = std::to_array<TableFile>({
    {"card_prefixes.tsv", [](auto& tables, auto text) { return keep(tables.cards, card_prefixes_of(text)); }},
    {"clearing_systems.tsv",
     [](auto& tables, auto text) { return keep(tables.clearing_systems, clearing_systems_of(text)); }},
    {"cn_banks.tsv", [](auto& tables, auto text) { return keep(tables.chinese_banks, chinese_banks_of(text)); }},
    {"cn_provinces.tsv", read_provinces},
    {"cn_regions.tsv", [](auto& tables, auto text) { return keep(tables.regions, region_codes_of(text)); }},
    {"gb_modulus.tsv", [](auto& tables, auto text) { return keep(tables.gb_modulus.rows, gb_modulus_rows_of(text)); }},
    {"gb_substitutions.tsv",
     [](auto& tables, auto text) { return keep(tables.gb_modulus.substitutes, gb_substitutes_of(text)); }},
    {"iban_registry.tsv", [](auto& tables, auto text) { return keep(tables.ibans, IbanRegistry::read(text)); }},
    {"iso3166.tsv", read_countries},
    {"nz_branches.tsv", [](auto& tables, auto text) { return keep(tables.nz_branches, nz_branches_of(text)); }},
    {"se_clearing.tsv", [](auto& tables, auto text) { return keep(tables.se_clearing, se_clearing_of(text)); }},
});

}  // namespace

Result<CheckTables> read_check_tables(CodeFile const& text_of_file) {
    CheckTables tables;
    for (auto const& file : files) {
        auto const text = text_of_file(file.name);
        if (!text) {
            return text.error();
        }
        if (auto const read = file.read(tables, *text); !read) {
            auto error = read.error();
            error.position.file = file.name;
            return error;
        }
    }
    return tables;
}

}  // namespace almoner
