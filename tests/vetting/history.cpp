#include "vetting/history.hpp"

#include "payout/claim.hpp"
#include "vetting/bench.hpp"

using namespace bench;

namespace {

std::string rule(std::string const& code, std::string const& more = "") {
    return "[[rules]]\ncode = \"" + code + "\"\nseverity = \"held\"\n" + more;
}

std::string const person_2 = vetting::person_subject("51019919970925025X");
std::string const account_2 = vetting::account_subject("6299990000000007751");
std::string const payee_2 = vetting::payee_subject("6299990000000007751", "毛红燕");

/// The office claims a list of its own, so that there is a past.
void claim_good_rows(Bench& bench, settings::Cover const& cover) {
    auto const list = list_of(bench.office, bench.office.lay(cover));
    REQUIRE(taken(payout::claim(bench.office.desk(), list)).list);
}

}  // namespace

TEST_CASE("nothing is said of people whom the store does not know") {
    Bench bench;
    CHECK(bench.remembered(good_rows).empty());
}

TEST_CASE("who stands on the stop list or works on the programme waits, by person and by account") {
    for (auto const& [kind, subject, code] : std::vector<std::tuple<store::RegisterKind, std::string, ErrorCode>>{
             {store::RegisterKind::stopped, person_2, ErrorCode::person_stopped},
             {store::RegisterKind::stopped, account_2, ErrorCode::account_stopped},
             {store::RegisterKind::staff, person_2, ErrorCode::person_staff},
             {store::RegisterKind::staff, account_2, ErrorCode::account_staff}}) {
        Bench bench;
        bench.office.bring(kind, {{subject, "deceased"}});
        CHECK(bench.remembered(good_rows) == Codes{code});
    }
}

TEST_CASE("only the latest version of a register counts") {
    Bench bench;
    bench.office.bring(store::RegisterKind::stopped, {{person_2, "deceased"}});
    bench.office.bring(store::RegisterKind::stopped, {{account_2, "blocked"}});
    CHECK(bench.remembered(good_rows) == Codes{ErrorCode::account_stopped});
}

TEST_CASE("where registration is asked for, only registered people go") {
    Bench bench;
    bench.set_rules(rule("person.not_registered"));
    CHECK(bench.remembered(heading + row_2) == Codes{ErrorCode::person_not_registered});
    bench.office.bring(store::RegisterKind::registered, {{person_2, ""}});
    CHECK(bench.remembered(heading + row_2).empty());
    CHECK(bench.remembered(heading + row_3) == Codes{ErrorCode::person_not_registered});
    bench.set_rules(rule("person.not_registered", "categories = [\"special\"]\n"));
    CHECK(bench.remembered(heading + row_3).empty());
}

TEST_CASE("more than last period is told and goes on") {
    Bench bench;
    bench.office.bring(store::RegisterKind::previous, {{person_2, ""}}, "2025-02-01", 49'999);
    CHECK(bench.remembered(heading + row_2) == Codes{ErrorCode::amount_above_previous});
    bench.office.bring(store::RegisterKind::previous, {{person_2, ""}}, "2025-02-01", 50'000);
    CHECK(bench.remembered(heading + row_2).empty());
}

TEST_CASE("a verdict of the bank decides where verification is asked for") {
    auto const rules = rule("payee.not_verified", "days = 90\n") + rule("payee.no_match") + rule("payee.close_match") +
                       replaced(rule("payee.not_possible"), "held", "warning");
    auto const with = [&](std::string const& word, std::string const& day = "2026-01-10") {
        Bench bench;
        bench.set_rules(rules);
        bench.office.bring(store::RegisterKind::verdicts, {{payee_2, word}}, day);
        return bench.remembered(heading + row_2);
    };
    CHECK(with("match").empty());
    CHECK(with("close_match") == Codes{ErrorCode::payee_close_match});
    CHECK(with("no_match") == Codes{ErrorCode::payee_no_match});
    CHECK(with("not_possible") == Codes{ErrorCode::payee_not_possible});
    // 90 days before the nineteenth of January are still good.
    CHECK(with("match", "2025-10-21").empty());
    CHECK(with("match", "2025-10-20") == Codes{ErrorCode::payee_not_verified});
    Bench bench;
    bench.set_rules(rules);
    CHECK(bench.remembered(heading + row_2) == Codes{ErrorCode::payee_not_verified});
}

TEST_CASE("verdicts of an earlier check still count, each as long as its own day allows") {
    Bench bench;
    bench.set_rules(rule("payee.not_verified", "days = 90\n") + rule("payee.no_match"));
    auto const other = vetting::payee_subject("6299990000000007769", "邱辉梅");
    bench.office.bring(store::RegisterKind::verdicts, {{payee_2, "no_match"}}, "2025-10-21");
    bench.office.bring(store::RegisterKind::verdicts, {{other, "match"}});
    CHECK(bench.remembered(heading + row_2 + row_3) == Codes{ErrorCode::payee_no_match});
    bench.office.bring(store::RegisterKind::verdicts, {{payee_2, "match"}});
    CHECK(bench.remembered(heading + row_2 + row_3).empty());
    bench.office.bring(store::RegisterKind::verdicts, {{payee_2, "match"}}, "2025-10-20");
    CHECK(bench.remembered(heading + row_2 + row_3) == Codes{ErrorCode::payee_not_verified});
}

TEST_CASE("what a bank said of a payee counts where nobody asked for it, too") {
    Bench bench;
    bench.office.bring(store::RegisterKind::verdicts, {{payee_2, "no_match"}});
    CHECK(bench.remembered(heading + row_2 + row_3) == Codes{ErrorCode::payee_no_match});
}

TEST_CASE("the verdict of another name does not count") {
    Bench bench;
    bench.set_rules(rule("payee.not_verified", "days = 90\n"));
    bench.office.bring(store::RegisterKind::verdicts,
                       {{vetting::payee_subject("6299990000000007751", "毛红艳"), "match"}});
    CHECK(bench.remembered(heading + row_2) == Codes{ErrorCode::payee_not_verified});
}

TEST_CASE("a benefit that another list granted waits, and so does the same amount to the same account") {
    Bench bench;
    claim_good_rows(bench, bench.office.cover());
    CHECK(bench.remembered(heading + row_2) == Codes{ErrorCode::payout_already_approved, ErrorCode::payout_similar});
    // Another category and amount is another benefit.
    CHECK(bench.remembered(heading + replaced(replaced(row_2, "general", "special"), "500.00", "499.00")).empty());
}

TEST_CASE("the same amount to an account is no longer alike when days have passed") {
    Bench bench;
    claim_good_rows(bench, bench.office.cover());
    auto const other = heading + replaced(row_2, "general", "special");
    bench.execution_date = *parse_day("2026-01-25");
    CHECK(bench.remembered(other) == Codes{ErrorCode::payout_similar});
    bench.execution_date = *parse_day("2026-01-26");
    CHECK(bench.remembered(other).empty());
}

TEST_CASE("the cap of the year counts what other lists of that year granted") {
    Bench bench;
    claim_good_rows(bench, bench.office.cover());
    bench.set_rules(rule("amount.cap_person_year", "amount = \"900.00\"\ncurrency = \"CNY\"\n"));
    auto const more = [&](std::string const& amount) {
        return heading + replaced(replaced(row_2, "general", "special"), "500.00", amount);
    };
    CHECK(bench.remembered(more("400.00")).empty());
    CHECK(bench.remembered(more("400.01")) == Codes{ErrorCode::amount_cap_person_year});
    bench.execution_date = *parse_day("2027-01-20");
    CHECK(bench.remembered(more("900.00")).empty());
}

TEST_CASE("money from another programme of the period is told") {
    Bench bench;
    claim_good_rows(bench, bench.office.cover());
    bench.office.write("programmes/summer.toml", programme_text);
    auto const summer = settings::load_programme(bench.office.home() / "programmes" / "summer.toml");
    REQUIRE(summer);
    auto terms = bench.terms();
    vetting::Terms const of_summer{.programme = *summer,
                                   .profile = terms.profile,
                                   .tables = terms.tables,
                                   .person_digest = terms.person_digest,
                                   .rules = terms.rules,
                                   .today = terms.today,
                                   .execution_date = *parse_day("2026-03-01"),
                                   .unit = "union",
                                   .file = "rows.csv",
                                   .words = terms.words,
                                   .said = {}};
    auto history = vetting::History::open(bench.office.store(), of_summer);
    REQUIRE(history);
    auto const survey =
        taken(vetting::survey(of_summer, bench.office.write("inbox/lists/rows.csv", heading + row_2), &*history));
    REQUIRE(codes_of(survey.findings) == Codes{ErrorCode::person_in_other_programme});
    CHECK(survey.findings[0].arguments == std::vector<std::string>{"AA0001"});
    CHECK(survey.verdicts.empty());
}
