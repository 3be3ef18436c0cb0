#include "core/iban.hpp"

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

TEST_CASE("countries outside the registry are not guessed") {
    CHECK(fate_of("SN08SN0100152000048500003035") == "account.iban_country");
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
