#include "reconcile/read/swift_answer.hpp"

#include "reconcile/records.hpp"

using namespace almoner;
using records::read_answer;

namespace {

std::string const head = ":20:STARTUMS\n:25:12030000/202051\n:28C:7/1\n:60F:C260119EUR100,00\n";

/// Where and what, of a file that cannot be read.
std::string fault(std::string const& text) {
    auto const told = read_answer(text);
    REQUIRE_FALSE(told);
    auto const& error = told.error();
    return std::string(text_of(error.code)) + " " + std::to_string(error.position.row) + ":" +
           std::to_string(error.position.column) + " " + error.value;
}

std::vector<std::string> departures(std::string const& text) {
    auto const told = read_answer(text);
    REQUIRE(told);
    std::vector<std::string> values;
    for (auto const& one : told->departures) {
        CHECK(one.code == ErrorCode::bank_file_form);
        values.push_back(one.value);
    }
    return values;
}

}  // namespace

TEST_CASE("a message is a statement, and each field 61 with its field 86 an entry") {
    auto const told =
        read_answer(head +
                    ":61:2601200120D12,50N116AB12CD00000171//B7\n:86:116?00UEBERWEISUNG?20EREF+E1SVWZ+Hilfe"
                    "?31DE02120300000000202051?32Erika\n:61:2601200121RD1,NMSCNONREF\n"
                    ":62F:D260120EUR0,50\n-\n");
    REQUIRE(told);
    REQUIRE(told->statements.size() == 1);
    auto const& statement = told->statements[0];
    CHECK(statement.message_id == "STARTUMS");
    CHECK(statement.account == "12030000/202051");
    CHECK(statement.id == "7/1");
    CHECK(statement.electronic_sequence == "7");
    CHECK(statement.entry_count == 2);
    REQUIRE(statement.balances.size() == 2);
    CHECK(statement.balances[0].type == "OPBD");
    CHECK(statement.balances[0].amount == "100.00");
    CHECK(statement.balances[1].type == "CLBD");
    CHECK(statement.balances[1].credit_debit == "DBIT");
    CHECK(statement.balances[1].date == "2026-01-20");

    REQUIRE(told->entries.size() == 2);
    auto const& paid = told->entries[0];
    CHECK(paid.amount == "12.50");
    CHECK(paid.currency == "EUR");
    CHECK(paid.credit_debit == "DBIT");
    CHECK(paid.status == "BOOK");
    CHECK(paid.booking_date == "2026-01-20");
    CHECK(paid.account_servicer_reference == "B7");
    CHECK(paid.proprietary_code == "N116+116");
    REQUIRE(paid.details.size() == 1);
    CHECK(paid.details.begin()->instruction_id == "AB12CD00000171");
    CHECK(paid.details.begin()->end_to_end_id == "E1");
    CHECK(paid.details.begin()->remittance == "Hilfe");
    CHECK(paid.details.begin()->creditor_name == "Erika");
    CHECK(paid.details.begin()->creditor_account == "DE02120300000000202051");
    CHECK(paid.details.begin()->amount.empty());
    CHECK(told->entries[1].credit_debit == "CRDT");
    CHECK(told->entries[1].reversal == "true");
    CHECK(told->entries[1].details.empty());
    CHECK(told->departures.empty());
}

TEST_CASE("several fields 86 are one text, and those outside of entries speak of the statement") {
    auto const told =
        read_answer(head + ":86:of the statement\n:61:260120C1,NTRFX\n:86:one\n:86:two\n:62F:C260120EUR101,\n:86:end");
    REQUIRE(told);
    REQUIRE(told->entries.size() == 1);
    CHECK(told->entries[0].details.begin()->remittance == "one\ntwo");
}

TEST_CASE("several accounts and pages in one file stay apart") {
    auto const told = read_answer(
        ":20:A\n:25:1\n:28C:7/1\n:60F:C260119EUR1,\n:61:260120C1,NTRFX\n:62M:C260120EUR2,\n-\n"
        ":20:A\n:25:1\n:28C:7/2\n:60M:C260120EUR2,\n:61:260120C1,NTRFX\n:62F:C260120EUR3,\n-\n"
        ":20:B\n:25:2\n:28C:1\n:60F:C260119USD1,\n:62F:C260119USD1,\n-\n");
    REQUIRE(told);
    REQUIRE(told->statements.size() == 3);
    CHECK(told->statements[1].id == "7/2");
    CHECK(told->statements[1].balances[0].amount == "2");
    CHECK(told->statements[2].account == "2");
    CHECK(told->statements[2].balances[0].currency == "USD");
    CHECK(told->entries[1].statement == 2);
    CHECK(told->entries[1].entry == 1);
}

TEST_CASE("an account is its IBAN, with or without bank and currency around it") {
    auto const account = [](std::string const& text) {
        auto const told = read_answer(":20:A\n:25:" + text + "\n:28C:1\n:60F:C260119EUR1,\n:62F:C260119EUR1,\n");
        REQUIRE(told);
        return told->statements.at(0).account;
    };
    CHECK(account("DE02120300000000202051") == "DE02120300000000202051");
    CHECK(account("DE02120300000000202051EUR") == "DE02120300000000202051");
    CHECK(account("BYLADEM1001/DE02120300000000202051") == "DE02120300000000202051");
    CHECK(account("12030000/202051EUR") == "12030000/202051EUR");
}

TEST_CASE("an interim report has a currency by its floor limit and expected entries are pending") {
    auto const told = read_answer(
        ":20:A\n:25:1\n:28C:1/1\n:34F:EURD0,\n:13D:2601201200+0100\n:61:260120C1,NTRFX\n"
        ":61:260120ED2,NTRFY\n:90D:1EUR2,\n:90C:1EUR1,\n-\n");
    REQUIRE(told);
    REQUIRE(told->entries.size() == 2);
    CHECK(told->entries[0].currency == "EUR");
    CHECK(told->entries[0].status == "BOOK");
    CHECK(told->entries[1].status == "PDNG");
    CHECK(told->departures.empty());
}

TEST_CASE("text in whichever code page comes out as UTF-8") {
    auto const name = [](std::string const& bytes) {
        auto const told = read_answer(head + ":61:260120C1,NTRFX\n:86:166?20x?32" + bytes + "\n:62F:C260120EUR101,\n");
        REQUIRE(told);
        return told->entries.at(0).details.begin()->debtor_name;
    };
    CHECK(name("M\xFCller") == "M\u00FCller");
    CHECK(name("M\x81ller") == "M\u00FCller");
    CHECK(name("M\u00FCller") == "M\u00FCller");
}

TEST_CASE("a file in UTF-16 is read as well") {
    auto const text = head + ":61:260120C1,NTRFX\n:62F:C260120EUR101,\n";
    std::string wide = "\xFF\xFE";
    for (auto const letter : text) {
        wide += letter;
        wide += '\0';
    }
    auto const told = read_answer(wide);
    REQUIRE(told);
    CHECK(told->entries.size() == 1);
}

TEST_CASE("what departs from the form is read and told of once") {
    auto const end = std::string(":62F:C260120EUR101,\n");
    CHECK(departures(head + ":61:2602300230C1,NTRFX\n:61:2602300230C1,NTRFX\n" + end) ==
          std::vector<std::string>{":61: day"});
    CHECK(departures(head + ":61:260120C1,\n" + end) == std::vector<std::string>{":61: type"});
    CHECK(departures(head + ":61:260120C1,NTRFX\n-\n") == std::vector<std::string>{":62F: missing"});
    CHECK(departures(":20:A\n:25:1\n:28C:1\n" + end) == std::vector<std::string>{":60F: missing"});
    CHECK(departures(head + ":62F:C260120105000,00\n") == std::vector<std::string>{":62F: currency", ":62F: missing"});
    CHECK(departures(head + ":61:261320C1,NTRFX\n" + end) == std::vector<std::string>{":61: day"});
    CHECK(departures(":20:A\n:28C:1\n") == std::vector<std::string>{":25: missing"});
    CHECK(departures(":61:260120C1,NTRFX\n") == std::vector<std::string>{":25: missing"});
}

TEST_CASE("a field that cannot be read is an error with its place, never a shorter statement") {
    CHECK(fault(head + ":61:260120C1,NTRFX\n:61:260120CX\n") == "bank_file.malformed 6:13 :61: amount");
    CHECK(fault(head + ":61:26132C1,NTRFX\n") == "bank_file.malformed 5:5 :61: YYMMDD");
}

TEST_CASE("field 28 says which page it is, fields 60 and 62 whether more stand before and after") {
    auto const page = [](std::string const& number, std::string const& opening, std::string const& closing) {
        auto const told = read_answer(":20:S\n:25:12030000/202051\n:28C:" + number + "\n:" + opening +
                                      ":C260119EUR100,00\n:" + closing + ":C260120EUR100,00\n-\n");
        REQUIRE(told);
        return told->statements.at(0);
    };
    auto const whole = page("7/1", "60F", "62F");
    CHECK(whole.message == "mt940");
    CHECK(whole.page_number == "1");
    CHECK(whole.first_page == "true");
    CHECK(whole.last_page.empty());
    auto const middle = page("7/2", "60M", "62M");
    CHECK(middle.electronic_sequence == "7");
    CHECK(middle.page_number == "2");
    CHECK(middle.first_page == "false");
    CHECK(middle.last_page == "false");
    CHECK(page("7", "60F", "62F").page_number.empty());
}

TEST_CASE("an MT942 is one by its floor limit, and its entries say so") {
    auto const told = read_answer(
        ":20:S\n:25:12030000/202051\n:28C:7/3\n:34F:EUR0,\n:13D:2601201200+0100\n"
        ":61:2601200120D12,50N116NONREF\n-\n");
    REQUIRE(told);
    CHECK(told->statements.at(0).message == "mt942");
    CHECK(told->statements.at(0).page_number.empty());
    CHECK(told->entries.at(0).message == "mt942");
    CHECK(told->entries.at(0).account == "12030000/202051");
}
