#include "core/bic.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view text) { return code_of(Bic::parse(text, tables().countries)); }

}  // namespace

TEST_CASE("a BIC has 8 or 11 characters and a country") {
    CHECK(fate_of("DEUTDEFF") == "ok");
    CHECK(fate_of("DEUTDEFF500") == "ok");
    CHECK(fate_of("1EUTDEFF") == "ok");  // pattern of version 09 and later
    CHECK(fate_of("DEUTDEF") == "account.bic_syntax");
    CHECK(fate_of("DEUTDEFF5") == "account.bic_syntax");
    CHECK(fate_of("DEUTDEFF5000") == "account.bic_syntax");
    CHECK(fate_of("DEUTD1FF") == "account.bic_syntax");
    CHECK(fate_of("deutdeff") == "account.bic_syntax");
    CHECK(fate_of("") == "account.bic_syntax");
}

TEST_CASE("the older pattern asks for letters, and a place without 0, 1 and O") {
    auto const older = [](std::string_view text) {
        return code_of(Bic::parse(text, tables().countries, BicPattern::bic_identifier));
    };
    CHECK(older("DEUTDEFF500") == "ok");
    CHECK(older("DEUTDE2F") == "ok");
    CHECK(older("DEUTDEF0") == "ok");
    CHECK(older("1EUTDEFF") == "account.bic_syntax");
    CHECK(older("DEUTDE0F") == "account.bic_syntax");
    CHECK(older("DEUTDE1F") == "account.bic_syntax");
    CHECK(older("DEUTDEFO") == "account.bic_syntax");
    CHECK(older("DEUTQQFF") == "account.bic_country");
}

TEST_CASE("the country of a BIC is one of ISO 3166, or XK") {
    CHECK(fate_of("NBKOXKPR") == "ok");
    CHECK(fate_of("DEUTQQFF") == "account.bic_country");
    CHECK(Bic::parse("NBKOXKPR", tables().countries)->country() == "XK");
}

TEST_CASE("a test BIC is told apart") {
    CHECK(Bic::parse("DEUTDEF0", tables().countries)->is_test());
    CHECK_FALSE(Bic::parse("DEUTDE0F", tables().countries)->is_test());
}
