#include "core/chinese_bank.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a bank is told by the name that lists give it") {
    auto const type_named = [](std::string_view stated) {
        auto const* bank = bank_named(stated, tables().chinese_banks);
        return bank == nullptr ? "-" : bank->type;
    };
    CHECK(type_named("中国农业银行") == "103");
    CHECK(type_named("农业银行清水县支行") == "103");
    CHECK(type_named("中国银行") == "104");
    CHECK(type_named("农行") == "103");
    CHECK(type_named("清水县农村信用社") == "402");
    CHECK(type_named("兴业县农村信用社") == "402");  // a county of that name; the longer name counts
    CHECK(type_named("ICBC") == "102");
    CHECK(type_named("ABCD") == "-");
    CHECK(type_named("民生村镇") == "-");  // two names, equally long
    CHECK(type_named("") == "-");
}

TEST_CASE("a row of Chinese banks that is not as it should be is told") {
    auto const read = [](std::string const& row) {
        return code_of(chinese_banks_of("bank_type\tfamily\tname\tsynonyms\n" + row));
    };
    CHECK(read("102\t102\t中国工商银行\t-\n") == "ok");
    CHECK(read("10\t102\t中国工商银行\t-\n") == "settings.value");
    CHECK(read("102\tICBC\t中国工商银行\t-\n") == "settings.value");
}
