#include "reconcile/admit.hpp"

#include "reconcile/morning.hpp"

using namespace morning;
using Fate = reconcile::Admission::Outcome;

namespace {

std::string const good = stmt(1, "1000.00", "900.00", entry({.id = id_of(2), .account = account_of(2)}));

}  // namespace

TEST_CASE("a signed statement is archived under its digest and its facts are kept") {
    Morning morning;
    auto const admission = morning.admit(statement(good));
    CHECK(admission.outcome == Fate::admitted);
    CHECK(admission.message == "camt.053.001.08");
    CHECK(admission.facts == 1);
    CHECK(admission.findings.empty());
    CHECK(morning.evidence(2) == Texts{"debited"});
    CHECK(morning.column("SELECT signer FROM bank_file") == Texts{workshop::rsa().certificate.subject()});
    auto const digest = morning.column("SELECT sha256 FROM bank_file").at(0);
    CHECK(read(morning.home() / "archive/bank" / (digest.substr(0, 16) + "-answer.xml")) == statement(good));
    CHECK(morning.column("SELECT record FROM audit").size() == 1);
}

TEST_CASE("the same bytes under another name say nothing new") {
    Morning morning;
    auto const text = statement(good);
    CHECK(morning.admit(text).outcome == Fate::admitted);
    CHECK(morning.admit(text, "again.xml").outcome == Fate::taken_before);
    CHECK(morning.evidence(2).size() == 1);
}

TEST_CASE("an answer without the bank's own signature is believed in nothing") {
    Morning morning;
    auto const by_stranger = signed_answer("camt.053.001.08", "BkToCstmrStmt", good, workshop::other_rsa());
    auto const without = replaced(replaced(statement(good), "<Signature", "<Other"), "</Signature>", "</Other>");
    CHECK(morning.verdict(by_stranger).find("signature.") == 0);
    CHECK(morning.verdict(without).find("signature.") == 0);
    CHECK(morning.verdict(replaced(statement(good), account_of(2), account_of(3))).find("signature.") == 0);
    CHECK(morning.evidence(2).empty());
    CHECK(morning.column("SELECT id FROM statement").empty());
    auto const names = fs::directory_iterator(morning.home() / "quarantine");
    CHECK(std::distance(names, fs::directory_iterator()) == 3);
}

TEST_CASE("where no bank in use signs its answers, an unsigned one is read") {
    Morning morning;
    morning.change_profile("signed = true ", "signed = false ");
    auto const text = "<?xml version=\"1.0\"?><!-- from the bank --><Document xmlns=\"urn:camt\"><BkToCstmrStmt>" +
                      good + "</BkToCstmrStmt></Document>";
    auto const admission = morning.admit(text);
    CHECK(admission.outcome == Fate::admitted);
    CHECK(morning.evidence(2) == Texts{"debited"});
    CHECK(morning.column("SELECT signer FROM bank_file") == Texts{""});
}

TEST_CASE("a statement that does not add up is quarantined whole, with the difference") {
    Morning morning;
    auto const admission =
        morning.admit(statement(stmt(1, "1000.00", "850.00", entry({.id = id_of(2), .account = account_of(2)}))));
    CHECK(admission.outcome == Fate::quarantined);
    REQUIRE(admission.findings.size() == 1);
    CHECK(admission.findings[0].code == ErrorCode::statement_arithmetic);
    CHECK(admission.findings[0].arguments == Texts{"-50.00"});
    CHECK(morning.evidence(2).empty());
    CHECK(morning.column("SELECT reason FROM bank_file") == Texts{"statement.arithmetic"});
}

TEST_CASE("what is no answer of a bank is quarantined with its place") {
    Morning morning;
    CHECK(morning.verdict("<Document><Invoice/></Document>") == "bank_file.unknown_format");
    auto const broken = morning.admit("<Document>\n<BkToCstmrStmt>\n</Wrong></Document>");
    CHECK(broken.outcome == Fate::quarantined);
    CHECK(morning.verdict("no answer at all") == "bank_file.unknown_format");
}
