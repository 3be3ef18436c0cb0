#include "reconcile/read/status_report.hpp"

#include "reconcile/records.hpp"

using namespace records;
using Level = reconcile::StatusRecord::Level;

TEST_CASE("a report's three levels are told from the outside in, with the file they speak of") {
    auto const told = read_answer(
        "<Document><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId></GrpHdr>"
        "<OrgnlGrpInfAndSts><OrgnlMsgId>F1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>"
        "<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>"
        "<TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>"
        "<AddtlInf>account</AddtlInf><AddtlInf>closed</AddtlInf></StsRsnInf><Unheard><Of>1</Of></Unheard>"
        "<OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">12.50</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>"
        "<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
    REQUIRE(told);
    auto const& statuses = told->statuses;
    REQUIRE(statuses.size() == 4);
    CHECK(statuses[0].level == Level::group);
    CHECK(statuses[0].status == "PART");
    auto const& rejected = statuses[1];
    CHECK(rejected.level == Level::transaction);
    CHECK(rejected.end_to_end_id == "E1");
    CHECK(rejected.reason == "AC04");
    CHECK(rejected.text.find("account") == 0);
    CHECK(rejected.text.find("closed") != std::string::npos);
    CHECK(rejected.amount == "12.50");
    CHECK(rejected.currency == "CNY");
    CHECK(statuses[2].end_to_end_id == "E2");
    CHECK(statuses[2].reason.empty());
    CHECK(statuses[3].level == Level::batch);
    CHECK(statuses[3].original_payment_information_id == "B1");
    for (auto const& status : statuses) {
        CHECK(status.original_message_id == "F1");
    }
    CHECK(statuses[3].position == 4);
}

TEST_CASE("a bank's own reason stands where it gives no code of ISO 20022") {
    auto const told = read_answer(
        "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>F1</OrgnlMsgId><GrpSts>RJCT</GrpSts>"
        "<StsRsnInf><Rsn><Prtry>X99</Prtry></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>");
    REQUIRE(told);
    CHECK(told->statuses.at(0).reason == "X99");
}
