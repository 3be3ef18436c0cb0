#include "vetting/person_rules.hpp"

#include "vetting/bench.hpp"

using namespace bench;

namespace {

// The payee was born on 1997-09-25, and the seventeenth character of the number is odd: a man (GB 11643).
std::string const wide = "payee_name,payee_id,account_no,bank_code,category,amount,birth,gender\n";

std::string born(std::string const& birth, std::string const& gender) {
    return "毛红燕,51019919970925025X,6299990000000007751,102100099996,general,500.00," + birth + "," + gender + "\n";
}

std::string const age_rule = "[[rules]]\ncode = \"person.age\"\nseverity = \"held\"\nminimum = 28\nmaximum = 60\n";

}  // namespace

TEST_CASE("age counts whole years on the execution date") {
    Bench bench;
    bench.set_rules(age_rule);
    bench.execution_date = *parse_day("2025-09-24");
    auto const young = bench.check(row_2);
    REQUIRE(codes_of(young.findings) == Codes{ErrorCode::person_age});
    CHECK(young.findings[0].arguments == std::vector<std::string>{"27", "28", "60"});
    bench.execution_date = *parse_day("2025-09-25");
    CHECK(bench.codes(row_2).empty());
    bench.execution_date = *parse_day("2058-09-24");
    CHECK(bench.codes(row_2).empty());
    bench.execution_date = *parse_day("2058-09-25");
    CHECK(bench.codes(row_2) == Codes{ErrorCode::person_age});
}

TEST_CASE("a rule is in force only between its dates") {
    Bench bench;
    bench.set_rules(age_rule + "from = 2026-01-21\n");
    bench.execution_date = *parse_day("2025-09-24");
    CHECK(bench.codes(row_2).empty());
    bench.set_rules(age_rule + "until = 2025-09-24\n");
    CHECK(bench.codes(row_2) == Codes{ErrorCode::person_age});
    bench.execution_date = *parse_day("2025-09-25");
    CHECK(bench.codes(row_2).empty());
}

TEST_CASE("a rule confined to other categories or funds does not speak of this line") {
    Bench bench;
    bench.execution_date = *parse_day("2025-09-24");
    bench.set_rules(age_rule + "categories = [\"special\"]\n");
    CHECK(bench.codes(row_2).empty());
    bench.set_rules(age_rule + "funds = [\"other\"]\n");
    CHECK(bench.codes(row_2).empty());
    bench.set_rules(age_rule + "categories = [\"general\"]\nfunds = [\"main\"]\n");
    CHECK(bench.codes(row_2) == Codes{ErrorCode::person_age});
}

TEST_CASE("birth date and sex agree with the identity number or hold the line") {
    Bench bench;
    auto const check = [&](std::string const& birth, std::string const& gender) {
        return bench.codes(born(birth, gender), wide);
    };
    CHECK(check("1997-09-25", "男").empty());
    CHECK(check("", "").empty());
    CHECK(check("1997-09-26", "") == Codes{ErrorCode::person_birth_date});
    CHECK(check("", "女") == Codes{ErrorCode::person_sex});
    for (auto const* same :
         {"1997年9月25日", "1997.9.25", "1997/09/25", "19970925", "1997-09", "199709", "1997年9月"}) {
        CHECK(check(same, "").empty());
    }
    for (auto const* other : {"25/09/1997", "1997", "1997-25-09", "97-09-25", "35698", "unknown"}) {
        CHECK(check(other, "") == Codes{ErrorCode::person_birth_date});
    }
}
