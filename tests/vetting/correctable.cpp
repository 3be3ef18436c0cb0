#include "vetting/correctable.hpp"

#include "corrections.hpp"

using namespace corrections;

TEST_CASE("only what failed on the bank's word is corrected") {
    Bench bench;
    CHECK(bench.refusal(mended_2) == "correction.line_not_failed 2:1");
    bench.say(2, EvidenceKind::accepted);
    CHECK(bench.refusal(mended_2) == "correction.line_not_failed 2:1");
    bench.say(2, EvidenceKind::debited, {}, yuan(500));
    CHECK(bench.refusal(mended_2) == "correction.line_not_failed 2:1");
    // Rejected and debited exclude each other: a conflict is nobody's correction.
    bench.say(2, EvidenceKind::rejected, "AC04");
    CHECK(bench.refusal(mended_2) == "correction.line_not_failed 2:1");
}

TEST_CASE("a person who has died is not paid again") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "MD07");
    CHECK(bench.refusal(mended_2) == "correction.reason_final 2:1");
}

TEST_CASE("a payment that may hide in a missing statement keeps its line from being corrected") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    // A gap of long ago hides nothing of today.
    bench.statement(1, yuan(9000), yuan(9000), "2026-01-02");
    bench.statement(3, yuan(9000), yuan(9000), "2026-01-12");
    bench.statement(4, yuan(9000), yuan(8000), "2026-01-20");
    bench.statement(6, yuan(8000), yuan(8000), "2026-01-22");
    CHECK(bench.refusal(mended_2) == "correction.chain_broken 2:1");
    bench.statement(5, yuan(8000), yuan(8000), "2026-01-21");
    CHECK(bench.correct(columns + mended_2, 1, yuan(450)).list);
}

TEST_CASE("statements that do not join keep a line from being corrected, too") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    bench.statement(1, yuan(9000), yuan(8000), "2026-01-20");
    bench.statement(2, yuan(7999), yuan(7999), "2026-01-21");
    CHECK(bench.refusal(mended_2) == "correction.chain_broken 2:1");
}

TEST_CASE("a line that waits for more than an account is not mended by a correction") {
    for (auto const* finding : {"person.duplicate", "payout.already_approved", "person.id_missing", "stop.listed"}) {
        INFO(finding);
        Bench bench;
        REQUIRE(bench.office.store().execute("UPDATE line SET finding = '" + std::string(finding) + "' WHERE row = 5"));
        CHECK(bench.refusal(mended_5, yuan(200)) == "correction.line_not_curable 2:1");
    }
    for (auto const* finding : {"account.cnaps_checksum", "amount.beyond_standard", "person.name_characters"}) {
        INFO(finding);
        Bench bench;
        REQUIRE(bench.office.store().execute("UPDATE line SET finding = '" + std::string(finding) + "' WHERE row = 5"));
        CHECK(bench.correct(columns + mended_5, 1, yuan(200)).list);
    }
}

TEST_CASE("a refused and a cancelled line are not corrected") {
    for (auto const* state : {"refused", "cancelled"}) {
        INFO(state);
        Bench bench;
        REQUIRE(bench.office.store().execute("UPDATE line SET state = '" + std::string(state) + "' WHERE row = 5"));
        CHECK(bench.refusal(mended_5, yuan(200)) == "correction.line_not_failed 2:1");
    }
}
