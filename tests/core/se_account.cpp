#include "core/se_account.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view text) { return code_of(check_se_account(text, tables().se_clearing)); }

}  // namespace

// Expected values: npm kontonummer 6.0.1, an independent implementation of Bankgirot's description.
TEST_CASE("each kind of Swedish account has its check digit") {
    CHECK(fate_of("9689 4025371") == "ok");  // seven digits and three of the clearing number
    CHECK(fate_of("9583 1893446") == "account.check_digits");
    CHECK(fate_of("9563 1129592") == "ok");  // seven digits and all of the clearing number
    CHECK(fate_of("9564 7452526") == "account.check_digits");
    CHECK(fate_of("9184 6146346488") == "ok");  // ten digits
    CHECK(fate_of("9180 3849064969") == "account.check_digits");
    CHECK(fate_of("6696 549340092") == "ok");  // nine digits
    CHECK(fate_of("6103 362012157") == "account.check_digits");
}

TEST_CASE("Swedbank's clearing number may have a fifth digit") {
    CHECK(fate_of("8327-9 1234567897") == "ok");  // Luhn holds over the account
    CHECK(fate_of("8327 1234567897") == "ok");
    CHECK(fate_of("8327-9 1234567898") == "account.check_digits");
}

TEST_CASE("a Swedish clearing number that the table does not hold cannot be checked") {
    CHECK(fate_of("0999 1234567") == "account.not_checkable");
}

TEST_CASE("other than a clearing number and digits of the bank's length is no account") {
    CHECK(fate_of("5000") == "account.syntax");
    CHECK(fate_of("5000 12345678") == "account.syntax");
    CHECK(fate_of("5000 000000A") == "account.syntax");
    CHECK(fate_of("5000 0000000") == "account.syntax");
}

TEST_CASE("a row of clearing ranges that is not as it should be is told") {
    CHECK(code_of(se_clearing_of("first\tlast\tmethod\n1100\t1199\tmod10\n")) == "ok");
    CHECK(code_of(se_clearing_of("first\tlast\tmethod\n1100\t1199\tmod12\n")) == "settings.value");
    CHECK(code_of(se_clearing_of("first\tlast\tmethod\n110\t1199\tmod10\n")) == "settings.value");
}
