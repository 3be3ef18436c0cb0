#include "sheet/headings.hpp"

#include "core/tab_table.hpp"
#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;
using sheet::Word;
using sheet::Words;
using sheet::WordUse;

namespace {

Words words() {
    return Words({{"payee_name", "姓名", WordUse::is},
                  {"amount", "金额", WordUse::is},
                  {"amount", "Amount due", WordUse::is},
                  {"payee_name", "领取人", WordUse::ask},
                  {"channel", "现 金", WordUse::value, "cash"},
                  {"-", "合计", WordUse::total},
                  {"-", "制表人", WordUse::footer}});
}

std::string field(std::string_view heading) {
    auto const meaning = words().heading(heading);
    return meaning ? meaning->field + (meaning->use == WordUse::ask ? "?" : "") : "";
}

}  // namespace

TEST_CASE("a heading is known by its words, however it is spaced, widened or written large") {
    CHECK(field("姓名") == "payee_name");
    CHECK(field("姓　名") == "payee_name");
    CHECK(field(" 姓\n名 ") == "payee_name");
    CHECK(field("AMOUNT DUE") == "amount");
    CHECK(field("ａｍｏｕｎｔ　ｄｕｅ") == "amount");
    CHECK(field("payee_name") == "payee_name");
    CHECK(field("领取人") == "payee_name?");
    CHECK(field("电话号码").empty());
}

TEST_CASE("a unit in brackets is taken out, and ten thousands are another field") {
    CHECK(field("金额（元）") == "amount");
    CHECK(field("金额(人民币)") == "amount");
    CHECK(field("Amount due (CNY)") == "amount");
    CHECK(field("金额（万元）") == "amount_wan");
    CHECK(field("姓名（万元）").empty());
    CHECK(field("金额（公斤）").empty());
}

TEST_CASE("a total is a whole word at the beginning of a row and a footer begins one") {
    CHECK(words().is_total("合 计"));
    CHECK(words().is_total("合计："));
    CHECK(words().is_total("合计(大写)：玖拾元整"));
    CHECK_FALSE(words().is_total("合计华"));
    CHECK(words().is_footer("制表人：李娜"));
    CHECK_FALSE(words().is_footer("李娜"));
}

TEST_CASE("a cell of a field with words of its own is understood") {
    CHECK(words().value("channel", "现金") == "cash");
    CHECK(words().value("channel", "bank") == "bank");
    CHECK(words().value("payee_kind", "现金") == "现金");
}
