#include "core/gb_account.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view text) { return code_of(check_gb_account(text, tables().gb_modulus)); }

}  // namespace

// Vocalink, "Validating account numbers", version 6.40, section 3.1: all of its 34 test cases.
TEST_CASE("the specification's valid accounts pass") {
    for (auto const* account :
         {"089999 66374958", "107999 88837491", "202959 63748472", "871427 46238510", "872427 46238510",
          "871427 09123496", "871427 99123496", "820000 73688637", "827999 73988638", "827101 28748352",
          "134020 63849203", "118765 64371389", "938611 07806039", "938600 42368003", "938063 55065200",
          "772798 99345694", "086090 06774744", "309070 02355688", "309070 12345668", "309070 12345677",
          "309070 99345694", "074456 12345112", "070116 34012583", "074456 11104102", "180002 00000190"}) {
        INFO(account);
        CHECK(fate_of(account) == "ok");
    }
}

TEST_CASE("the specification's invalid accounts do not") {
    for (auto const* account : {"938063 15764273", "938063 15764264", "938063 15763217", "118765 64371388",
                                "203099 66831036", "203099 58716970", "089999 66374959", "107999 88837493"}) {
        INFO(account);
        CHECK(fate_of(account) == "account.check_digits");
    }
}

TEST_CASE("the specification's own examples of exception 14 pass") {
    CHECK(fate_of("180002 98093517") == "ok");
    CHECK(fate_of("180002 00000192") == "account.check_digits");  // no digit that may stand at the end
}

TEST_CASE("an account in foreign currency cannot be checked") {
    CHECK(fate_of("200915 41011166") == "account.not_checkable");  // exception 6
}

TEST_CASE("a sort code without a row cannot be checked") {
    CHECK(fate_of("999999 12345678") == "account.not_checkable");
}

TEST_CASE("short account numbers get zeros in front, long ones are the bank's business") {
    CHECK(fate_of("18-00-02 000190") == "ok");
    CHECK(fate_of("180002 190") == "account.syntax");
    CHECK(fate_of("180002 000000190") == "account.not_checkable");
    CHECK(fate_of("180002 00000000190") == "account.syntax");
    CHECK(fate_of("180002 0000019A") == "account.syntax");
}

TEST_CASE("a row of modulus checks that is not as it should be is told") {
    auto const heading = std::string("first\tlast\tmethod\tweights\texception\n");
    auto const weights = std::string("0 0 0 0 0 0 8 7 6 5 4 3 2 1");
    auto const read = [&](std::string const& row) { return code_of(gb_modulus_rows_of(heading + row)); };
    CHECK(read("010004\t016715\tmod11\t" + weights + "\t-\n") == "ok");
    CHECK(read("010004\t016715\tMOD11\t" + weights + "\t-\n") == "settings.value");
    CHECK(read("010004\t016715\tmod11\t" + weights + " 1\t-\n") == "settings.value");
    CHECK(read("010004\t016715\tmod11\t0 0 0 0 0 0 8 7 6 5 4 3 2 x\t-\n") == "settings.value");
    CHECK(code_of(gb_substitutes_of("sort_code\tsubstitute\n938173\t93801\n")) == "settings.value");
}
