#include "payout/claim.hpp"

#include "office.hpp"
#include "payout/plan.hpp"
#include "store/query.hpp"

using namespace office;

namespace {

std::int64_t rows_in(Office& office, std::string const& table) {
    std::int64_t count = 0;
    REQUIRE(store::for_each_row(store::query(office.store(), "SELECT count(*) FROM " + table),
                                [&](store::Statement& row) { count = row.number(0); }));
    return count;
}

payout::Claim claimed(Office& office, settings::Cover const& cover, std::string const& rows = good_rows) {
    return taken(payout::claim(office.desk(), list_of(office, office.lay(cover, rows))));
}

}  // namespace

TEST_CASE("a claimed list stands in the store with its lines, keys, approvals and audit leaf") {
    Office office;
    auto const claim = claimed(office, office.cover());
    REQUIRE(claim.list);
    CHECK(claim.findings.empty());
    CHECK(claim.list->total == yuan(1200));
    CHECK(rows_in(office, "list") == 1);
    CHECK(rows_in(office, "line") == 3);
    CHECK(rows_in(office, "payout_key") == 3);
    CHECK(rows_in(office, "approval") == 2);
    CHECK(rows_in(office, "audit") == 3);  // the list, and each of its two signatures
}

TEST_CASE("a bad line is held or refused and the good lines go") {
    Office office;
    auto const rows = heading + row_2 + replaced(row_3, "6299990000000007769", "6228480000000000019") + row_4;
    auto const claim = claimed(office, office.cover(rows), rows);
    REQUIRE(claim.list);
    CHECK(rows_in(office, "line WHERE state = 'accepted'") == 2);
    CHECK(rows_in(office, "payout_key") == 2);
    REQUIRE_FALSE(claim.findings.empty());
    CHECK(claim.findings.back().position == Position{"rows.csv", "", 3, 4});
}

TEST_CASE("a wrong total on the cover leaves the store as it was") {
    Office office;
    auto cover = office.cover();
    cover.total = yuan(1300);
    auto const claim = claimed(office, cover);
    CHECK_FALSE(claim.list);
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::cover_total});
    for (auto const* table : {"list", "line", "payout_key", "audit"}) {
        CHECK(rows_in(office, table) == 0);
    }
}

TEST_CASE("a fund may be spent to its last cent and not beyond") {
    Office office;
    office.set_programme(replaced(programme_text, "2000.00", "1200.00"));
    CHECK(claimed(office, office.cover()).list);

    Office poorer;
    poorer.set_programme(replaced(programme_text, "2000.00", "1199.99"));
    auto const claim = claimed(poorer, poorer.cover());
    CHECK_FALSE(claim.list);
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::fund_overdrawn});
    CHECK(rows_in(poorer, "line") == 0);
}

TEST_CASE("who got this benefit by another list is held there") {
    Office office;
    REQUIRE(claimed(office, office.cover()).list);
    auto const rows = heading + row_2 +
                      replaced(replaced(row_3, "110199195606180567", "110101199003077571"), "6299990000000007769",
                               "6299990000000007785");
    auto cover = office.cover(rows);
    cover.code = *ListCode::parse("AA0002");
    cover.count = 2;
    cover.total = yuan(900);
    cover.sums = {{"general", 2, yuan(900)}};
    auto const claim = claimed(office, cover, rows);
    REQUIRE(claim.list);
    CHECK(rows_in(office, "line WHERE list = 2 AND state = 'held' AND finding = 'payout.already_approved'") == 1);
    CHECK(rows_in(office, "line WHERE list = 2 AND state = 'accepted'") == 1);
}

TEST_CASE("another instalment is another benefit") {
    Office office;
    office.set_programme(replaced(programme_text, "2000.00", "5000.00"));
    REQUIRE(claimed(office, office.cover()).list);
    auto cover = office.cover();
    cover.code = *ListCode::parse("AA0002");
    cover.instalment = 2;
    cover.execution_date = *parse_day("2026-02-25");
    CHECK(claimed(office, cover).list);
    CHECK(rows_in(office, "line WHERE list = 2 AND state = 'accepted'") == 3);
}

TEST_CASE("a list that changed its findings since approval is told of") {
    Office office;
    auto cover = office.cover();
    cover.findings = {0, 1, 0};
    CHECK(codes_of(claimed(office, cover).findings) == Codes{ErrorCode::list_findings_changed});
}

TEST_CASE("a list that breaks off after lines were written leaves the store as it was") {
    Office office;
    auto rows = heading;
    // More than are written at a time, so that some are being written when the fault is read.
    for (auto line = 0; line < 2'500; ++line) {
        rows += row_2;
    }
    rows += "person,\"";
    auto const claim = claimed(office, office.cover(rows), rows);
    CHECK_FALSE(claim.list);
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::sheet_quote});
    CHECK(rows_in(office, "list") == 0);
    CHECK(rows_in(office, "line") == 0);
    CHECK(claimed(office, office.cover()).list);
}
