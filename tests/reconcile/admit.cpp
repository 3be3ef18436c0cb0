#include "reconcile/admit.hpp"

#include "bytes/packed.hpp"
#include "reconcile/morning.hpp"

using namespace morning;
using Fate = reconcile::Admission::Outcome;

namespace {

/// The same day as an MT940.
std::string swift_statement() {
    return ":20:S1\n:25:" + debtor +
           "\n:28C:1/1\n:60F:C260119CNY1000,00\n:61:2601200120D100,00NTRFNONREF//B1\n:86:" + "116?00TRANSFER?20EREF+" +
           id_of(2) + "?31" + account_of(2) + "\n:62F:C260120CNY900,00\n-\n";
}

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

TEST_CASE("an MT940 is admitted by the same door, plain or packed, and its entries by the same rules") {
    for (auto const& bytes : {swift_statement(), packed::gzip(swift_statement()),
                              packed::zip({{"day.sta", swift_statement()}, {"note.pdf", "%PDF-1.7"}})}) {
        Morning morning;
        morning.change_profile("signed = true ", "signed = false ");
        auto const admission = morning.admit(bytes);
        CHECK(admission.outcome == Fate::admitted);
        CHECK(admission.message == "mt940");
        CHECK(admission.findings.size() == (bytes.starts_with("PK") ? 1 : 0));
        CHECK(morning.evidence(2) == Texts{"debited"});
    }
}

TEST_CASE("an MT940 that is over by a cent, has no end or a field that cannot be read is quarantined") {
    Morning morning;
    morning.change_profile("signed = true ", "signed = false ");
    CHECK(morning.verdict(replaced(swift_statement(), "900,00", "900,01")) == "statement.arithmetic");
    CHECK(morning.verdict(replaced(swift_statement(), ":62F:", ":64:")) == "statement.balance_missing");
    CHECK(morning.verdict(replaced(swift_statement(), "D100,00", "DX")) == "bank_file.malformed");
    CHECK(morning.verdict(packed::gzip(swift_statement()).substr(0, 60)) == "bank_file.container");
    CHECK(morning.evidence(2).empty());
}

TEST_CASE("where banks sign, what cannot carry their signature is believed in nothing") {
    Morning morning;
    CHECK(morning.verdict(swift_statement()) == "bank_file.signature");
    CHECK(morning.verdict(packed::gzip(statement(good))) == "bank_file.signature");
    CHECK(morning.evidence(2).empty());
}

TEST_CASE("the answer to a request for cancellation is signed as every answer, and settled") {
    auto const inside = "<Sts><Conf>CNCL</Conf></Sts><CxlDtls><TxInfAndSts><OrgnlEndToEndId>" + id_of(2) +
                        "</OrgnlEndToEndId><TxCxlSts>ACCR</TxCxlSts></TxInfAndSts></CxlDtls>";
    Morning morning;
    CHECK(morning.verdict("<Document><RsltnOfInvstgtn>" + inside + "</RsltnOfInvstgtn></Document>") ==
          "signature.missing");
    CHECK(morning.evidence(2).empty());
    CHECK(morning.verdict(signed_answer("camt.029.001.09", "RsltnOfInvstgtn", inside)) == "admitted");
    CHECK(morning.evidence(2) == std::vector<std::string>{"cancel_accepted"});
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
