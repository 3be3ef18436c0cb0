#include "core/card.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view text) { return code_of(parse_account_number(text, tables().cards)); }

}  // namespace

TEST_CASE("a card number has 12 to 19 digits that pass Luhn") {
    CHECK(code_of(check_card_number("6228480402564890018")) == "ok");
    CHECK(code_of(check_card_number("4111111111111111")) == "ok");
    CHECK(code_of(check_card_number("6222005865412565805")) == "account.card_checksum");
    CHECK(code_of(check_card_number("000000000000")) == "account.syntax");
    CHECK(code_of(check_card_number("79927398713")) == "account.syntax");
    CHECK(code_of(check_card_number("62284804025648900180")) == "account.syntax");
    CHECK(code_of(check_card_number("6228 4804 0256 4890 018")) == "account.syntax");
}

TEST_CASE("an account number has 6 to 32 digits, blanks and hyphens dropped") {
    auto const account = parse_account_number("6228 4804-0256 4890 018", tables().cards);
    REQUIRE(account);
    CHECK(*account == Account{AccountScheme::other, "6228480402564890018"});
    CHECK(fate_of("123456") == "ok");
    CHECK(fate_of("12345") == "account.syntax");
    CHECK(fate_of(std::string(32, '1')) == "ok");
    CHECK(fate_of(std::string(33, '1')) == "account.syntax");
    CHECK(fate_of("12345A") == "account.syntax");
    CHECK(fate_of("00000000") == "account.syntax");
    CHECK(fate_of("  ") == "account.missing");
}

TEST_CASE("only a known prefix at its length must pass Luhn") {
    CHECK(fate_of("6228480402564890019") == "account.card_checksum");
    CHECK(fate_of("622848040256489001") == "ok");   // a digit short of a card
    CHECK(fate_of("9928480402564890019") == "ok");  // nobody's card
}

TEST_CASE("what a spreadsheet has destroyed is refused") {
    CHECK(fate_of("6.22202E+18") == "account.scientific");
    CHECK(fate_of("6E18") == "account.scientific");
    CHECK(fate_of("6228480402564890000") == "account.scientific");
    CHECK(fate_of("6225880123456780") == "account.card_checksum");  // sixteen digits may end in a zero by chance
    CHECK(fate_of("E1234567") == "account.syntax");
}

TEST_CASE("a card belongs to the bank of its prefix") {
    auto const* card = card_prefix_of("6228480402564890018", tables().cards);
    REQUIRE(card != nullptr);
    CHECK(card->bank_type == "103");
    CHECK(card_prefix_of("622848", tables().cards) == nullptr);
}

TEST_CASE("a table of cards leaves no number to two banks") {
    std::string const head = "prefix\tlength\tbank_type\tkind\n";
    auto const cards =
        card_prefixes_of(head + "622849\t19\t103\tdebit\n62284\t18\t104\tdebit\n622848\t19\t102\tdebit\n");
    REQUIRE(cards);
    auto const bank_of = [&](std::string_view number) {
        auto const* card = card_prefix_of(number, *cards);
        return card == nullptr ? std::string("none") : card->bank_type;
    };
    CHECK(bank_of("6228480402564890018") == "102");
    CHECK(bank_of("6228490402564890018") == "103");
    CHECK(bank_of("622849040256489001") == "104");
    CHECK(bank_of("6228500402564890018") == "none");
    CHECK(bank_of("6228470402564890018") == "none");
    CHECK(bank_of("62284904025648900180") == "none");
    CHECK(code_of(card_prefixes_of(head + "622848\t19\t103\tdebit\n62284\t19\t102\tdebit\n")) == "settings.value");
}
