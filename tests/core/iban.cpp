#include "core/iban.hpp"

#include <set>

#include "core/iban_national.hpp"
#include "core/tab_table.hpp"
#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view text) { return code_of(Iban::parse(text, tables().ibans)); }

}  // namespace

TEST_CASE("the registry's own examples are accepted") {
    for (auto const* example :
         {"AD1200012030200359100100", "AE070331234567890123456", "BE68539007547034", "DE89370400440532013000",
          "FR1420041010050500013M02606", "GB29NWBK60161331926819", "LC55HEMM000100010012001200023015",
          "MT84MALT011000012345MTLCAST001S", "NO9386011117947", "XK051212012345678906"}) {
        INFO(example);
        CHECK(fate_of(example) == "ok");
    }
}

TEST_CASE("an IBAN as it is printed is normalised") {
    auto const iban = Iban::parse("de89 3704-0044 0532 0130 00", tables().ibans);
    REQUIRE(iban);
    CHECK(iban->text() == "DE89370400440532013000");
    CHECK(iban->country() == "DE");
    CHECK(iban->check_digits() == "89");
    CHECK(iban->bban() == "370400440532013000");
}

TEST_CASE("each fault of an IBAN has its own code") {
    CHECK(fate_of("ZZ89370400440532013000") == "account.iban_country");
    CHECK(fate_of("") == "account.iban_country");
    CHECK(fate_of("D") == "account.iban_country");
    CHECK(fate_of("DE8937040044053201300") == "account.iban_length");
    CHECK(fate_of("DE893704004405320130000") == "account.iban_length");
    CHECK(fate_of("DE8937040044053201300A") == "account.iban_structure");
    CHECK(fate_of("GB291WBK60161331926819") == "account.iban_structure");
    CHECK(fate_of("FR1420041010050500013_02606") == "account.iban_structure");
    CHECK(fate_of("DE88370400440532013000") == "account.iban_checksum");
}

TEST_CASE("check digits are digits from 02 to 98") {
    CHECK(fate_of("AD0096717235796249E3VI06") == "account.iban_range");
    CHECK(fate_of("DEA5370400440532013000") == "account.iban_range");
    CHECK(fate_of("DE99370400440532013000") == "account.iban_range");
}

TEST_CASE("countries outside the registry are taken only where that is asked for") {
    auto const* example = "SN08SN0100152000048500003035";
    CHECK(fate_of(example) == "account.iban_country");
    CHECK(code_of(Iban::parse(example, tables().ibans, UnregisteredIbans::accepted)) == "ok");
    CHECK_FALSE(tables().ibans.is_registered("SN"));
    CHECK(tables().ibans.is_registered("FR"));
    CHECK_FALSE(tables().ibans.is_registered("ZZ"));
}

TEST_CASE("no text is longer than the longest IBAN") {
    CHECK(fate_of("DE89" + std::string(100, '1')) == "account.iban_length");
    CHECK(fate_of("RU03044525225408178105380913104190000") == "account.iban_length");
    CHECK(fate_of("   DE89 3704 0044 0532 0130 00   ") == "ok");
}

TEST_CASE("what is not ASCII is no character of an IBAN") {
    CHECK(fate_of("ＤＥ89370400440532013000") == "account.iban_country");
    CHECK(fate_of("DE8937040044053201300０") == "account.iban_length");
    CHECK(fate_of(std::string_view("DE8937040044053201300\0", 22)) == "account.iban_structure");
}

TEST_CASE("every example of the registry has a sound IBAN and sound national digits") {
    auto const path = std::filesystem::path(ALMONER_SHARED) / "data" / "iban_registry.tsv";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: needs " << path << " (country, status, examples)");
        return;
    }
    std::istringstream rows(file_text(path));
    std::set<std::string> differing;
    auto examples = 0;
    for (std::string row; std::getline(rows, row);) {
        auto const cells = parts_of(row, '\t');
        auto const country = cells[0];
        auto const listed = cells[2].starts_with("official") || (cells[2].starts_with("unofficial") && country != "AA");
        if (!listed || cells[11].empty()) {
            continue;
        }
        ++examples;
        auto const iban = Iban::parse(cells[11], tables().ibans, UnregisteredIbans::accepted);
        if (!iban || !check_iban_national(*iban) ||
            tables().ibans.is_registered(country) != cells[2].starts_with("official")) {
            differing.emplace(cells[11]);
        }
    }
    CHECK(differing == std::set<std::string>{});
    CHECK(examples > 100);
}

TEST_CASE("an error shows four characters of the account and no more") {
    CHECK(Iban::parse("DE88370400440532013000", tables().ibans).error().value == "...3000");
}

TEST_CASE("the scope of SEPA depends on the day") {
    auto const& ibans = tables().ibans;
    CHECK(ibans.in_sepa("DE", day(2026, 1, 1)));
    CHECK_FALSE(ibans.in_sepa("RS", day(2025, 5, 21)));
    CHECK(ibans.in_sepa("RS", day(2025, 5, 22)));
    CHECK_FALSE(ibans.in_sepa("TR", day(2026, 1, 1)));
    CHECK_FALSE(ibans.in_sepa("ZZ", day(2026, 1, 1)));
}

TEST_CASE("a registry row that contradicts itself is refused") {
    CHECK(code_of(IbanRegistry::of({{"DE", 22, "8!n10!n", {}}})) == "ok");
    CHECK(code_of(IbanRegistry::of({{"DE", 21, "8!n10!n", {}}})) == "settings.value");
    CHECK(code_of(IbanRegistry::of({{"DE", 22, "8n10n", {}}})) == "settings.value");
    CHECK(code_of(IbanRegistry::of({{"DE", 22, "8!n10!x", {}}})) == "settings.value");
    CHECK(code_of(IbanRegistry::of({{"DE", 4, "", {}}})) == "settings.value");
}

TEST_CASE("a number that begins with two letters was meant as an IBAN") {
    CHECK(looks_like_iban("DE89370400440532013000"));
    CHECK(looks_like_iban("de893"));
    for (auto const* other : {"", "DE89", "6299990000000007751", "D989370400440532013000", "6.22E+18"}) {
        CHECK_FALSE(looks_like_iban(other));
    }
}
