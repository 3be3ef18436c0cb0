#include "reconcile/read/statement.hpp"

#include "reconcile/records.hpp"

using namespace records;

namespace {

std::string amount(std::string const& value) { return "<Amt Ccy=\"EUR\">" + value + "</Amt>"; }

std::string detail(std::string const& id, std::string const& value) {
    return "<TxDtls><Refs><EndToEndId>" + id + "</EndToEndId></Refs>" + amount(value) +
           "<RltdPties><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties></TxDtls>";
}

std::string balance(std::string const& type, std::string const& value) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp>" + amount(value) +
           "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-20</Dt></Dt></Bal>";
}

}  // namespace

TEST_CASE("a statement is told after its entries, with its balances and how many entries it had") {
    auto const told = read_answer(
        "<Document><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>"
        "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>" +
        balance("OPBD", "10.00") + balance("CLBD", "4.00") + "<Ntry>" + amount("6.00") +
        "<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-20</Dt></BookgDt><NtryDtls><Btch>"
        "<PmtInfId>B1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>" +
        detail("E1", "2.00") + detail("E2", "4.00") + "</NtryDtls></Ntry></Stmt><Stmt><Id>S2</Id><Ntry>" +
        amount("1.00") + "<Sts><Cd>PDNG</Cd></Sts></Ntry></Stmt></BkToCstmrStmt></Document>");
    REQUIRE(told);
    REQUIRE(told->statements.size() == 2);
    auto const& head = told->statements[0];
    CHECK(head.id == "S1");
    CHECK(head.electronic_sequence == "7");
    CHECK(head.account == "DE02120300000000202051");
    CHECK(head.entry_count == 1);
    REQUIRE(head.balances.size() == 2);
    CHECK(head.balances[1].type == "CLBD");
    CHECK(head.balances[1].amount == "4.00");
    CHECK(told->statements[1].balances.empty());

    REQUIRE(told->entries.size() == 2);
    auto const& batch = told->entries[0];
    CHECK(batch.amount == "6.00");
    CHECK(batch.status == "BOOK");
    CHECK(batch.batch_payment_information_id == "B1");
    CHECK(batch.batch_count == "2");
    REQUIRE(batch.details.size() == 2);
    auto const second = ++batch.details.begin();
    CHECK(second->end_to_end_id == "E2");
    CHECK(second->amount == "4.00");
    CHECK(second->creditor_account == "DE89370400440532013000");
    CHECK(told->entries[1].statement == 2);
    CHECK(told->entries[1].entry == 1);
    CHECK(told->entries[1].status == "PDNG");
    CHECK(told->entries[1].details.empty());
}

TEST_CASE("a statement says which message it is of, which page, and what all its entries come to") {
    auto const message = [](std::string const& root, std::string const& element, std::string const& inside) {
        return "<Document><" + root +
               "><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-21T08:00:00</CreDtTm><MsgPgntn><PgNb>3</"
               "PgNb><LastPgInd>false</LastPgInd>" +
               "</MsgPgntn></GrpHdr><" + element + "><Id>S1</Id>" + inside +
               "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct><Ntry>" + amount("1.00") +
               "<Chrgs><TtlChrgsAndTaxAmt>0.30</TtlChrgsAndTaxAmt></Chrgs></Ntry></" + element + "></" + root +
               "></Document>";
    };
    auto const told = read_answer(message(
        "BkToCstmrAcctRpt", "Rpt",
        "<RptPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></RptPgntn><CreDtTm>2026-01-20T12:00:00</CreDtTm><FrToDt>"
        "<FrDtTm>2026-01-20T00:00:00</FrDtTm><ToDtTm>2026-01-20T11:59:00</ToDtTm></FrToDt><TxsSummry><TtlNtries>"
        "<NbOfNtries>1</NbOfNtries><Sum>1.00</Sum><TtlNetNtry><Amt>1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TtlNetNtry>"
        "</TtlNtries><TtlCdtNtries><NbOfNtries>0</NbOfNtries><Sum>0</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1"
        "</NbOfNtries><Sum>1.00</Sum></TtlDbtNtries></TxsSummry>"));
    REQUIRE(told);
    auto const& head = told->statements.at(0);
    CHECK(head.message == "camt.052");
    CHECK(head.page_number == "2");
    CHECK(head.last_page == "true");
    CHECK(head.message_page == "3");
    CHECK(head.message_last_page == "false");
    CHECK(head.creation_date_time == "2026-01-20T12:00:00");
    CHECK(head.from_date == "2026-01-20T00:00:00");
    CHECK(head.to_date == "2026-01-20T11:59:00");
    CHECK(head.summary.entry_count == "1");
    CHECK(head.summary.entry_sum == "1.00");
    CHECK(head.summary.net_amount == "1.00");
    CHECK(head.summary.net_credit_debit == "DBIT");
    CHECK(head.summary.credit_count == "0");
    CHECK(head.summary.credit_sum == "0");
    CHECK(head.summary.debit_count == "1");
    CHECK(head.summary.debit_sum == "1.00");
    CHECK(told->entries.at(0).message == "camt.052");
    CHECK(told->entries.at(0).statement_date == "2026-01-20T12:00:00");
    CHECK(told->entries.at(0).account == "DE02120300000000202051");
    CHECK(told->entries.at(0).charges == "0.30");
    CHECK(read_answer(message("BkToCstmrDbtCdtNtfctn", "Ntfctn", ""))->statements.at(0).message == "camt.054");
    auto const bare = read_answer(message("BkToCstmrStmt", "Stmt", ""));
    CHECK(bare->statements.at(0).message == "camt.053");
    CHECK(bare->statements.at(0).creation_date_time == "2026-01-21T08:00:00");
    CHECK(bare->entries.at(0).statement_date == "2026-01-21T08:00:00");
}

TEST_CASE("a broken statement is an error with its line") {
    auto const told = read_answer("<Document>\n<BkToCstmrStmt>\n<Stmt>\n</Ntry></Stmt></BkToCstmrStmt></Document>");
    REQUIRE_FALSE(told);
    CHECK(told.error().code == ErrorCode::document_malformed);
    CHECK(told.error().position.row == 4);
}

TEST_CASE("a file cut off in the middle is an error, not a shorter statement") {
    auto const told = read_answer("<Document><BkToCstmrStmt><Stmt><Id>S1</Id>");
    REQUIRE_FALSE(told);
    CHECK(told.error().code == ErrorCode::document_malformed);
}

TEST_CASE("an entry or a statement inside of another is an error, for neither may be lost") {
    auto const inside = [](std::string const& text) {
        auto const told =
            read_answer("<Document>\n<BkToCstmrStmt><Stmt><Id>S1</Id>" + text + "</Stmt></BkToCstmrStmt></Document>");
        return told ? std::string("read")
                    : std::string(text_of(told.error().code)) + " " + std::to_string(told.error().position.row);
    };
    CHECK(inside("<Ntry><Amt>1</Amt></Ntry>") == "read");
    CHECK(inside("<Ntry><Amt>1</Amt>\n<Ntry/></Ntry>") == "bank_file.malformed 3");
    CHECK(inside("<Ntry><X><Stmt/></X></Ntry>") == "bank_file.malformed 2");
    CHECK(inside("<X><BkToCstmrStmt><Stmt/></BkToCstmrStmt></X>") == "bank_file.malformed 2");
}
