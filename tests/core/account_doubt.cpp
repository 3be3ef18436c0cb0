#include "core/account_doubt.hpp"

#include "core/clearing_number.hpp"
#include "core/cnaps.hpp"
#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// The code of a doubt with what it tells, or "-".
std::string told(std::optional<Error> const& doubt) {
    if (!doubt) {
        return "-";
    }
    auto text = std::string(text_of(doubt->code));
    for (auto const& argument : doubt->arguments) {
        text += " " + argument;
    }
    return text;
}

}  // namespace

TEST_CASE("the bank that the list names is held against card and bank code") {
    auto const doubt = [](std::string_view stated, std::string_view number, std::string_view cnaps) {
        return told(doubt_bank(stated, number, cnaps, tables()));
    };
    auto const* farmers_card = "6228480402564890018";
    CHECK(doubt("农业银行", farmers_card, "") == "-");
    CHECK(doubt("中国工商银行", farmers_card, "") == "account.bank_differs 中国工商银行 中国农业银行");
    CHECK(doubt("农行", "", "102100099996") == "account.bank_differs 中国农业银行 中国工商银行");
    CHECK(doubt("农行", "", "102100099995") == "-");  // no bank's code
    CHECK(doubt("某某银行", farmers_card, "102100099996") == "-");
    CHECK(doubt("农行", "1234567890", "") == "-");          // no known card
    CHECK(doubt("农村信用社", "", "314593203012") == "-");  // the bank that came of the cooperative
}

TEST_CASE("credit and prepaid cards are no accounts for subsidies") {
    CHECK(told(doubt_card_kind("6259200000000000", tables())) == "account.card_kind");
    CHECK(told(doubt_card_kind("6200300000000000", tables())) == "account.card_kind");
    CHECK(told(doubt_card_kind("6228480402564890018", tables())) == "-");
    CHECK(told(doubt_card_kind("622848", tables())) == "-");
}

TEST_CASE("eleven digits like a mobile number are no account") {
    CHECK(told(doubt_phone_number("13800138000")) == "account.phone_number");
    CHECK(told(doubt_phone_number("19912345678")) == "account.phone_number");
    CHECK(told(doubt_phone_number("12012345678")) == "-");
    CHECK(told(doubt_phone_number("23800138000")) == "-");
    CHECK(told(doubt_phone_number("138001380001")) == "-");
    CHECK(told(doubt_phone_number("1380013800A")) == "-");
}

TEST_CASE("a BIC is of the country of its IBAN, or of one that shares those IBANs") {
    auto const doubt = [](std::string_view bic, std::string_view iban) {
        return told(doubt_bic_country(*Bic::parse(bic, tables().countries), *Iban::parse(iban, tables().ibans)));
    };
    CHECK(doubt("DEUTDEFF", "DE89370400440532013000") == "-");
    CHECK(doubt("DEUTFRPP", "DE89370400440532013000") == "account.bic_iban_country FR DE");
    CHECK(doubt("CRLYRERX", "FR1420041010050500013M02606") == "-");
    CHECK(doubt("MIDLJESH", "GB29NWBK60161331926819") == "-");
    CHECK(doubt("CRLYRERX", "DE89370400440532013000") == "account.bic_iban_country RE DE");
}

TEST_CASE("an identity number that a spreadsheet cut is doubted") {
    CHECK(told(doubt_id_digits("110105194912310000")) == "person.id_digits_lost");
    CHECK(told(doubt_id_digits("1.10105E+17")) == "person.id_digits_lost");
    CHECK(told(doubt_id_digits("11010519491231002X")) == "-");
    CHECK(told(doubt_id_digits("110105194912310")) == "-");
    CHECK(told(doubt_id_digits("110105194912310010")) == "-");
}

TEST_CASE("zeros in front are proposed where only they make the number right") {
    CHECK(with_lost_zeros("21000021", 9, check_us_aba) == "021000021");
    CHECK(with_lost_zeros("2010077777777771", 18, check_mx_clabe) == "002010077777777771");
    CHECK_FALSE(with_lost_zeros("21000022", 9, check_us_aba));
    CHECK_FALSE(with_lost_zeros("021000021", 9, check_us_aba));
    CHECK_FALSE(with_lost_zeros("19", 9, check_us_aba));  // more than three are not lost but never were
    CHECK_FALSE(with_lost_zeros("2100002X", 9, check_us_aba));
    CHECK(told(doubt_leading_zeros("USABA", "21000021")) == "account.leading_zeros 021000021");
    CHECK(told(doubt_leading_zeros("CNAPS", "11100000003")) == "account.leading_zeros 011100000003");
    CHECK(told(doubt_leading_zeros("CNAPS", "102100099996")) == "-");
    CHECK(told(doubt_leading_zeros("GBDSC", "12345")) == "-");
}
