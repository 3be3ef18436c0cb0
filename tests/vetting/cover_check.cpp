#include "vetting/cover_check.hpp"

#include "vetting/bench.hpp"

using namespace bench;

namespace {

Codes judged(Bench& bench, std::string const& rows, settings::Cover const& cover) {
    return codes_of(vetting::judge(taken(bench.survey(rows)), cover, bench.office.programme(), "list.cover.toml"));
}

/// What the rules say of a list as a whole with this cover.
std::vector<Finding> ruled(Bench& bench, settings::Cover const& cover,
                           std::vector<store::RegisterRecord> const& registers = {}) {
    auto const calendar = taken(bench.office.formats().calendar("cn"));
    return taken(vetting::judge_list(bench.terms(), cover, calendar, registers, "list.cover.toml"));
}

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

TEST_CASE("a cover that agrees with its rows is not judged") {
    Bench bench;
    CHECK(judged(bench, good_rows, bench.office.cover()).empty());
}

TEST_CASE("each sum of the cover is compared with the rows") {
    Bench bench;
    auto cover = bench.office.cover();
    cover.count = 4;
    CHECK(judged(bench, good_rows, cover) == Codes{ErrorCode::cover_count});
    cover = bench.office.cover();
    cover.total = yuan(1201);
    CHECK(judged(bench, good_rows, cover) == Codes{ErrorCode::cover_total});
    cover = bench.office.cover();
    cover.cash_total = yuan(1);
    CHECK(judged(bench, good_rows, cover) == Codes{ErrorCode::cover_total});
    cover = bench.office.cover();
    cover.sums = {{"general", 2, yuan(1200)}};
    CHECK(judged(bench, good_rows, cover) == Codes{ErrorCode::cover_sum});
    cover.sums = {};
    CHECK(judged(bench, good_rows, cover) == Codes{ErrorCode::cover_sum});
}

TEST_CASE("a list with too many faults is told the most frequent of them") {
    Bench bench;
    bench.office.set_programme(
        replaced(programme_text, "approvals_required", "identity_required = false\napprovals_required"));
    auto const told = [&](std::string const& rows) {
        auto const judged =
            vetting::judge(taken(bench.survey(rows)), bench.office.cover(), bench.office.programme(), "cover");
        auto const found = std::find_if(judged.begin(), judged.end(),
                                        [](auto const& finding) { return finding.code == ErrorCode::list_faults; });
        REQUIRE(found != judged.end());
        return found->value;
    };
    // Of the two codes amount.missing is the first in the alphabet.
    auto const nothing = std::string("person,毛红燕,,,,general,,cash,,,\n");
    CHECK(told(many(7, 1) + nothing) == "amount.syntax");
    CHECK(told(many(60, 10) + nothing) == "amount.syntax");
    CHECK(told(many(3, 1) + nothing + nothing + nothing + nothing) == "amount.missing");
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

TEST_CASE("a public notice lasts its working days and ends before approval without objections") {
    Bench bench;
    bench.set_rules("[[rules]]\ncode = \"list.notice\"\nseverity = \"refused\"\ndays = 5\n");
    auto cover = bench.office.cover();
    CHECK(codes_of(ruled(bench, cover)) == Codes{ErrorCode::list_notice});
    // 12 to 16 January 2026 are five working days; the nineteenth is today.
    cover.notice = settings::Notice{*parse_day("2026-01-12"), *parse_day("2026-01-16"), "board", 0};
    CHECK(ruled(bench, cover).empty());
    cover.notice->from = *parse_day("2026-01-13");
    CHECK(codes_of(ruled(bench, cover)) == Codes{ErrorCode::list_notice});
    cover.notice->from = *parse_day("2026-01-08");
    cover.notice->objections = 1;
    CHECK(codes_of(ruled(bench, cover)) == Codes{ErrorCode::list_notice});
    cover.notice->objections = 0;
    cover.notice->to = *parse_day("2026-01-19");
    CHECK(codes_of(ruled(bench, cover)) == Codes{ErrorCode::list_notice});
}

TEST_CASE("a notice over a festival counts the days that were worked") {
    Bench bench;
    bench.set_rules("[[rules]]\ncode = \"list.notice\"\nseverity = \"refused\"\ndays = 5\n");
    auto cover = bench.office.cover();
    // 1 January 2026 is closed, the second and third too, and Sunday the fourth is worked (published working days).
    cover.notice = settings::Notice{*parse_day("2025-12-30"), *parse_day("2026-01-06"), "board", 0};
    CHECK(ruled(bench, cover).empty());
    cover.notice->from = *parse_day("2025-12-31");
    CHECK(codes_of(ruled(bench, cover)) == Codes{ErrorCode::list_notice});
}

TEST_CASE("a programme that does not say what it must is named with what it lacks") {
    Bench bench;
    bench.set_rules("[[rules]]\ncode = \"list.attributes\"\nseverity = \"refused\"\n");
    CHECK(ruled(bench, bench.office.cover()).empty());
    bench.office.set_programme(replaced(programme_text, "place = \"county\"", "place = \"\""));
    auto const findings = ruled(bench, bench.office.cover());
    REQUIRE(codes_of(findings) == Codes{ErrorCode::list_attributes});
    CHECK(findings[0].arguments == std::vector<std::string>{"place"});
}

TEST_CASE("registers that a rule asks for must be there and fresh") {
    Bench bench;
    bench.set_rules(
        "[[rules]]\ncode = \"register.missing\"\nseverity = \"refused\"\nwords = [\"stopped\"]\n"
        "[[rules]]\ncode = \"register.old\"\nseverity = \"refused\"\nwords = [\"stopped\"]\ndays = 30\n");
    auto const cover = bench.office.cover();
    CHECK(codes_of(ruled(bench, cover)) == Codes{ErrorCode::register_missing});
    auto const of_day = [](std::string const& day) {
        return store::RegisterRecord{.kind = store::RegisterKind::stopped, .day = *parse_day(day)};
    };
    CHECK(ruled(bench, cover, {of_day("2025-12-20")}).empty());
    CHECK(codes_of(ruled(bench, cover, {of_day("2025-12-19")})) == Codes{ErrorCode::register_old});
}
