#include "reconcile/settle.hpp"

#include "reconcile/morning.hpp"

using namespace morning;

namespace {

std::string const paid_2 = entry({.id = id_of(2), .account = account_of(2)});

}  // namespace

TEST_CASE("a status speaks of the file, the batch or the transfer it names") {
    Morning morning;
    auto const admission = morning.admit(status_report(group("PART") + batch("ACSP", transaction(3, "RJCT", "AC04"))));
    CHECK(admission.facts == 2);
    CHECK(morning.column("SELECT kind FROM file_evidence WHERE batch = 1") == Texts{"accepted"});
    CHECK(morning.evidence(3) == Texts{"rejected"});
    CHECK(morning.column("SELECT reason FROM evidence WHERE row = 3") == Texts{"AC04"});
    CHECK(morning.evidence(2).empty());
}

TEST_CASE("a whole file rejected is one fact about the file") {
    Morning morning;
    CHECK(morning.admit(status_report(group("RJCT"))).facts == 1);
    CHECK(morning.column("SELECT kind FROM file_evidence WHERE batch = 0") == Texts{"rejected"});
}

TEST_CASE("a status of something unknown is told and moves nothing") {
    Morning morning;
    auto const admission = morning.admit(
        status_report(group("ACSP", "AA0009F10001") + batch("ACSP") + batch("ACSP", transaction(9, "RJCT", "AC04"))));
    CHECK(admission.outcome == reconcile::Admission::Outcome::admitted);
    CHECK(admission.facts == 0);
    CHECK(admission.findings.size() == 4);
    for (auto const& finding : admission.findings) {
        CHECK(finding.code == ErrorCode::transfer_unknown);
    }
}

TEST_CASE("a status code nobody knows is kept as received and told") {
    Morning morning;
    auto const admission = morning.admit(status_report(group("PART") + batch("PART", transaction(2, "ZZZZ"))));
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::status_unknown);
    CHECK(morning.evidence(2) == Texts{"received"});
}

TEST_CASE("a booking must agree in amount, currency and account, or it is a conflict") {
    for (auto const& [is, closing] : std::vector<std::pair<Ntry, std::string>>{
             {{.id = id_of(2), .amount = "90.00", .account = account_of(2)}, "910.00"},
             {{.id = id_of(2), .account = account_of(3)}, "900.00"},
         }) {
        Morning morning;
        morning.admit(statement(stmt(1, "1000.00", closing, entry(is))));
        CHECK(morning.evidence(2) == Texts{"mismatch"});
        CHECK(morning.column("SELECT class FROM entry") == Texts{"conflict"});
    }
}

TEST_CASE("money that comes back is a return with the bank's reason") {
    Morning morning;
    morning.admit(
        statement(stmt(1, "1000.00", "1000.00",
                       paid_2 + entry({.id = id_of(2), .account = "", .direction = "CRDT", .reason = "AC06"}))));
    CHECK(morning.evidence(2) == Texts{"credited_back", "debited"});
    CHECK(morning.column("SELECT reason FROM evidence WHERE kind = 'credited_back'") == Texts{"AC06"});
    CHECK(morning.column("SELECT class FROM entry ORDER BY entry") == Texts{"payout_debit", "return"});
}

TEST_CASE("an entry without a reference of ours is kept as unexplained") {
    Morning morning;
    auto const admission = morning.admit(
        statement(stmt(1, "1000.00", "900.00", entry({.id = "SOMEBODY-ELSE", .account = account_of(2)}))));
    CHECK(admission.facts == 0);
    CHECK(morning.column("SELECT class FROM entry") == Texts{"unexplained"});
}

TEST_CASE("a second statement of one number is another file's word against the first's") {
    Morning morning;
    CHECK(morning.verdict(statement(stmt(1, "1000.00", "900.00", paid_2))) == "admitted");
    auto const other = entry({.id = id_of(3), .account = account_of(3)});
    CHECK(morning.verdict(statement(stmt(1, "1000.00", "900.00", other))) == "bank_file.changed");
    CHECK(morning.evidence(3).empty());
}

TEST_CASE("a gap and a broken balance are told and the statement counts") {
    Morning gap;
    gap.admit(statement(stmt(1, "1000.00", "900.00", paid_2)));
    auto const other = entry({.id = id_of(3), .account = account_of(3)});
    auto const after_gap = gap.admit(statement(stmt(3, "900.00", "800.00", other)));
    REQUIRE(after_gap.findings.size() == 1);
    CHECK(after_gap.findings[0].code == ErrorCode::statement_gap);
    CHECK(gap.evidence(3) == Texts{"debited"});

    Morning broken;
    broken.admit(statement(stmt(1, "1000.00", "900.00", paid_2)));
    auto const after_break = broken.admit(statement(stmt(2, "950.00", "850.00", other)));
    REQUIRE(after_break.findings.size() == 1);
    CHECK(after_break.findings[0].code == ErrorCode::statement_balance_break);
}
