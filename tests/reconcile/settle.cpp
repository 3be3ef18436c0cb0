#include "reconcile/settle.hpp"

#include "reconcile/morning.hpp"

using namespace morning;

namespace {

std::string const paid_2 = entry({.id = id_of(2), .account = account_of(2)});

}  // namespace

TEST_CASE("a status speaks of the file, the batch or the transfer it names") {
    Morning morning;
    auto const admission = morning.admit(status_report(group("PART") + batch("ACSP", transaction(3, "RJCT", "AC04"))));
    CHECK(admission.facts == 3);
    CHECK(morning.column("SELECT kind FROM file_evidence WHERE batch = 0") == Texts{"accepted"});
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

TEST_CASE("a copy of a file that is refused as a duplicate leaves the first as it is") {
    Morning morning;
    auto const refused =
        replaced(group("RJCT"), "</GrpSts>", "</GrpSts><StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf>");
    auto const admission = morning.admit(status_report(refused));
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::status_duplicate);
    CHECK(morning.column("SELECT kind FROM file_evidence") == Texts{"received"});
    morning.admit(status_report(group("PART") + batch("PART", transaction(2, "RJCT", "AM05"))));
    CHECK(morning.evidence(2) == Texts{"rejected"});
    morning.admit(status_report(group("PART") + batch("PART", transaction(3, "RJCT", "DU04"))));
    CHECK(morning.evidence(3) == Texts{"received"});
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

TEST_CASE("a bank that speaks of another number or sum than the file's is told, and trailing zeros say nothing") {
    Morning morning;
    auto const with_totals = [](std::string const& count, std::string const& sum) {
        return status_report(
            replaced(group("ACSP"), "<GrpSts>",
                     "<OrgnlNbOfTxs>" + count + "</OrgnlNbOfTxs><OrgnlCtrlSum>" + sum + "</OrgnlCtrlSum><GrpSts>"));
    };
    CHECK(morning.admit(with_totals("3", "300.000")).findings.empty());
    auto const other = morning.admit(with_totals("9", "1.0"));
    REQUIRE(other.findings.size() == 2);
    CHECK(other.findings[0].code == ErrorCode::status_totals);
    CHECK(other.findings[1].arguments == Texts{"1.0", "300.00"});
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

TEST_CASE("of two versions of a statement neither counts, whichever came first") {
    auto const other = entry({.id = id_of(3), .account = account_of(3)});
    auto const one = statement(stmt(1, "1000.00", "900.00", paid_2));
    auto const changed = statement(stmt(1, "1000.00", "900.00", other));
    for (auto const& [first, second] : {std::pair(one, changed), std::pair(changed, one)}) {
        Morning morning;
        CHECK(morning.verdict(first) == "admitted");
        CHECK(morning.verdict(second) == "admitted");
        CHECK(morning.evidence(2).empty());
        CHECK(morning.evidence(3).empty());
        CHECK(morning.column("SELECT standing FROM statement") == Texts{"contested", "contested"});
        CHECK(morning.column("SELECT class FROM entry").size() == 2);
        CHECK(morning.column("SELECT class FROM entry_in_force").empty());
    }
}

TEST_CASE("the same statement in other bytes says nothing new, and says so") {
    Morning morning;
    CHECK(morning.admit(statement(stmt(1, "1000.00", "900.00", paid_2))).facts == 1);
    auto const again =
        morning.admit(statement(replaced(stmt(1, "1000.0", "900.000", paid_2), "<MsgId>S1", "<MsgId>A1")));
    CHECK(again.facts == 0);
    REQUIRE(again.findings.size() == 1);
    CHECK(again.findings[0].code == ErrorCode::bank_file_seen);
    CHECK(again.findings[0].severity == Severity::normalised);
    CHECK(morning.evidence(2) == Texts{"debited"});
    CHECK(morning.column("SELECT standing FROM statement") == Texts{"counts", "repeated"});
}

TEST_CASE("a third version contests like the second, and a repetition of one contests nothing") {
    Morning morning;
    for (auto const& [amount, closing] :
         {std::pair("100.00", "900.00"), std::pair("90.00", "910.00"), std::pair("80.00", "920.00")}) {
        auto const moved = entry({.id = id_of(2), .amount = amount, .account = account_of(2)});
        morning.admit(statement(stmt(1, "1000.00", closing, moved)), std::string(amount) + ".xml");
    }
    auto const again = entry({.id = id_of(2), .amount = "90.00", .account = account_of(2)});
    morning.admit(statement(replaced(stmt(1, "1000.00", "910.00", again), "<MsgId>S1", "<MsgId>A1")), "again.xml");
    CHECK(morning.column("SELECT standing FROM statement ORDER BY bank_file") ==
          Texts{"contested", "contested", "contested", "repeated"});
}

TEST_CASE("a report during the day and a notification prove nothing for good, and need no balance") {
    for (auto const& [root, element] :
         {std::pair("BkToCstmrAcctRpt", "Rpt"), std::pair("BkToCstmrDbtCdtNtfctn", "Ntfctn")}) {
        Morning morning;
        auto const told = signed_answer("camt.052.001.08", root, numbered(element, 1, paid_2));
        CHECK(morning.verdict(told) == "admitted");
        CHECK(morning.evidence(2) == Texts{"provisional"});
        CHECK(morning.verdict(statement(stmt(1, "1000.00", "900.00", paid_2))) == "admitted");
        CHECK(morning.evidence(2) == Texts{"debited", "provisional"});
        CHECK(morning.column("SELECT standing FROM statement") == Texts{"counts", "counts"});
    }
}

TEST_CASE("entries of an account that is not ours settle nothing and stay visible") {
    Morning morning;
    auto const admission =
        morning.admit(statement(replaced(stmt(1, "1000.00", "900.00", paid_2), debtor, "6299999000000000021")));
    CHECK(admission.facts == 0);
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::statement_account);
    CHECK(admission.findings[0].value == masked("6299999000000000021"));
    CHECK(morning.evidence(2).empty());
    CHECK(morning.column("SELECT class FROM entry") == Texts{"other_account"});
}

TEST_CASE("entries that come before their account are told to settle nothing") {
    Morning morning;
    auto const account = "<Acct><Id><Othr><Id>" + debtor + "</Id></Othr></Id><Ccy>CNY</Ccy></Acct>";
    auto const late =
        replaced(replaced(stmt(1, "1000.00", "900.00", paid_2), account, ""), "</Stmt>", account + "</Stmt>");
    auto const admission = morning.admit(statement(late));
    CHECK(admission.outcome == reconcile::Admission::Outcome::admitted);
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::statement_account);
    CHECK(morning.evidence(2).empty());
}

TEST_CASE("details that do not add up are told with their line, and the statement counts") {
    Morning morning;
    auto const short_detail = replaced(paid_2, "</Refs>", "</Refs><Amt Ccy=\"CNY\">99.00</Amt>");
    auto const admission = morning.admit(statement(stmt(1, "1000.00", "900.00", short_detail)));
    CHECK(admission.outcome == reconcile::Admission::Outcome::admitted);
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::entry_details);
    CHECK(admission.findings[0].arguments == Texts{"99.00"});
    CHECK(admission.findings[0].position.row > 0);
}

TEST_CASE("faults of a statement in itself keep the whole file out, and warnings do not") {
    Morning morning;
    auto const sound = stmt(1, "1000.00", "900.00", paid_2);
    auto const twice =
        replaced(sound, balance("CLBD", "900.00"), balance("CLBD", "900.00") + balance("CLBD", "900.00"));
    CHECK(morning.verdict(statement(twice)) == "statement.balance_twice");
    CHECK(morning.verdict(statement(replaced(sound, "<Ccy>CNY</Ccy>", "<Ccy>EUR</Ccy>"))) == "statement.currency");
    auto const summary = [](std::string const& count) {
        return "<TxsSummry><TtlNtries><NbOfNtries>" + count + "</NbOfNtries></TtlNtries></TxsSummry><Ntry>";
    };
    CHECK(morning.verdict(statement(replaced(sound, "<Ntry>", summary("2")))) == "statement.summary");
    CHECK(morning.column("SELECT id FROM statement").empty());
    auto const late =
        replaced(replaced(sound, "<BookgDt><Dt>2026-01-20", "<BookgDt><Dt>2026-01-25"), "<Ntry>", summary("1"));
    auto const admission = morning.admit(statement(late));
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::statement_date);
    CHECK(morning.evidence(2) == Texts{"debited"});
}

TEST_CASE("an empty statement is one, and each statement of a file has entries of its own") {
    Morning morning;
    auto const other = entry({.id = id_of(3), .account = account_of(3)});
    auto const two = statement(stmt(1, "1000.00", "900.00", paid_2) + stmt(2, "900.00", "900.00", "") +
                               stmt(3, "900.00", "800.00", other));
    CHECK(morning.admit(two).facts == 2);
    CHECK(morning.column("SELECT entry_count FROM statement ORDER BY sequence") == Texts{"1", "0", "1"});
}

TEST_CASE("of a long statement every chunk is written, and when one cannot be nothing of the file is") {
    constexpr auto strange = 2'498;
    std::string entries = paid_2;
    for (auto number = 0; number < strange; ++number) {
        entries += entry({.id = "S" + std::to_string(number), .amount = "1.00"});
    }
    entries += entry({.id = id_of(3), .account = account_of(3)});
    auto const text = statement(stmt(1, "10000.00", "7302.00", entries));
    Morning morning;
    auto const refuses = std::string("CREATE TRIGGER refuses BEFORE INSERT ON entry WHEN NEW.entry = 700 BEGIN ") +
                         "SELECT RAISE(ABORT, 'the disk is full'); END";
    REQUIRE(morning.store().execute(refuses));
    auto const stopped = reconcile::admit(morning.desk(), morning.put("answer.xml", text));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::store_failure);
    CHECK(stopped.error().value == "the disk is full");
    CHECK(morning.column("SELECT count(*) FROM entry") == Texts{"0"});
    REQUIRE(morning.store().execute("DROP TRIGGER refuses"));
    CHECK(morning.admit(text).facts == 2);
    CHECK(morning.column("SELECT count(*) FROM entry") == Texts{std::to_string(strange + 2)});
    CHECK(morning.column("SELECT class FROM entry WHERE entry IN (1, 2, 2500) ORDER BY entry") ==
          Texts{"payout_debit", "unexplained", "payout_debit"});
    CHECK(morning.evidence(3) == Texts{"debited"});
}

TEST_CASE("of a batch booked at once every detail is settled, and when one cannot be read nothing of the file is") {
    constexpr auto strange = 2'498;
    auto const detail = [](std::string const& id, std::string const& amount, std::string const& account) {
        return "<TxDtls><Refs><EndToEndId>" + id + "</EndToEndId></Refs><Amt Ccy=\"CNY\">" + amount +
               "</Amt><RltdPties><CdtrAcct><Id><Othr><Id>" + account +
               "</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls>";
    };
    auto details = detail(id_of(2), "100.00", account_of(2));
    for (auto number = 0; number < strange; ++number) {
        details += detail("S" + std::to_string(number), "1.00", "1");
    }
    details += detail(id_of(3), "100.00", account_of(3));
    auto whole = entry({.id = "batch", .amount = "2698.00"});
    auto const begin = whole.find("<TxDtls>");
    whole.replace(begin, whole.find("</NtryDtls>") - begin, details);
    auto const text = statement(stmt(1, "10000.00", "7302.00", whole));
    Morning morning;
    auto const last = text.rfind("\">100.00<");
    CHECK(morning.verdict(std::string(text).replace(last, 9, "\">100.0x<")).starts_with("amount."));
    CHECK(morning.column("SELECT count(*) FROM entry") == Texts{"0"});
    auto const admission = morning.admit(text);
    CHECK(admission.facts == 2);
    CHECK(admission.findings.empty());
    CHECK(morning.column("SELECT count(*) FROM entry") == Texts{std::to_string(strange + 2)});
    CHECK(morning.column("SELECT class FROM entry WHERE detail IN (1, 1000, 1001, 2500) ORDER BY detail") ==
          Texts{"payout_debit", "unexplained", "unexplained", "payout_debit"});
    CHECK(morning.evidence(2) == Texts{"debited"});
    CHECK(morning.evidence(3) == Texts{"debited"});
}
