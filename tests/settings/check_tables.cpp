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

TEST_CASE("a table that is missing is told by its name") {
    Folder const folder;
    for (auto const* name : {"iban_registry.tsv", "iso3166.tsv", "cn_provinces.tsv", "card_prefixes.tsv"}) {
        CHECK(told(load_check_tables(folder.path())) == "formats.missing '" + std::string(name) + "' 0:0");
        folder.write("codes/" + std::string(name), read(source() / "formats/codes" / name));
    }
    CHECK(told(load_check_tables(folder.path())) == "ok");
}

TEST_CASE("a table with a fault is refused") {
    Folder const folder;
    for (auto const* name : {"iban_registry.tsv", "iso3166.tsv", "cn_provinces.tsv", "card_prefixes.tsv"}) {
        folder.write("codes/" + std::string(name), read(source() / "formats/codes" / name));
    }
    auto const file = folder.write("codes/iso3166.tsv", "no heading\n");
    auto const tables = load_check_tables(folder.path());
    REQUIRE_FALSE(tables);
    CHECK(tables.error().code == ErrorCode::settings_syntax);
    CHECK(tables.error().position == Position{file.string(), {}, 1, 0});
}
