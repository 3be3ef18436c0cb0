#include "reconcile/settle_results.hpp"

#include "reconcile/morning.hpp"

using namespace morning;

namespace {

using Rows = std::vector<reconcile::StatusRecord>;

reconcile::StatusRecord row(std::string number, std::string status = "ACSC") {
    reconcile::StatusRecord record;
    record.key = settings::AnswerTable::Key::row;
    record.transfer_number = std::move(number);
    record.status = std::move(status);
    record.amount = "100.00";
    record.currency = "CNY";
    record.place = {"result.csv", "", 3, 1};
    return record;
}

Result<reconcile::ResultFacts> settled(Morning& morning, reconcile::ResultHead const& head, Rows const& rows) {
    reconcile::ResultRows table{rows, {}};
    for (auto const& one : rows) {
        table.kinds.push_back(one.status == "ACSC"   ? std::optional(EvidenceKind::accepted)
                              : one.status == "RJCT" ? std::optional(EvidenceKind::rejected)
                                                     : std::nullopt);
    }
    return reconcile::settle_results(morning.desk(), head, table, 7);
}

Rows const all = {row("3"), row("1", "RJCT"), row("2", "PART")};

}  // namespace

TEST_CASE("a table proves of each transfer what its row says, and nothing where that proves nothing") {
    Morning morning;
    auto const told = settled(morning, {"AA0001F10001", 3, yuan(300)}, all);
    REQUIRE(told);
    REQUIRE(told->facts.size() == 2);
    CHECK(told->facts[0].line.row == 4);
    CHECK(told->facts[0].evidence.kind == EvidenceKind::accepted);
    CHECK(told->facts[1].line.row == 2);
    CHECK(told->facts[1].evidence.kind == EvidenceKind::rejected);
    CHECK(told->facts[1].evidence.rule == "transfer_number+amount+currency");
    CHECK(told->facts[1].evidence.bank_file == 7);
    CHECK(told->findings.empty());
    CHECK(told->file);
}

TEST_CASE("a table of a file that nobody knows, or that could be any, proves nothing and is told") {
    Morning morning;
    for (auto const& head : {reconcile::ResultHead{"AA0009F10001", 3, yuan(300)}, {"", 3, yuan(300)}}) {
        auto const told = settled(morning, head, all);  // the only file here is not at the bank yet
        REQUIRE(told);
        CHECK(told->facts.empty());
        REQUIRE(told->findings.size() == 1);
        CHECK(told->findings[0].code == ErrorCode::transfer_unknown);
        CHECK(told->findings[0].value == (head.message_id.empty() ? "300.00" : "AA0009F10001"));
    }
}

TEST_CASE("a row that fits nobody is told with its place") {
    Morning morning;
    auto const told = settled(morning, {"AA0001F10001", 3, yuan(300)}, {row("1"), row("2"), row("4")});
    REQUIRE(told);
    CHECK(told->facts.empty());
    REQUIRE(told->findings.size() == 1);
    CHECK(told->findings[0].value == "4");
    CHECK(told->findings[0].position == Position{"result.csv", "", 3, 1});
}

TEST_CASE("a table of fewer transfers or of another sum than the file is not whole") {
    Morning morning;
    auto const fewer = settled(morning, {"AA0001F10001", 2, yuan(200)}, {row("1"), row("2")});
    REQUIRE_FALSE(fewer);
    CHECK(fewer.error().code == ErrorCode::bank_file_totals);
    CHECK(fewer.error().arguments == Texts{"3", "2"});
    auto const other = settled(morning, {"AA0001F10001", 3, yuan(299)}, all);
    REQUIRE_FALSE(other);
    CHECK(other.error().arguments == Texts{"300.00", "299.00"});
}
