#include "corrections.hpp"

using namespace corrections;

TEST_CASE("a rejected and a held line are paid under their own rows in the second round") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    auto const claim = bench.correct(columns + mended_2 + mended_5, 2, yuan(650));
    REQUIRE(claim.list);
    CHECK(claim.list->round == 2);
    CHECK(bench.count("attempt WHERE live = 1") == 2);
    CHECK(bench.count("line WHERE state = 'held'") == 0);
    CHECK(bench.count("payout_key WHERE row = 5") == 1);
    CHECK(bench.count("audit WHERE record LIKE '%AA0002%'") == 3);  // the list, and each of its two signatures

    auto const correction = *taken(store::list_by_code(bench.office.store(), "AA0002"));
    auto const plan = taken(payout::plan(bench.office.desk(), correction));
    REQUIRE(plan.files.size() == 1);
    CHECK(plan.files[0].message_id == "AA0001F20001");
    CHECK(plan.files[0].control_sum == yuan(650));
    CHECK(bench.count("attempt WHERE attempt = 2 AND live = 1 AND row IN (2, 5)") == 2);
    CHECK(bench.count("attempt WHERE live = 1") == 4);
}

TEST_CASE("a line is corrected again when its correction fails, with the next letter of the round") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    REQUIRE(bench.correct(columns + mended_2, 1, yuan(450)).list);
    auto const again = "2,毛红燕,450.00,毛红燕,6299990000000242366,102100099996,bank,450.00\n";
    // Planned or not: it may still be paid.
    CHECK(codes_of(bench.correct(columns + again, 1, yuan(450)).findings) ==
          Codes{ErrorCode::correction_line_not_failed});
    auto const correction = *taken(store::list_by_code(bench.office.store(), "AA0002"));
    REQUIRE(taken(payout::plan(bench.office.desk(), correction)).files.size() == 1);
    CHECK(codes_of(bench.correct(columns + again, 1, yuan(450)).findings) ==
          Codes{ErrorCode::correction_line_not_failed});
    bench.say(2, EvidenceKind::rejected, "AC04", yuan(0), 2);
    auto const third = bench.correct(columns + again, 1, yuan(450));
    REQUIRE(third.list);
    CHECK(third.list->round == 3);
    CHECK(bench.count("correction WHERE attempt = 3 AND amount = 45000 AND given_up = 0") == 1);
}

TEST_CASE("a line may be paid in cash instead, and then has no attempt") {
    Bench bench;
    auto const rows = columns + "5,胡宗,200.00,胡宗,,,cash,200.00\n";
    auto cover = bench.cover(rows, 0, yuan(0));
    cover.cash_count = 1;
    cover.cash_total = yuan(200);
    cover.sums = {{"general", 1, yuan(200)}};
    REQUIRE(bench.claim(cover, rows).list);
    auto const correction = *taken(store::list_by_code(bench.office.store(), "AA0002"));
    CHECK(taken(payout::plan(bench.office.desk(), correction)).files.empty());
    CHECK(bench.count("correction WHERE channel = 'cash' AND account = ''") == 1);
}

TEST_CASE("a held line whose person got the benefit by another list meanwhile stays held") {
    Bench bench;
    auto const other_rows = office::heading + replaced(row_5, ",,1021", ",6299990000000242366,1021");
    auto other = bench.office.cover(other_rows);
    other.code = *ListCode::parse("AA0009");
    other.count = 1;
    other.total = yuan(200);
    other.sums = {{"general", 1, yuan(200)}};
    REQUIRE(taken(payout::claim(bench.office.desk(), list_of(bench.office, bench.office.lay(other, other_rows)))).list);
    auto const claim = bench.correct(columns + mended_5, 1, yuan(200));
    CHECK_FALSE(claim.list);
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::payout_already_approved});
    CHECK(claim.findings.at(0).position.row == 2);
    CHECK(bench.count("line WHERE state = 'held'") == 1);
}

TEST_CASE("a held line that goes on must find its money in the fund") {
    Bench bench;
    bench.office.set_programme(replaced(programme_text, "2000.00", "1399.99"));
    auto const claim = bench.correct(columns + mended_5, 1, yuan(200));
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::fund_overdrawn});
    CHECK(bench.count("correction") == 0);
    bench.office.set_programme(replaced(programme_text, "2000.00", "1400.00"));
    CHECK(bench.correct(columns + mended_5, 1, yuan(200)).list);
}

TEST_CASE("the cover's totals are compared with what is paid now") {
    Bench bench;
    CHECK(codes_of(bench.correct(columns + mended_5, 1, yuan(199)).findings) ==
          Codes{ErrorCode::cover_total, ErrorCode::cover_sum});
    CHECK(bench.count("correction") == 0);
}

TEST_CASE("after the last letter no round is left") {
    Bench bench;
    auto record = bench.list();
    record.kind = "correction";
    record.of_list = record.list;
    for (record.round = 2; record.round <= 35; ++record.round) {
        record.code = "AB00" + std::to_string(record.round);
        record.cover_sha256 = record.code;
        REQUIRE(store::ListWriter::begin(bench.office.store(), record, {}));
    }
    auto const claim = bench.correct(columns + mended_5, 1, yuan(200));
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::correction_rounds});
}

TEST_CASE("a correction is of a list with lines, of the same programme and fund") {
    Bench bench;
    auto const refused = [&](settings::Cover const& cover) {
        auto const intake = taken(payout::intake(bench.office.desk(), bench.office.lay(cover, columns + mended_5)));
        return codes_of(intake.findings);
    };
    auto cover = bench.cover(columns + mended_5, 1, yuan(200));
    cover.of = *ListCode::parse("AA0007");
    CHECK(refused(cover) == Codes{ErrorCode::cover_of});
    cover.of.reset();
    CHECK(refused(cover) == Codes{ErrorCode::cover_of});
    REQUIRE(bench.correct(columns + mended_5, 1, yuan(200)).list);
    auto of_correction = bench.cover(columns + mended_5, 1, yuan(200));
    of_correction.of = *ListCode::parse("AA0002");
    CHECK(refused(of_correction) == Codes{ErrorCode::cover_of});
}
