#include "core/national_account.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("an Argentine CBU has two check digits") {
    CHECK(code_of(check_ar_cbu("2850590940090418135201")) == "ok");
    CHECK(code_of(check_ar_cbu("2850590940090418135202")) == "identifier.checksum");
    CHECK(code_of(check_ar_cbu("2850591940090418135201")) == "identifier.checksum");
    CHECK(code_of(check_ar_cbu("285059094009041813520")) == "identifier.syntax");
    CHECK(code_of(check_ar_cbu("28505909 40090418135201")) == "identifier.syntax");
    CHECK(code_of(check_ar_cbu("0000000000000000000000")) == "identifier.syntax");
}

// Central Bank of Nigeria, NUBAN standard: bank 011, serial 000001457, check digit 9.
TEST_CASE("the NUBAN of the Central Bank's example holds with its bank's code") {
    CHECK(code_of(check_ng_nuban("011 0000014579")) == "ok");
    CHECK(code_of(check_ng_nuban("011 0000014578")) == "account.check_digits");
    CHECK(code_of(check_ng_nuban("012 0000014579")) == "account.check_digits");
    CHECK(code_of(check_ng_nuban("0000014579")) == "account.not_checkable");
    CHECK(code_of(check_ng_nuban("01 0000014579")) == "account.syntax");
    CHECK(code_of(check_ng_nuban("011 000001457X")) == "account.syntax");
}

// 50547 is written 950547: 9*3 + 5*7 + 0*3 + 5*3 + 4*7 + 7*3 = 126, then serial 000000001: 1*3; 129 leaves 9.
TEST_CASE("other Nigerian institutions have codes of five digits") {
    CHECK(code_of(check_ng_nuban("50547 0000000011")) == "ok");
    CHECK(code_of(check_ng_nuban("50547 0000000012")) == "account.check_digits");
}

TEST_CASE("a Hong Kong account has bank, branch and six to nine digits") {
    CHECK(code_of(check_hk_account("004-123-456789")) == "ok");
    CHECK(code_of(check_hk_account("004-123-456789-838")) == "ok");
    CHECK(code_of(check_hk_account("004-123-45678")) == "account.syntax");
    CHECK(code_of(check_hk_account("004-123-4567890123")) == "account.syntax");
    CHECK(code_of(check_hk_account("004-123-45678A")) == "account.syntax");
}

TEST_CASE("a Japanese account has fourteen digits, and perhaps a name in half-width katakana") {
    CHECK(code_of(check_jp_account("0001-001-1234567")) == "ok");
    CHECK(code_of(check_jp_account("0001-001-1234567 ﾔﾏﾀﾞ ﾀﾛｳ")) == "ok");
    CHECK(code_of(check_jp_account("0001-001-123456")) == "account.syntax");
    CHECK(code_of(check_jp_account("0001-001-1234567ﾔﾏﾀﾞ")) == "account.syntax");
    CHECK(code_of(check_jp_account("0000-000-0000000")) == "account.syntax");
    CHECK(code_of(check_jp_account("0001-001-1234567 山田太郎")) == "person.name_characters");
}

TEST_CASE("a name for Zengin has its characters and no others") {
    CHECK(code_of(check_zengin_name("ｶ)ﾔﾏﾀﾞｼﾖｳｼﾞ")) == "ok");
    CHECK(code_of(check_zengin_name("ABC-123 (ﾄｳｷﾖｳ)/｢X｣.,\\")) == "ok");
    CHECK(code_of(check_zengin_name("ﾔﾏﾀﾞｼｮｳｼﾞ")) == "person.name_characters");  // small letters
    CHECK(code_of(check_zengin_name("ﾕｰｻﾞ")) == "person.name_characters");       // the long sound is a hyphen
    CHECK(code_of(check_zengin_name("ヤマダ")) == "person.name_characters");
    CHECK(code_of(check_zengin_name("yamada")) == "person.name_characters");
    CHECK(code_of(check_zengin_name("")) == "person.name_characters");
    CHECK(code_of(check_zengin_name("\xFF")) == "person.name_characters");
    CHECK(code_of(check_zengin_name(std::string(30, 'A'))) == "ok");
    CHECK(code_of(check_zengin_name(std::string(31, 'A'))) == "person.name_characters");
}
