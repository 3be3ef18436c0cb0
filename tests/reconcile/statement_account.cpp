#include "reconcile/statement_account.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

settings::Workspace workspace() {
    settings::Workspace one;
    one.debtor_accounts = {
        {"p01", "union", {AccountScheme::other, "6299999000000000013"}, "", "", *Currency::parse("CNY"), {}},
        {"eu", "union", {AccountScheme::iban, "DE02120300000000202051"}, "", "", *Currency::parse("EUR"), {}}};
    return one;
}

std::string shown(std::string_view text) {
    auto const home = workspace();
    auto const* const account = reconcile::account_shown(home, text);
    return account == nullptr ? "" : account->id;
}

}  // namespace

TEST_CASE("an account is known as it is written, behind its bank, and with its currency") {
    CHECK(shown("6299999000000000013") == "p01");
    CHECK(shown("ICBC/6299999000000000013") == "p01");
    CHECK(shown("6299999000000000013CNY") == "p01");
    CHECK(shown("DE02120300000000202051EUR") == "eu");
}

TEST_CASE("bank code and number are the IBAN they make up, and no other") {
    CHECK(shown("12030000/202051") == "eu");
    CHECK(shown("12030000/0000202051") == "eu");
    CHECK(shown("12030000/02051").empty());
    CHECK(shown("12030001/202051").empty());
    CHECK(shown("/202051").empty());
}

TEST_CASE("another account is not ours") {
    CHECK(shown("").empty());
    CHECK(shown("6299999000000000021").empty());
    CHECK(shown("629999900000000001").empty());
    CHECK(shown("6299999000000000013USD").empty());
}
