#include "vetting/unverified.hpp"

#include "vetting/bench.hpp"

using namespace bench;

namespace {

/// Names that are to be verified in a list.
std::vector<std::string> unverified(Bench& bench, std::string const& rows) {
    auto finder = vetting::Unverified::open(&bench.office.store());
    REQUIRE(finder);
    std::vector<std::string> names;
    auto const read =
        finder->for_each(bench.terms(), &bench.office.store(), bench.office.write("inbox/lists/rows.csv", rows),
                         [&](vetting::CheckedLine const& checked) -> Status {
                             names.push_back(checked.line.payee_name);
                             return {};
                         });
    REQUIRE(read);
    return names;
}

void answer(Bench& bench, std::string const& word, std::string const& day) {
    auto const payee = vetting::payee_subject("6299990000000007751", "毛红燕");
    bench.office.bring(store::RegisterKind::verdicts, {{payee, word}}, day);
}

}  // namespace

TEST_CASE("every account and name of lines that go on is asked about once") {
    Bench bench;
    bench.set_rules("[[rules]]\ncode = \"payee.not_verified\"\nseverity = \"held\"\ndays = 90\n");
    auto const again = replaced(row_2, "general", "special");
    auto const refused = replaced(row_4, "300.00", "x");
    CHECK(unverified(bench, heading + row_2 + row_3 + refused) == std::vector<std::string>{"毛红燕", "邱辉梅"});
    CHECK(unverified(bench, heading + replaced(row_2, ",bank,", ",cash,") + row_4) == std::vector<std::string>{"秦珍"});
    // The policy of the programme holds one of two lines of a person; the account is asked about all the same.
    CHECK(unverified(bench, heading + row_2 + again) == std::vector<std::string>{"毛红燕"});
}

TEST_CASE("a verdict spares the question for as many days as the rule says, else for ninety") {
    for (auto const& [rules, last] : std::vector<std::pair<std::string, std::string>>{
             {"", "2025-10-21"},
             {"[[rules]]\ncode = \"payee.not_verified\"\nseverity = \"held\"\ndays = 10\n", "2026-01-09"}}) {
        Bench bench;
        bench.set_rules(rules);
        answer(bench, "no_match", to_text(*parse_day(last) - date::days{1}));
        CHECK(unverified(bench, heading + row_2).size() == 1);
        answer(bench, "no_match", last);
        CHECK(unverified(bench, heading + row_2).empty());
        // Another name on the same account was never asked about.
        CHECK(unverified(bench, heading + replaced(row_2, "毛红燕", "毛红艳")).size() == 1);
    }
}
