#include "store/lists.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

store::PayoutKey key(std::int64_t scope, std::uint8_t person, std::uint32_t row) {
    store::PayoutKey made{scope, {}, {0, row}};
    made.person[0] = person;
    return made;
}

store::PayoutScope const scope{"winter", "2026", "general", "money", 1};

}  // namespace

TEST_CASE("a list is found by its code and by its cover, with everything it was kept with") {
    Cabinet cabinet;
    auto const original = cabinet.claim(list_record(), {});
    auto record = list_record("AA0002");
    record.kind = "supplement";
    record.of_list = original.list;
    record.list = cabinet.claim(record, {}).list;
    auto const found = store::list_by_code(cabinet.store(), "AA0002");
    REQUIRE((found && *found));
    auto const& list = **found;
    CHECK(list.list == record.list);
    CHECK(list.cover_sha256 == "cover of AA0002");
    CHECK(list.kind == "supplement");
    CHECK(list.of_list == original.list);
    CHECK(list.programme == "winter");
    CHECK(list.period == "2026");
    CHECK(list.instalment == 2);
    CHECK(list.unit == "union");
    CHECK(list.fund == "main");
    CHECK(list.profile == "testbank-cn");
    CHECK(list.debtor_account == "relief");
    CHECK(list.currency == cny());
    CHECK(list.execution_date == *parse_day("2026-01-20"));
    CHECK(list.maker == "li");
    CHECK(list.cover_file == "list.cover.toml");
    CHECK(list.rows_file == "rows.csv");
    CHECK(list.rows_sha256 == "rows");
    CHECK(list.total == yuan(300));
    CHECK_FALSE(list.planned);
    CHECK(list.run == 1);
    CHECK(list.claimed == noon());
    CHECK((*store::list_by_cover(cabinet.store(), "cover of AA0001"))->code == "AA0001");
    CHECK_FALSE(*store::list_by_code(cabinet.store(), "AA0003"));
    CHECK(store::lists(cabinet.store())->size() == 2);
}

TEST_CASE("a code and a cover are used once for ever") {
    Cabinet cabinet;
    cabinet.claim(list_record(), {});
    auto same_code = list_record();
    same_code.cover_sha256 = "another";
    CHECK_FALSE(store::ListWriter::begin(cabinet.store(), same_code, {}));
    auto same_cover = list_record("AA0002");
    same_cover.cover_sha256 = "cover of AA0001";
    CHECK_FALSE(store::ListWriter::begin(cabinet.store(), same_cover, {}));
}

TEST_CASE("approvals are kept with the list, of each person the last one, and in whose place it was given") {
    Cabinet cabinet;
    std::vector<store::ApprovalRecord> const both = {{"wang", "approver", "c2", "s2", "zhao"},
                                                     {"li", "maker", "c1", "s1", "li"}};
    auto const writer = store::ListWriter::begin(cabinet.store(), list_record(), both);
    REQUIRE(writer);
    auto const kept = store::approvals(cabinet.store(), writer->list());
    REQUIRE(kept);
    REQUIRE(kept->size() == 2);
    CHECK(kept->at(0).person == "li");
    CHECK(kept->at(1).signature_sha256 == "s2");
    CHECK(kept->at(1).acts_for == "zhao");
    std::vector<store::ApprovalRecord> const again = {{"wang", "approver", "c3", "s3", "wang"}};
    REQUIRE(store::add_approvals(cabinet.store(), writer->list(), again));
    auto const now = store::approvals(cabinet.store(), writer->list());
    REQUIRE(now);
    REQUIRE(now->size() == 2);
    CHECK(now->at(1).signature_sha256 == "s3");
    CHECK(now->at(1).acts_for == "wang");
}

TEST_CASE("lines come back in the order of sheet and row") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({1, 2}), line_of({0, 10}), line_of({0, 9})});
    auto cursor = store::LineCursor::open(cabinet.store(), list);
    REQUIRE(cursor);
    std::vector<LineNumber> order;
    Line line{.amount = yuan(0)};
    while (*cursor->next(line)) {
        order.push_back(line.number);
    }
    CHECK(order == std::vector<LineNumber>{{0, 9}, {0, 10}, {1, 2}});
    CHECK(store::line_at(cabinet.store(), list, {1, 2})->has_value());
    CHECK_FALSE(*store::line_at(cabinet.store(), list, {1, 3}));
}

TEST_CASE("an approved line is never changed, removed or written twice") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2})});
    for (auto const* column : {"amount = 1", "account = '1'", "payee_name = 'x'", "person_key = x'00'"}) {
        CHECK(cabinet.said("UPDATE line SET " + std::string(column)) == "an approved line is never changed");
    }
    CHECK(cabinet.said("DELETE FROM line") == "a line is never removed");
    auto again = store::ListWriter::begin(cabinet.store(), list_record("AA0002"), {});
    REQUIRE(again);
    CHECK_FALSE(again->append(std::vector<Line>{line_of({0, 2}), line_of({0, 2})}));
}

TEST_CASE("one benefit is spent once for a person, whatever list says it again") {
    Cabinet cabinet;
    auto const id = store::scope_of(cabinet.store(), scope);
    REQUIRE(id);
    CHECK(*store::scope_of(cabinet.store(), scope) == *id);
    auto other = scope;
    other.instalment = 2;
    auto const other_id = store::scope_of(cabinet.store(), other);
    CHECK(*other_id != *id);

    auto first = store::ListWriter::begin(cabinet.store(), list_record(), {});
    REQUIRE(first);
    std::vector<store::PayoutKey> const keys = {key(*id, 1, 2), key(*id, 2, 3)};
    REQUIRE(first->spend(keys));
    std::vector<store::PayoutKey> const asked = {key(*id, 1, 7), key(*id, 3, 8), key(*other_id, 1, 7)};
    CHECK(*store::spent_keys(cabinet.store(), asked) == std::vector<std::size_t>{0});

    auto second = store::ListWriter::begin(cabinet.store(), list_record("AA0002"), {});
    REQUIRE(second);
    std::vector<store::PayoutKey> const again = {key(*id, 2, 9)};
    CHECK(second->spend(again).error().code == ErrorCode::payout_already_approved);
}

TEST_CASE("the findings of a list are those of its latest run") {
    Cabinet cabinet;
    auto const finding = [](ErrorCode code) {
        return std::vector<Finding>{finding_of({code, {}, "v", {"a", "b"}}, {"rows.csv", "Sheet", 7, 3})};
    };
    REQUIRE(store::add_findings(cabinet.store(), 1, "AA0001", finding(ErrorCode::amount_zero)));
    auto const later = store::begin_run(cabinet.store(), "pay", noon());
    REQUIRE(later);
    REQUIRE(store::add_findings(cabinet.store(), later->run, "AA0001", finding(ErrorCode::amount_syntax)));
    REQUIRE(store::add_findings(cabinet.store(), later->run, "AA0002", finding(ErrorCode::list_empty)));
    auto const found = store::findings(cabinet.store(), "AA0001");
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    auto const& kept = found->at(0).second;
    CHECK(kept.code == ErrorCode::amount_syntax);
    CHECK(kept.severity == severity_of(ErrorCode::amount_syntax));
    CHECK(kept.position == Position{"rows.csv", "Sheet", 7, 3});
    CHECK(kept.value == "v");
    CHECK(kept.arguments == std::vector<std::string>{"a", "b"});
    CHECK(store::findings(cabinet.store(), "")->size() == 2);
}

TEST_CASE("a line leaves its list once, and only while it has no attempt") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    cabinet.plan(list, {{0, 3}});
    CHECK(*store::cancel_line(cabinet.store(), list.list, {0, 2}, "cancelled"));
    CHECK_FALSE(*store::cancel_line(cabinet.store(), list.list, {0, 2}, "cancelled"));
    CHECK_FALSE(*store::cancel_line(cabinet.store(), list.list, {0, 3}, "cancelled"));
    CHECK_FALSE(*store::cancel_line(cabinet.store(), list.list, {0, 9}, "cancelled"));
    CHECK((*store::line_at(cabinet.store(), list, {0, 2}))->state == LineState::cancelled);
}

TEST_CASE("a fund has promised what is accepted, of every channel, and nothing else") {
    Cabinet cabinet;
    auto const with = [](std::uint32_t row, LineState state, Channel channel = Channel::bank) {
        auto line = line_of({0, row});
        line.state = state;
        line.channel = channel;
        return line;
    };
    cabinet.claim(list_record(),
                  {with(2, LineState::accepted), with(3, LineState::accepted, Channel::cash), with(4, LineState::held),
                   with(5, LineState::refused), with(6, LineState::cancelled)});
    auto other = list_record("AA0002");
    other.fund = "other";
    cabinet.claim(other, {with(2, LineState::accepted)});
    CHECK(*store::fund_committed(cabinet.store(), "winter", "main") == 20000);
    CHECK(*store::fund_committed(cabinet.store(), "winter", "other") == 10000);
    CHECK(*store::fund_committed(cabinet.store(), "summer", "main") == 0);
}
