#include "vetting/survey.hpp"

#include "vetting/bench.hpp"

using namespace bench;

TEST_CASE("a survey adds up each channel and each category over all lines") {
    Bench bench;
    auto const survey = taken(
        bench.survey(good_rows + "person,张三,,,,special,,cash,50.00,,\nperson,李四,,,,special,,in_kind,70.00,,\n"));
    CHECK(survey.lines == 5);
    CHECK(survey.bank.count == 3);
    CHECK(survey.bank.sum == yuan(1200));
    CHECK(survey.cash.sum == yuan(50));
    CHECK(survey.in_kind.sum == yuan(70));
    CHECK(survey.categories.at("special").count == 2);
    CHECK(survey.categories.at("special").sum == yuan(120));
}

TEST_CASE("a person who stands twice waits the second time") {
    Bench bench;
    auto const again = replaced(row_2, "6299990000000007751", "6299990000000007785");
    auto const survey = taken(bench.survey(heading + row_2 + again));
    REQUIRE(survey.verdicts.size() == 1);
    CHECK(survey.verdicts.begin()->first == LineNumber{0, 3});
    CHECK(survey.verdicts.begin()->second.code == ErrorCode::person_duplicate);
}

TEST_CASE("an account in two names holds both lines") {
    Bench bench;
    auto const survey =
        taken(bench.survey(heading + row_2 + replaced(row_3, "6299990000000007769", "6299990000000007751")));
    CHECK(survey.counts.held == 2);
    for (auto const& [line, finding] : survey.verdicts) {
        CHECK(finding.code == ErrorCode::account_shared);
    }
}

TEST_CASE("what was normalised never crowds out a refusal") {
    Bench bench;
    bench.office.set_programme(
        replaced(programme_text, "approvals_required", "identity_required = false\napprovals_required"));
    auto rows = heading;
    // People of different names: U+4E00 and on, in UTF-8.
    for (std::size_t row = 2; row <= vetting::Survey::kept_findings + 2; ++row) {
        auto const letter =
            std::string{static_cast<char>(0xE4 + (0xE00 + row) / 4096),
                        static_cast<char>(0x80 + (0xE00 + row) / 64 % 64), static_cast<char>(0x80 + row % 64)};
        rows += "person,王" + letter + ",,,,general,,cash,\"1.00 \",,\n";
    }
    auto const survey = taken(bench.survey(rows + "person,张三,,,,general,,cash,x,,\n"));
    REQUIRE(survey.findings.size() == vetting::Survey::kept_findings);
    CHECK(survey.findings.front().code == ErrorCode::amount_syntax);
    CHECK(survey.findings.front().position.row == vetting::Survey::kept_findings + 3);
    CHECK(survey.findings[1].position.row == 2);
    CHECK(survey.findings.back().position.row == vetting::Survey::kept_findings);
    CHECK(survey.counts.refused == 1);
    CHECK(survey.counts.held == 0);
}

TEST_CASE("whoever takes the lines has each as it alone is, and all of them before they are compared") {
    class Taking final : public vetting::LineTaker {
    public:
        Status take(vetting::CheckedLine&& checked) override {
            states.push_back(checked.line.state);
            return {};
        }
        Status all_taken() override {
            whole = states.size();
            return {};
        }
        std::vector<LineState> states;
        std::size_t whole = 0;
    };
    Bench bench;
    auto const rows = heading + row_2 + replaced(row_3, "6299990000000007769", "6299990000000007751") +
                      replaced(row_4, "300.00", "x");
    Taking taking;
    auto const survey =
        taken(vetting::survey(bench.terms(), bench.office.write("inbox/lists/rows.csv", rows), nullptr, &taking));
    CHECK(taking.states == std::vector<LineState>{LineState::accepted, LineState::accepted, LineState::refused});
    CHECK(taking.whole == 3);
    CHECK(survey.verdicts.size() == 2);
}

TEST_CASE("the second reading hands on every line with the verdict of the first") {
    Bench bench;
    auto const rows = heading + row_2 + replaced(row_3, "6299990000000007769", "6299990000000007751") + row_4;
    auto const survey = taken(bench.survey(rows));
    std::vector<LineState> states;
    auto const count = vetting::for_each_line(bench.terms(), survey, bench.office.inbox() / "rows.csv",
                                              [&](vetting::CheckedLine const& checked) -> Status {
                                                  states.push_back(checked.line.state);
                                                  return {};
                                              });
    REQUIRE(count);
    CHECK(*count == 3);
    CHECK(states == std::vector<LineState>{LineState::held, LineState::held, LineState::accepted});
}

TEST_CASE("a list without heading or rows file is a fault of the whole list") {
    Bench bench;
    CHECK(bench.survey("").error().code == ErrorCode::list_empty);
    CHECK(bench.survey("payee_name,amount\n").error().code == ErrorCode::sheet_column_missing);
    fs::remove(bench.office.inbox() / "rows.csv");
    CHECK(vetting::survey(bench.terms(), bench.office.inbox() / "rows.csv", nullptr).error().code ==
          ErrorCode::file_missing);
}
