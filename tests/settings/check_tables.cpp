#include "settings/check_tables.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

TEST_CASE("the shipped codes load and judge a published IBAN") {
    auto const tables = load_check_tables(source() / "formats");
    REQUIRE(tables);
    CHECK(Iban::parse("DE89370400440532013000", tables->ibans));
    CHECK_FALSE(Iban::parse("DE88370400440532013000", tables->ibans));
}

namespace {

std::vector<std::string> const tables_in_order = {"card_prefixes.tsv",    "clearing_systems.tsv", "cn_banks.tsv",
                                                  "cn_provinces.tsv",     "cn_regions.tsv",       "gb_modulus.tsv",
                                                  "gb_substitutions.tsv", "iban_registry.tsv",    "iso3166.tsv",
                                                  "nz_branches.tsv",      "se_clearing.tsv"};

}  // namespace

TEST_CASE("a table that is missing is told by its name") {
    Folder const folder;
    for (auto const& name : tables_in_order) {
        CHECK(told(load_check_tables(folder.path())) == "formats.missing '" + name + "' 0:0");
        folder.write("codes/" + name, read(source() / "formats/codes" / name));
    }
    CHECK(told(load_check_tables(folder.path())) == "ok");
}

TEST_CASE("a table with a fault is refused") {
    Folder const folder;
    for (auto const& name : tables_in_order) {
        folder.write("codes/" + name, read(source() / "formats/codes" / name));
    }
    auto const file = folder.write("codes/iso3166.tsv", "no heading\n");
    auto const tables = load_check_tables(folder.path());
    REQUIRE_FALSE(tables);
    CHECK(tables.error().code == ErrorCode::settings_syntax);
    CHECK(tables.error().position == Position{file.string(), {}, 1, 0});
}
