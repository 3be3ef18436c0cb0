#include "reconcile/match_results.hpp"

#include "catch.hpp"

using namespace almoner;
using reconcile::StatusRecord;
using settings::AccountEcho;
using Key = settings::AnswerTable::Key;

namespace {

store::SentTransfer transfer(std::string const& account, std::string name = "张三", std::int64_t yuan = 500) {
    return {.list = 1,
            .line = {0, 2},
            .amount = Money{yuan * 100, *Currency::parse("CNY")},
            .payee_name = std::move(name),
            .account = {AccountScheme::other, account}};
}

StatusRecord row(Key key, std::string number, std::string account, std::string status = "ACSC") {
    StatusRecord record;
    record.key = key;
    record.transfer_number = std::move(number);
    record.creditor_account = std::move(account);
    record.creditor_name = "张三";
    record.status = std::move(status);
    record.amount = "500.00";
    record.currency = "CNY";
    return record;
}

StatusRecord numbered(std::string number, std::string account = "") {
    return row(Key::row, std::move(number), std::move(account));
}

StatusRecord paid(std::string account, std::string status = "ACSC") {
    return row(Key::payee, "", std::move(account), std::move(status));
}

/// For each row the number of its transfer from 1, or what is told of it; "-" where nothing is.
std::vector<std::string> told(std::vector<StatusRecord> const& rows, std::vector<store::SentTransfer> const& transfers,
                              AccountEcho echo = AccountEcho::full) {
    std::vector<std::string> all;
    for (auto const& match : reconcile::match_results(rows, transfers, echo)) {
        all.push_back(match.transfer ? std::to_string(*match.transfer + 1)
                      : match.fault  ? std::string(text_of(*match.fault))
                                     : "-");
    }
    return all;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("a row of a number is the transfer of that number, in whatever order the rows stand") {
    std::vector const file = {transfer("A"), transfer("B")};
    CHECK(told({numbered("2"), numbered("1")}, file) == Told{"2", "1"});
    CHECK(told({numbered("2", "B"), numbered("1", "A")}, file) == Told{"2", "1"});
    auto const found = reconcile::match_results(std::vector{numbered("2", "B")}, file, AccountEcho::full);
    CHECK(found[0].rule == "transfer_number+amount+currency+creditor_account");
}

TEST_CASE("a number that the file has not, or another amount or account, fits nobody") {
    std::vector const file = {transfer("A"), transfer("B"), transfer("C")};
    CHECK(told({numbered("1", "A"), numbered("4", "B"), numbered("3", "B")}, file) ==
          Told{"1", "transfer.unknown", "transfer.unknown"});
    CHECK(told({numbered("0", "A"), numbered("", "A"), numbered("1.", "A")}, file) ==
          Told{"transfer.unknown", "transfer.unknown", "transfer.unknown"});
    auto other = numbered("1", "A");
    other.amount = "400.00";
    CHECK(told({other}, file) == Told{"transfer.unknown"});
    other = numbered("1", "A");
    other.currency = "USD";
    CHECK(told({other}, file) == Told{"transfer.unknown"});
}

TEST_CASE("a number that stands twice is nobody's") {
    std::vector const file = {transfer("A"), transfer("B"), transfer("C")};
    CHECK(told({numbered("1", "A"), numbered("1", "A"), numbered("3", "C")}, file) ==
          Told{"transfer.ambiguous", "transfer.ambiguous", "3"});
}

TEST_CASE("without accounts one row that does not fit leaves all to people") {
    std::vector const file = {transfer("A"), transfer("B", "张三", 400)};
    CHECK(told({numbered("1"), numbered("2")}, file) == Told{"-", "transfer.unknown"});
}

TEST_CASE("an account is compared as far as the bank shows it") {
    std::vector const file = {transfer("62220001")};
    CHECK(told({numbered("1", "6222**01")}, file) == Told{"transfer.unknown"});
    CHECK(told({numbered("1", "6222**01")}, file, AccountEcho::masked) == Told{"1"});
    CHECK(told({numbered("1", "6222**02")}, file, AccountEcho::masked) == Told{"transfer.unknown"});
}

TEST_CASE("a payee is known by account, amount and name together") {
    std::vector const file = {transfer("A"), transfer("B"), transfer("C", "李 娜"), transfer("D", "张三", 400)};
    CHECK(told({paid("B"), paid("A"), paid("C"), paid("D"), paid("E"), paid("")}, file) ==
          Told{"2", "1", "transfer.unknown", "transfer.unknown", "transfer.unknown", "transfer.unknown"});
    auto written_otherwise = paid("C");
    written_otherwise.creditor_name = "李娜";
    CHECK(told({written_otherwise}, file) == Told{"3"});
}

TEST_CASE("twins are matched by occurrence when all say the same, and otherwise nobody is") {
    std::vector const file = {transfer("A"), transfer("B"), transfer("A")};
    CHECK(told({paid("A"), paid("A"), paid("B")}, file) == Told{"1", "3", "2"});
    CHECK(told({paid("A", "RJCT"), paid("A"), paid("B")}, file) == Told{"transfer.ambiguous", "-", "2"});
    CHECK(told({paid("A", "RJCT"), paid("B")}, file) == Told{"transfer.ambiguous", "2"});
    CHECK(told({paid("B"), paid("B")}, file) == Told{"transfer.ambiguous", "-"});
}
