#include "directories/german_banks.hpp"

#include "catch.hpp"

using namespace almoner;
using namespace almoner::directories;

namespace {

std::string fate_of(std::string_view text) {
    static auto const banks = GermanBanks::load();
    REQUIRE(banks);
    auto const checked = banks->check_account(text);
    return checked ? "ok" : std::string(text_of(checked.error().code));
}

}  // namespace

// The examples of method 13, which Commerzbank (37040044) and others use, and the registry's DE89 3704 0044 0532 0130
// 00.
TEST_CASE("a German account passes the method of its bank") {
    CHECK(fate_of("37040044 532013000") == "ok");
    CHECK(fate_of("370 400 44/0532013000") == "ok");
    CHECK(fate_of("37040044 532113000") == "account.check_digits");
}

TEST_CASE("a bank that the directory does not hold cannot be checked") {
    CHECK(fate_of("99999999 532013000") == "account.not_checkable");
}

TEST_CASE("a method without check digits is no proof") {
    CHECK(fate_of("10000000 1234567890") == "account.not_checkable");  // the Bundesbank itself: method 09
}

TEST_CASE("other than eight digits and up to ten is no German account") {
    CHECK(fate_of("") == "account.syntax");
    CHECK(fate_of("37040044") == "account.syntax");
    CHECK(fate_of("37040044 12345678901") == "account.syntax");
    CHECK(fate_of("37040044 53201300A") == "account.syntax");
    CHECK(fate_of("37040044 0000000000") == "account.syntax");
}
