#include "reconcile/read/table_answer.hpp"

#include "reconcile/records.hpp"

using namespace almoner;
using records::read_answer;

namespace {

constexpr auto* german = "IBAN;DE02120300000000202051\nBuchungstag;Betrag;Saldo;Name;End-to-End-Referenz\n";
constexpr auto* chinese = "账号：6222020000000000001,币种：人民币\n交易日期,支出,收入,余额,对方户名,备注,流水号\n";

std::string fault(std::string const& text) {
    auto const told = read_answer(text);
    if (told) {
        return "read";
    }
    auto const& at = told.error().position;
    return std::string(text_of(told.error().code)) + " " + std::to_string(at.row) + ":" + std::to_string(at.column);
}

}  // namespace

TEST_CASE("a table of movements is a statement whose balances are its chain") {
    auto const told = read_answer(std::string(german) + "20.01.2026;-1.000,00;9.000,00;A;SP000100000002A1\n" +
                                  "21.01.2026;0,50;9.000,50;B;\n");
    REQUIRE(told);
    REQUIRE(told->entries.size() == 2);
    auto const& first = told->entries[0];
    CHECK(first.amount == "1000.00");
    CHECK(first.credit_debit == "DBIT");
    CHECK(first.booking_date == "2026-01-20");
    CHECK(first.line == 3);
    CHECK(first.details.begin()->creditor_name == "A");
    CHECK(first.details.begin()->end_to_end_id == "SP000100000002A1");
    CHECK(told->entries[1].details.begin()->debtor_name == "B");
    REQUIRE(told->statements.size() == 1);
    auto const& head = told->statements[0];
    CHECK(head.account == "DE02120300000000202051");
    CHECK(head.entry_count == 2);
    REQUIRE(head.balances.size() == 2);
    CHECK(head.balances[0].amount == "10000.00");
    CHECK(head.balances[1].amount == "9000.50");
}

TEST_CASE("rows may stand newest first, with a column for each direction") {
    auto const told =
        read_answer(std::string(chinese) + "2026-01-21,,0.50,9000.50,B,,S\n2026-01-20,1000.00,,9000.00,A,R1,S\n" +
                    "经办人 王,,,,,,\n");
    REQUIRE(told);
    REQUIRE(told->entries.size() == 2);
    CHECK(told->entries[0].credit_debit == "CRDT");
    CHECK(told->entries[1].credit_debit == "DBIT");
    CHECK(told->statements[0].account_currency == "CNY");
    CHECK(told->statements[0].balances[0].amount == "10000.00");
    CHECK(told->statements[0].balances[1].amount == "9000.50");
}

TEST_CASE("a row that is missing or changed breaks the chain where it stands") {
    CHECK(fault(std::string(german) + "20.01.2026;-1,00;9,00;A;\n21.01.2026;1,00;9,00;B;\n") ==
          "statement.running_balance 4:3");
    CHECK(fault(std::string(chinese) + "2026-01-21,,0.50,9000.50,B,,S\n2026-01-20,1000.00,,9000.01,A,R1,S\n") ==
          "statement.running_balance 4:4");
}

TEST_CASE("a row without day, amount or direction is told with its place") {
    CHECK(fault(std::string(german) + "soon;-1,00;9,00;A;\n") == "bank_file.malformed 3:1");
    CHECK(fault(std::string(german) + "20.01.2026;;9,00;A;\n") == "amount.syntax 3:2");
    CHECK(fault(std::string(chinese) + "2026-01-21,1.00,0.50,9000.50,B,,S\n") == "bank_file.malformed 3:3");
    CHECK(fault(std::string(chinese) + "2026-01-21,,,9000.50,B,,S\n") == "bank_file.malformed 3:2");
    CHECK(fault("Buchungstag;Betrag;Saldo;Soll/Haben\n20.01.2026;1,00;9,00;X\n") == "bank_file.malformed 2:4");
    CHECK(fault("Buchungstag;Betrag;Saldo;Currency\n20.01.2026;1,00;9,00;XYZ\n") == "currency.unknown 2:4");
}

TEST_CASE("a table of results is the statuses of transfers, its words those of the standard") {
    auto const told = read_answer(
        "代发结果,,\n批次号,SP0001F10001,总笔数,3,总金额,\"1,500.00\"\n序号,金额,备注,处理结果,失败原因\n"
        "1,500.00,R1,成功,\n2,500.00,R2,失败,户名不符\n3,500.00,R3,冻结,\n");
    REQUIRE(told);
    REQUIRE(told->statuses.size() == 3);
    auto const& second = told->statuses[1];
    CHECK(second.level == reconcile::StatusRecord::Level::transaction);
    CHECK(second.original_message_id == "SP0001F10001");
    CHECK(second.end_to_end_id == "R2");
    CHECK(second.status == "RJCT");
    CHECK(second.reason == "户名不符");
    CHECK(second.amount == "500.00");
    CHECK(told->statuses[2].status == "冻结");
    CHECK(told->statements.empty());
}

TEST_CASE("a table of results says itself how many rows it has and how much they are") {
    std::string const rows = "金额,备注,处理结果\n500.00,R1,成功\n500.00,R2,成功\n";
    CHECK(fault("总笔数,2,总金额,1000.00\n" + rows) == "read");
    CHECK(fault("总笔数：2笔,总金额：¥1000.00元\n" + rows) == "read");
    CHECK(fault("总笔数：3笔\n" + rows) == "bank_file.totals 0:0");
    CHECK(fault("总笔数,3\n" + rows) == "bank_file.totals 0:0");
    CHECK(fault("总金额,999.99\n" + rows) == "bank_file.totals 0:0");
    CHECK(fault(rows + "总笔数,3\n") == "bank_file.totals 0:0");
    CHECK(fault("金额,备注,处理结果\n500.00,R1,\n") == "bank_file.malformed 2:3");
    auto const told = read_answer("金额,备注,处理结果\n500.00,,成功\n");
    REQUIRE(told);
    REQUIRE(told->departures.size() == 1);
    CHECK(told->departures[0].value == "end_to_end_id");
}

TEST_CASE("a row of results without a reference is told with its number or its payee, and where it stands") {
    auto const told =
        read_answer("代发文件号,SP0001F10001\n文件内序号,发生额,入账结果,入账账号\n2,500.00,未入账,6222\n");
    REQUIRE(told);
    REQUIRE(told->statuses.size() == 1);
    auto const& row = told->statuses[0];
    CHECK(row.key == settings::AnswerTable::Key::row);
    CHECK(row.transfer_number == "2");
    CHECK(row.creditor_account == "6222");
    CHECK(row.place == Position{"answer", "", 3, 1});
    REQUIRE(told->results.size() == 1);
    CHECK(told->results[0].message_id == "SP0001F10001");
    CHECK(told->results[0].row_count == 1);
    CHECK(to_text(told->results[0].sum) == "500.00");
    CHECK(read_answer("金额,备注,处理结果\n500.00,R1,成功\n")->results.empty());
}

namespace {

std::string padded(std::string text, std::size_t width) {
    return text.append(width - std::min(width, text.size()), ' ');
}

std::string fixed_movement(std::string const& day, std::string const& serial, std::string const& moved,
                           std::string const& balance) {
    return "M" + day + padded(serial, 16) + moved.substr(0, 1) + padded(moved.substr(1), 16) + padded(balance, 16) +
           padded("6222", 32) + "张三" + std::string(18, ' ') + padded("SP000100000002A1", 16) + "慰问\r\n";
}

}  // namespace

TEST_CASE("movements in fixed columns are a statement like those in any other table") {
    auto const head = "ZHMX" + padded("6222020000000000001", 32) + "\r\n";
    auto const told = read_answer(head + fixed_movement("20260120", "S1", "D1000.00", "9000.00") +
                                  fixed_movement("20260121", "S2", "C0.50", "9000.50"));
    REQUIRE(told);
    REQUIRE(told->entries.size() == 2);
    CHECK(told->entries[0].amount == "1000.00");
    CHECK(told->entries[0].credit_debit == "DBIT");
    CHECK(told->entries[0].line == 2);
    CHECK(told->entries[0].details.begin()->creditor_name == "张三");
    CHECK(told->entries[0].details.begin()->end_to_end_id == "SP000100000002A1");
    CHECK(told->entries[0].details.begin()->remittance == "慰问");
    REQUIRE(told->statements.size() == 1);
    CHECK(told->statements[0].account == "6222020000000000001");
    CHECK(told->statements[0].balances[0].amount == "10000.00");
    CHECK(fault(head + fixed_movement("20260120", "S1", "D1.00", "9000.00") +
                fixed_movement("20260121", "S2", "C1.00", "9000.00")) == "statement.running_balance 3:43");
    CHECK(fault(head + fixed_movement("soon", "S1", "D1.00", "9000.00")) == "bank_file.malformed 2:2");
}

TEST_CASE("a row without an amount, or a sum beyond all money there is, is a fault of the table") {
    CHECK(fault("文件内序号,发生额,入账结果\n1,,已入账\n") == "amount.syntax 2:2");
    std::string rows;
    for (auto number = 1; number <= 100; ++number) {
        rows += std::to_string(number) + ",9999999999999999.99,已入账\n";
    }
    CHECK(fault("文件内序号,发生额,入账结果\n" + rows) == "bank_file.malformed 11:2");
}
