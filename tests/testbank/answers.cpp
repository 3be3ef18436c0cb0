#include "testbank/answers.hpp"

#include "testbank/customer.hpp"
#include "xml/schema.hpp"

using namespace customer;
using testbank::Fate;

namespace {

testbank::Answers answers() {
    auto prepared =
        testbank::Answers::prepare(settings::Formats(source() / "formats"), signer_of(workshop::other_rsa()),
                                   *parse_instant("2026-01-20T10:00:00Z"));
    REQUIRE(prepared);
    return *std::move(prepared);
}

testbank::OrderFile orders(Folder const& folder) {
    auto file = testbank::read_orders(folder.write("orders.xml", transfers_file()), workshop::rsa().certificate);
    REQUIRE(file);
    return *std::move(file);
}

void check_signed_and_valid(Folder const& folder, std::string const& text, std::string const& message) {
    auto const path = folder.write("answer.xml", text);
    CHECK(seal::verify_enveloped(path, {workshop::other_rsa().certificate}, seal::Frame::exact, nullptr));
    auto const schema = xml::Schema::load(source() / "formats/messages" / message / "schema.xsd");
    REQUIRE(schema);
    auto const valid = schema->validate(path);
    INFO((valid ? "" : valid.error().arguments.at(0)));
    CHECK(valid);
}

}  // namespace

TEST_CASE("a status report tells of each batch as a whole and of rejected transfers one by one") {
    Folder const folder;
    auto const file = orders(folder);
    auto const report =
        answers().status_report(file, {Fate{}, Fate{Fate::Kind::rejected, "AC04"}, Fate{Fate::Kind::returned, "MD07"}});
    REQUIRE(report);
    check_signed_and_valid(folder, *report, "pain.002.001.10");
    CHECK(report->find("<GrpSts>PART</GrpSts>") != std::string::npos);
    CHECK(report->find("<OrgnlPmtInfId>AB1234F10001B001</OrgnlPmtInfId><PmtInfSts>ACSP</PmtInfSts></Orgnl") !=
          std::string::npos);
    CHECK(report->find("<OrgnlPmtInfId>AB1234F10001B002</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>\n<TxInfAndSts>"
                       "<OrgnlEndToEndId>AB12340000000316</OrgnlEndToEndId>") != std::string::npos);
    CHECK(report->find("<Cd>AC04</Cd>") != std::string::npos);
    CHECK(report->find("AB12340000000415") == std::string::npos);
}

TEST_CASE("a statement has its number, its balances and its bookings") {
    Folder const folder;
    auto const file = orders(folder);
    testbank::Books::Account account{"County union", yuan(1000), 3};
    auto const day = *parse_day("2026-01-20");
    auto const statement = answers().camt053(
        testbank::close_day("6299999000000000013", account, day,
                            {{false, yuan(200), "ESCT", "TB1", &file.orders[1], "AB1234F10001", ""},
                             {true, yuan(50), "RRTN", "TB2", &file.orders[2], "AB1234F10001", "AC04"}}));
    REQUIRE(statement);
    check_signed_and_valid(folder, *statement, "camt.053.001.08");
    CHECK(statement->find("<ElctrncSeqNb>3</ElctrncSeqNb>") != std::string::npos);
    CHECK(statement->find("<PmtInfId>AB1234F10001B002</PmtInfId>") != std::string::npos);
    CHECK(statement->find("1000.00") != std::string::npos);
    CHECK(statement->find("850.00") != std::string::npos);
}
