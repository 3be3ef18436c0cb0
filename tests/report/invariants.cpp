#include "report/invariants.hpp"

#include <algorithm>

#include "report/evening.hpp"

using namespace evening;

namespace {

/// A store whose list has its maker and an approver, under a programme that has `allocated`.
struct Books : Evening {
    explicit Books(Money allocated = yuan(1000)) {
        std::vector<store::ApprovalRecord> const signed_by = {{"li", "maker", "c1", "s1", "li"},
                                                              {"wang", "approver", "c2", "s2", "wang"}};
        REQUIRE(store::add_approvals(connection(), list, signed_by));
        settings::Programme winter{.id = "winter", .currency = cny()};
        winter.funds.push_back({"main", "main", allocated});
        programmes.emplace("winter", std::move(winter));
    }

    [[nodiscard]] std::vector<std::string> broken() const {
        auto const found = report::broken_invariants(connection(), programmes, horizon);
        REQUIRE(found);
        std::vector<std::string> laws;
        for (auto const& error : *found) {
            CHECK(error.code == ErrorCode::invariant_broken);
            laws.push_back(error.arguments.front());
        }
        return laws;
    }

    std::map<std::string, settings::Programme> programmes;
};

}  // namespace

TEST_CASE("whatever banks say, what is told of adds up") { CHECK(Books().broken().empty()); }

TEST_CASE("I1: a fund never gives more than it was allocated") {
    CHECK(Books(yuan(600)).broken().empty());  // seven lines of 100, of which one is held
    CHECK(Books(yuan(599)).broken() == std::vector<std::string>{"I1 winter/main: -1.00"});
}

TEST_CASE("I2: what a payout is debited is nothing or the payout") {
    Books const books;
    Evidence const part{
        EvidenceKind::debited, books.bank_file, 1, 9, 0, yuan(60), *parse_day("2026-01-20"), {}, {}, {}};
    store::AttemptEvidence const told{books.list, {0, 6}, 1, part};
    REQUIRE(store::add_evidence(books.connection(), {&told, 1}));
    CHECK(books.broken() == std::vector<std::string>{"I2 AA0001:6: 60.00"});
}

namespace {

BankStatement statement_of(Books const& books, std::optional<Money> booked) {
    BankStatement statement;
    statement.bank_file = books.bank_file;
    statement.statement = 1;
    statement.message = "camt.053";
    statement.id = "S1";
    statement.account = "relief";
    statement.currency = "CNY";
    statement.page = 1;
    statement.first_page = statement.last_page = true;
    statement.closing_day = *parse_day("2026-01-20");
    statement.entry_count = 1;
    statement.booked = booked;
    statement.content = "c";
    return statement;
}

}  // namespace

TEST_CASE("I3: an entry of a statement is not lost") {
    Books const books;
    REQUIRE(store::add_statement(books.connection(), statement_of(books, yuan(0) - yuan(70))));
    CHECK(books.broken() == std::vector<std::string>{"I3 camt053-1.xml: 1"});
    std::vector<store::EntryRecord> const two_details = {
        {1, 1, 1, yuan(0) - yuan(30), *parse_day("2026-01-20"), "", "unexplained", "", "", ""},
        {1, 1, 2, yuan(0) - yuan(40), *parse_day("2026-01-20"), "", "unexplained", "", "", ""}};
    REQUIRE(store::add_entries(books.connection(), books.bank_file, two_details));
    CHECK(books.broken().empty());
}

TEST_CASE("I3: the entries of a statement add up to what it booked, those that are only announced left out") {
    Books const books;
    REQUIRE(store::add_statement(books.connection(), statement_of(books, yuan(0) - yuan(71))));
    store::EntryRecord entry{1,  1,  1,    yuan(0) - yuan(70), *parse_day("2026-01-20"), "", "unexplained", "", "", "",
                             {}, "", false};
    REQUIRE(store::add_entries(books.connection(), books.bank_file, {&entry, 1}));
    CHECK(books.broken() == std::vector<std::string>{"I3 camt053-1.xml: 1"});
    entry.detail = 2;
    entry.amount = yuan(0) - yuan(5);
    entry.pending = true;
    REQUIRE(store::add_entries(books.connection(), books.bank_file, {&entry, 1}));
    CHECK(books.broken() == std::vector<std::string>{"I3 camt053-1.xml: 1"});
    entry.detail = 3;
    entry.amount = yuan(0) - yuan(1);
    entry.pending = false;
    REQUIRE(store::add_entries(books.connection(), books.bank_file, {&entry, 1}));
    CHECK(books.broken().empty());
}

TEST_CASE("I6: nothing is planned that nobody approved") {
    Books const books;
    REQUIRE(books.connection().execute("DELETE FROM approval WHERE role = 'approver'"));
    CHECK(books.broken() == std::vector<std::string>{"I6 AA0001: 1"});
}
