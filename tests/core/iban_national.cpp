#include "core/iban_national.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

bool holds(std::string_view text) {
    auto const iban = Iban::parse(text, tables().ibans);
    REQUIRE(iban);
    return static_cast<bool>(check_iban_national(*iban));
}

}  // namespace

TEST_CASE("the national digits of the registry's examples hold") {
    for (auto const* example : {"AL47212110090000000235698741",
                                "BA391290079401028494",
                                "BE68539007547034",
                                "CZ6508000000192000145399",
                                "EE382200221020145685",
                                "ES9121000418450200051332",
                                "FI2112345600000785",
                                "FR1420041010050500013M02606",
                                "HR1210010051863000160",
                                "HU42117730161111101800000000",
                                "IS140159260076545510730339",
                                "IT60X0542811101000000123456",
                                "MC5811222000010123456789030",
                                "ME25505000012345678951",
                                "MK07250120000058984",
                                "NO9386011117947",
                                "PL61109010140000071219812874",
                                "PT50000201231234567890154",
                                "RS35260005601001611379",
                                "SI56263300012039086",
                                "SK3112000000198742637541",
                                "SM86U0322509800000000270100",
                                "TL380080012345678910157",
                                "TN5910006035183598478831",
                                "XK051212012345678906"}) {
        INFO(example);
        CHECK(holds(example));
    }
}

TEST_CASE("digits that pass by an alias are recomputed and refused") {
    CHECK_FALSE(holds("BE54020992740000"));  // 00 stands for 97
}

TEST_CASE("Czech prefixes and numbers divide by eleven") { CHECK_FALSE(holds("CZ7267444557014229962345")); }

TEST_CASE("Norwegian accounts with 00 in the middle have two readings") {
    CHECK(holds("NO9386011117947"));
    CHECK_FALSE(holds("NO1638925687211"));
}

TEST_CASE("countries that have not registered their IBANs have digits too") {
    auto const national = [](std::string_view text) {
        return static_cast<bool>(check_iban_national(*Iban::parse(text, tables().ibans, UnregisteredIbans::accepted)));
    };
    CHECK(national("AO06004400006729503010102"));
    CHECK(national("CI93CI0080111301134291200589"));
    CHECK(national("MG4600005030071289421016045"));
    CHECK_FALSE(national("AO33004400006729503010101"));
    CHECK_FALSE(national("CM9110002000300277976315009"));
}

TEST_CASE("a country without public digits passes") { CHECK(holds("DE89370400440532013000")); }

TEST_CASE("QR-IBANs have an institution from 30000 to 31999") {
    auto const is_qr = [](std::string_view text) { return code_of(check_qr_iban(*Iban::parse(text, tables().ibans))); };
    CHECK(is_qr("CH4431999123000889012") == "ok");
    CHECK(is_qr("CH9300762011623852957") == "account.iban_not_qr");
    CHECK(is_qr("DE89370400440532013000") == "account.iban_not_qr");
}
