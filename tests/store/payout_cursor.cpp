#include "store/answers.hpp"
#include "store/cabinet.hpp"

using namespace cabinet;

TEST_CASE("a payout is told with its own, its batch's and its file's evidence, and only that") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3}), line_of({0, 4})});
    auto const first = cabinet.plan(list, {{0, 2}});
    auto const second = cabinet.plan(list, {{0, 3}}, "AA0001F10002");
    auto const bank_file = cabinet.bank_file();
    Evidence const own{EvidenceKind::debited,    bank_file, 1,   5,     2, yuan(100),
                       *parse_day("2026-01-20"), "r",       "t", "rule"};
    store::AttemptEvidence const of_attempt{list.list, {0, 3}, 1, own};
    REQUIRE(store::add_evidence(cabinet.store(), {&of_attempt, 1}));
    Evidence const accepted{EvidenceKind::accepted, bank_file, 0, 1, 0, {}, {}, {}, {}, {}};
    Evidence const received{EvidenceKind::received, bank_file, 0, 2, 0, {}, {}, {}, {}, {}};
    std::vector<store::FileEvidence> const of_files = {{first.file, 0, received}, {second.file, 1, accepted}};
    REQUIRE(store::add_file_evidence(cabinet.store(), of_files));
    REQUIRE(store::add_file_evidence(cabinet.store(), of_files));

    auto cursor = store::PayoutCursor::open(cabinet.store(), list);
    REQUIRE(cursor);
    std::vector<std::vector<EvidenceKind>> kinds;
    store::PayoutRow row{Line{.amount = yuan(0)}, {}, 0, 0, {}};
    while (*cursor->next(row)) {
        kinds.emplace_back();
        for (auto const& fact : row.evidence) {
            kinds.back().push_back(fact.kind);
        }
        std::sort(kinds.back().begin(), kinds.back().end());
        CHECK(row.attempt.has_value() == (row.line.number.row != 4));
    }
    using Kind = EvidenceKind;
    CHECK(kinds == std::vector<std::vector<Kind>>{{Kind::received}, {Kind::accepted, Kind::debited}, {}});
}

TEST_CASE("evidence comes back as it was kept") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2})});
    cabinet.plan(list, {{0, 2}});
    auto const bank_file = cabinet.bank_file();
    Evidence const own{EvidenceKind::credited_back, bank_file, 1,   5,     2, yuan(100),
                       *parse_day("2026-01-20"),    "AC06",    "t", "rule"};
    store::AttemptEvidence const told{list.list, {0, 2}, 1, own};
    REQUIRE(store::add_evidence(cabinet.store(), {&told, 1}));
    auto cursor = store::PayoutCursor::open(cabinet.store(), list);
    store::PayoutRow row{Line{.amount = yuan(0)}, {}, 0, 0, {}};
    REQUIRE(*cursor->next(row));
    REQUIRE(row.evidence.size() == 1);
    auto const& kept = row.evidence[0];
    CHECK(kept.kind == own.kind);
    CHECK(kept.bank_file == bank_file);
    CHECK(kept.statement == 1);
    CHECK(kept.entry == 5);
    CHECK(kept.detail == 2);
    CHECK(kept.amount == own.amount);
    CHECK(kept.day == own.day);
    CHECK(kept.reason == "AC06");
    CHECK(kept.text == "t");
    CHECK(kept.rule == "rule");
}

TEST_CASE("every attempt of a payout is told with its own evidence and the version of the line it pays") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    cabinet.plan(list, {{0, 2}, {0, 3}});
    auto const bank_file = cabinet.bank_file();
    for (auto const row : {2U, 3U}) {
        store::AttemptEvidence const first{
            list.list, {0, row}, 1, {EvidenceKind::rejected, bank_file, 0, row, 0, {}, {}, "AC04", {}, {}}};
        REQUIRE(store::add_evidence(cabinet.store(), {&first, 1}));
    }
    auto const correction = cabinet.correct(list, {cabinet.corrected(list, {0, 2}, yuan(80), yuan(20))});

    auto cursor = store::PayoutCursor::open(cabinet.store(), list);
    store::PayoutRow row{Line{.amount = yuan(0)}, {}, 0, 0, {}};
    REQUIRE(*cursor->next(row));
    CHECK(row.attempt == 1);
    CHECK(row.evidence.size() == 1);
    CHECK(row.line.account.number == "6299990000000007751");
    CHECK(row.correction == 0);
    CHECK_FALSE(row.given_up);
    CHECK(row.passed_on == yuan(100));
    REQUIRE(*cursor->next(row));
    CHECK(row.line.number.row == 2);
    CHECK_FALSE(row.attempt);
    CHECK(row.line.amount == yuan(80));
    CHECK(row.line.account.number == "6299990000000007769");
    CHECK(row.correction == correction.list);
    CHECK(row.given_up == yuan(20));
    CHECK_FALSE(row.passed_on);
    REQUIRE(*cursor->next(row));
    CHECK(row.line.number.row == 3);
    CHECK(row.attempt == 1);
    CHECK(row.evidence.size() == 1);
    CHECK_FALSE(*cursor->next(row));
}

TEST_CASE("what is said of a correction's file concerns the attempts in it") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2})});
    cabinet.plan(list, {{0, 2}});
    auto const correction = cabinet.correct(list, {cabinet.corrected(list, {0, 2}, yuan(100), yuan(0))});
    auto const file = cabinet.plan(correction, {{0, 2}}, "AA0001F20001");
    Evidence const accepted{EvidenceKind::accepted, cabinet.bank_file(), 0, 1, 0, {}, {}, {}, {}, {}};
    store::FileEvidence const fact{file.file, 0, accepted};
    REQUIRE(store::add_file_evidence(cabinet.store(), {&fact, 1}));
    auto cursor = store::PayoutCursor::open(cabinet.store(), list);
    store::PayoutRow row{Line{.amount = yuan(0)}, {}, 0, 0, {}};
    REQUIRE(*cursor->next(row));
    CHECK(row.evidence.empty());
    REQUIRE(*cursor->next(row));
    CHECK(row.attempt == 2);
    CHECK(row.evidence.size() == 1);
    CHECK_FALSE(*cursor->next(row));
}

TEST_CASE("a held line that was corrected is told once, as it is paid") {
    Cabinet cabinet;
    auto held = line_of({0, 2});
    held.state = LineState::held;
    held.finding = "account.missing";
    auto const list = cabinet.claim(list_record(), {held});
    cabinet.correct(list, {cabinet.corrected(list, {0, 2}, yuan(100), yuan(0))});
    auto cursor = store::PayoutCursor::open(cabinet.store(), list);
    store::PayoutRow row{Line{.amount = yuan(0)}, {}, 0, 0, {}};
    REQUIRE(*cursor->next(row));
    CHECK(row.line.state == LineState::accepted);
    CHECK(row.line.finding.empty());
    CHECK_FALSE(*cursor->next(row));
}
