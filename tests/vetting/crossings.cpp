#include "vetting/crossings.hpp"

#include "vetting/bench.hpp"

using namespace bench;

TEST_CASE("what is found does not depend on whether the lines fit into memory") {
    Bench bench;
    auto const terms = bench.terms();
    vetting::Crossings crossings(terms);
    // More lines than stay in memory; the last of them is the first one's person and account again.
    constexpr std::uint32_t count = 90'000;
    vetting::CheckedLine checked{Line{.amount = yuan(1)}, {}, {}};
    for (std::uint32_t row = 2; row <= count; ++row) {
        auto const who = row == count ? 2 : row;
        checked.line.number = {0, row};
        checked.line.person_key = {static_cast<std::uint8_t>(who), static_cast<std::uint8_t>(who >> 8U),
                                   static_cast<std::uint8_t>(who >> 16U)};
        checked.keys.account = checked.line.person_key;
        REQUIRE(crossings.add(checked, 0));
    }
    std::vector<vetting::Remark> remarks;
    REQUIRE(crossings.find({"general"}, nullptr, [&](vetting::Remark const& remark) { remarks.push_back(remark); }));
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].line.row == count);
    CHECK(remarks[0].finding.code == ErrorCode::person_duplicate);
    CHECK(remarks[0].finding.arguments == std::vector<std::string>{"2"});
}

TEST_CASE("a line that waits as a duplicate is not asked about further") {
    Bench bench;
    bench.set_rules(
        "[[rules]]\ncode = \"amount.cap_person_time\"\nseverity = \"held\"\namount = \"600.00\"\n"
        "currency = \"CNY\"\n");
    auto const survey = taken(bench.survey(heading + row_2 + row_2));
    CHECK(codes_of(survey.findings) == Codes{ErrorCode::person_duplicate});
}

TEST_CASE("a namesake is found by name and birth date and names the other row") {
    Bench bench;
    // Two numbers of one birth date and name; both pass ISO 7064 MOD 11-2.
    auto const other = replaced(replaced(row_2, "51019919970925025X", "510199199709250276"), "6299990000000007751",
                                "6299990000000007785");
    auto const survey = taken(bench.survey(heading + row_2 + other));
    CHECK(codes_of(survey.findings) == Codes{ErrorCode::person_namesake});
    REQUIRE(survey.verdicts.size() == 1);
    CHECK(survey.verdicts.begin()->first.row == 3);
}
