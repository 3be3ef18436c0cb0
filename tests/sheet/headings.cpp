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

TEST_CASE("what a row above a heading says of amounts is told from the name of an office") {
    using sheet::AmountUnit;
    struct Case {
        std::string_view text;
        AmountUnit unit;
    };
    for (auto const& [text, unit] :
         {Case{"单位：万元", AmountUnit::ten_thousand}, Case{"（金额单位: 万 元）", AmountUnit::ten_thousand},
          Case{"慰问金发放表（单位：万元） 2026-01-10", AmountUnit::ten_thousand}, Case{"单位：元", AmountUnit::one},
          Case{"单位：人民币元 日期：2026", AmountUnit::unsaid}, Case{"单位：千元", AmountUnit::other},
          Case{"金额单位：百", AmountUnit::other}, Case{"单位：示范小学", AmountUnit::unsaid},
          Case{"单位：元氏县总工会", AmountUnit::unsaid}, Case{"单位", AmountUnit::unsaid},
          Case{"", AmountUnit::unsaid}}) {
        CAPTURE(text);
        CHECK(Words::unit_above(text) == unit);
    }
}

TEST_CASE("first letters that no total has do not hide totals written otherwise") {
    CHECK(words().is_total("　合计"));
    CHECK(words().is_total(" 合计"));
    Words const english({{"-", "total", WordUse::total}, {"-", "École", WordUse::footer}});
    CHECK(english.is_total("Ｔotal"));
    CHECK(english.is_total("TOTAL"));
    CHECK(english.is_footer("E\u0301cole primaire"));
    CHECK_FALSE(english.is_total("Thomas"));
    CHECK_FALSE(english.is_total(""));
}

namespace {

/// Every word that formats/lists has.
std::vector<Word> words_of_formats() {
    std::vector<Word> all;
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(source() / "formats/lists")) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::map<std::string_view, WordUse> const uses = {
        {"is", WordUse::is}, {"ask", WordUse::ask}, {"total", WordUse::total}, {"footer", WordUse::footer}};
    for (auto const& file : files) {
        auto const text = read(file);
        auto const rows = read_tab_table(text, {"field", "heading", "use"});
        REQUIRE(rows);
        for (auto const& one : *rows) {
            if (auto const use = uses.find(one.cells[2]); use != uses.end()) {
                all.push_back({std::string(one.cells[0]), std::string(one.cells[1]), use->second});
            }
        }
    }
    return all;
}

/// Where our lists knowingly say something else than the collection of headings.
std::map<std::string, std::string> const said_otherwise = {
    {"慰问现金", "amount?"},          // a column named cash may set the channel
    {"社会保障卡号", "account_no?"},  // the number of the card is not the account behind it
    {"BIC", "bic"},                   // a column of its own, ISO 9362
    {"SWIFT", "bic"},
};

}  // namespace

TEST_CASE("every heading of the collected lists is known, and those with several meanings are asked for") {
    auto const path = shared("data/cn_headers.tsv");
    if (path.empty()) {
        return;
    }
    Words const known(words_of_formats());
    auto const text = read(path);
    auto const rows = read_tab_table(text, {"field", "header", "strength", "ambiguous_with"});
    REQUIRE(rows);
    CHECK(rows->size() == 578);
    for (auto const& one : *rows) {
        auto const field = std::string(one.cells[0]);
        auto const heading = std::string(one.cells[1]);
        CAPTURE(field, heading);
        if (field == "FOOTER_TOTAL") {
            CHECK(known.is_total(heading));
        } else if (field == "FOOTER_SIGN") {
            CHECK(known.is_footer(heading));
        } else if (field == "TITLE") {
            CHECK_FALSE(known.heading(heading));
        } else if (heading == "对方户名" || heading == "对方账号") {
            // Of a statement as well: the other side of an entry.
            CHECK(known.heading(heading)->use == WordUse::ask);
        } else {
            // Two columns of amounts are asked for as duplicates; a total's word is a heading where headings stand.
            auto const other = one.cells[3];
            auto const asks = !other.empty() && other != "FOOTER_TOTAL" && other.find("two such") == std::string::npos;
            auto const meaning = known.heading(heading);
            REQUIRE(meaning);
            auto const special = said_otherwise.find(heading);
            auto const expected = special == said_otherwise.end() ? field + (asks ? "?" : "") : special->second;
            CHECK(meaning->field + (meaning->use == WordUse::ask ? "?" : "") == expected);
        }
    }
}
