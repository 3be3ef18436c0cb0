#include "vetting/survey.hpp"

#include "office.hpp"

using namespace office;

namespace {

struct Bench {
    Office office;
    settings::Profile profile = *office.formats().profile("testbank-cn");
    vetting::LineTerms terms() {
        return {office.programme(),
                profile,
                office.tables(),
                office.digest(),
                *parse_day("2026-01-19"),
                "union",
                "rows.csv",
                office.words(),
                {}};
    }

    Result<vetting::Survey> survey(std::string const& rows) {
        return vetting::survey(terms(), office.write("inbox/lists/rows.csv", rows));
    }
    Codes judged(std::string const& rows, settings::Cover const& cover) {
        return codes_of(vetting::judge(*survey(rows), cover, office.programme(), "list.cover.toml"));
    }
};

/// `count` rows of different people; every `broken`-th has an amount nobody can read.
std::string many(int count, int broken) {
    auto rows = heading;
    for (auto row = 1; row <= count; ++row) {
        rows +=
            "person,毛红燕,,,,general,,cash," + std::string(broken != 0 && row % broken == 0 ? "x" : "1.00") + ",,\n";
    }
    return rows;
}

}  // namespace

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

TEST_CASE("a person who stands twice waits the second time and spends one key") {
    Bench bench;
    auto const again = replaced(row_2, "6299990000000007751", "6299990000000007785");
    auto const survey = taken(bench.survey(heading + row_2 + again));
    REQUIRE(survey.verdicts.size() == 1);
    CHECK(survey.verdicts.begin()->first == LineNumber{0, 3});
    CHECK(survey.verdicts.begin()->second.code == ErrorCode::person_duplicate);
    CHECK(survey.claimants.size() == 1);
}

TEST_CASE("an account in two names holds both lines") {
    Bench bench;
    auto const survey =
        taken(bench.survey(heading + row_2 + replaced(row_3, "6299990000000007769", "6299990000000007751")));
    CHECK(survey.counts.held == 2);
    for (auto const& [line, finding] : survey.verdicts) {
        CHECK(finding.code == ErrorCode::account_shared);
    }
    CHECK(survey.claimants.empty());
}

TEST_CASE("the second reading hands on every line with the verdict of the first") {
    Bench bench;
    auto const rows = heading + row_2 + replaced(row_3, "6299990000000007769", "6299990000000007751") + row_4;
    auto const survey = taken(bench.survey(rows));
    std::vector<LineState> states;
    auto const count = vetting::for_each_line(bench.terms(), survey, bench.office.inbox() / "rows.csv",
                                              [&](Line const& line) -> Status {
                                                  states.push_back(line.state);
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
    CHECK(vetting::survey(bench.terms(), bench.office.inbox() / "rows.csv").error().code == ErrorCode::file_missing);
}

TEST_CASE("a cover that agrees with its rows is not judged") {
    Bench bench;
    CHECK(bench.judged(good_rows, bench.office.cover()).empty());
}

TEST_CASE("each sum of the cover is compared with the rows") {
    Bench bench;
    auto cover = bench.office.cover();
    cover.count = 4;
    CHECK(bench.judged(good_rows, cover) == Codes{ErrorCode::cover_count});
    cover = bench.office.cover();
    cover.total = yuan(1201);
    CHECK(bench.judged(good_rows, cover) == Codes{ErrorCode::cover_total});
    cover = bench.office.cover();
    cover.cash_total = yuan(1);
    CHECK(bench.judged(good_rows, cover) == Codes{ErrorCode::cover_total});
    cover = bench.office.cover();
    cover.sums = {{"general", 2, yuan(1200)}};
    CHECK(bench.judged(good_rows, cover) == Codes{ErrorCode::cover_sum});
    cover.sums = {};
    CHECK(bench.judged(good_rows, cover) == Codes{ErrorCode::cover_sum});
}

TEST_CASE("too many faults hold the whole list") {
    Bench bench;
    auto const faults = [&](std::string const& rows) {
        auto const survey = taken(bench.survey(rows));
        auto cover = bench.office.cover();
        cover.count = 0;
        cover.total = yuan(0);
        cover.cash_count = survey.cash.count;
        cover.cash_total = survey.cash.sum;
        cover.sums = {{"general", survey.cash.count, survey.cash.sum}};
        auto const codes = codes_of(vetting::judge(survey, cover, bench.office.programme(), "list.cover.toml"));
        return std::count(codes.begin(), codes.end(), ErrorCode::list_faults);
    };
    auto const lenient =
        replaced(programme_text, "approvals_required", "identity_required = false\napprovals_required");
    bench.office.set_programme(lenient);
    // Five faults or one in fifty may be accidents; the same fault on a tenth of many lines is not.
    CHECK(faults(many(20, 4)) == 0);
    CHECK(faults(many(24, 4)) == 1);
    CHECK(faults(many(400, 50)) == 0);
    CHECK(faults(many(400, 44)) == 1);
    CHECK(faults(many(50, 10)) == 0);
    CHECK(faults(many(60, 10)) == 1);
    bench.office.set_programme("max_faults = 4\n" + lenient);
    CHECK(faults(many(16, 4)) == 0);
    CHECK(faults(many(20, 4)) == 1);
}
