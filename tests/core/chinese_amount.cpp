#include "core/chinese_amount.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

std::int64_t fen(std::string_view text) {
    auto const amount = parse_capital_amount(text);
    return amount ? *amount : -1;
}

}  // namespace

TEST_CASE("capital numerals are read as the rules of the People's Bank write them") {
    // The first five are the examples of annex 1 of the rules.
    CHECK(fen("人民币壹仟肆佰零玖元伍角") == 140950);
    CHECK(fen("人民币陆仟零柒元壹角肆分") == 600714);
    CHECK(fen("人民币壹仟陆佰捌拾元零叁角贰分") == 168032);
    CHECK(fen("人民币壹拾万柒仟元零伍角叁分") == 10700053);
    CHECK(fen("人民币壹万陆仟肆佰零玖元零贰分") == 1640902);
    CHECK(fen("玖拾捌万捌仟捌佰元整") == 98880000);
    CHECK(fen("伍佰元正") == 50000);
    CHECK(fen("拾元整") == 1000);
    CHECK(fen("壹亿零叁万圆整") == 10003000000);
    CHECK(fen("壹仟叁佰万元整") == 1300000000);
    CHECK(fen("伍角") == 50);
}

TEST_CASE("what is no such amount is refused") {
    for (auto const* text :
         {"", "元整", "伍佰", "500元整", "伍陆元整", "伍佰元整整", "伍佰整元", "伍佰元角", "五百块"}) {
        INFO(text);
        CHECK(fen(text) == (std::string_view(text) == "元整" ? 0 : -1));
    }
    CHECK(parse_capital_amount("伍佰").error().code == ErrorCode::amount_capitals);
}
