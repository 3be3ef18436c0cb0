#include "store/corrections.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

/// A list with row 2 paid by a live attempt and row 3 held.
struct Corrected : Cabinet {
    Corrected() {
        auto held = line_of({0, 3});
        held.state = LineState::held;
        held.finding = "account.missing";
        held.account = {};
        list = claim(list_record(), {line_of({0, 2}), held});
        plan(list, {{0, 2}});
    }
    store::ListRecord list = list_record();
};

EndToEndId id_of(std::uint32_t row, int attempt) {
    return EndToEndId::of(*ListCode::parse("AA0001"), {0, row}, attempt);
}

}  // namespace

TEST_CASE("a correction ends the attempt that failed and lets a held line go on; the line itself stays as approved") {
    Corrected store;
    auto const correction = store.correct(store.list, {store.corrected(store.list, {0, 2}, yuan(100), yuan(0)),
                                                       store.corrected(store.list, {0, 3}, yuan(90), yuan(10))});
    CHECK(store.count("attempt WHERE live = 1") == 0);
    CHECK(store.count("line WHERE state = 'accepted'") == 2);
    CHECK((*store::line_at(store.store(), store.list, {0, 2}))->account.number == "6299990000000007751");
    CHECK((*store::line_at(store.store(), store.list, {0, 3}))->amount == yuan(100));
    CHECK(*store::correction_count(store.store(), store.list.list) == 1);
    auto const kept = *store::list_by_code(store.store(), correction.code);
    REQUIRE(kept);
    CHECK(kept->round == 2);
    CHECK(kept->reason == "asked again");
    CHECK(kept->lines_code() == "AA0001");
    CHECK(kept->lines_of() == store.list.list);
}

TEST_CASE("a correction list pays the corrected lines, and the list it is of pays them no more") {
    Corrected store;
    auto const correction = store.correct(store.list, {store.corrected(store.list, {0, 3}, yuan(90), yuan(10))});
    Line line{.amount = yuan(0)};
    auto cursor = store::LineCursor::open(store.store(), correction);
    REQUIRE(*cursor->next(line));
    CHECK(line.number == LineNumber{0, 3});
    CHECK(line.amount == yuan(90));
    CHECK(line.account.number == "6299990000000007769");
    CHECK(line.state == LineState::accepted);
    CHECK_FALSE(*cursor->next(line));
    auto own = store::LineCursor::open(store.store(), store.list);
    REQUIRE(*own->next(line));
    CHECK(line.number == LineNumber{0, 2});
    CHECK_FALSE(*own->next(line));
}

TEST_CASE("each attempt is written and looked up with the account and amount it pays") {
    Corrected store;
    auto const correction = store.correct(store.list, {store.corrected(store.list, {0, 2}, yuan(80), yuan(20))});
    auto const file = store.plan(correction, {{0, 2}}, "AA0001F20001");
    auto transfers = store::TransferCursor::open(store.store(), file, 1);
    store::TransferRow row{Line{.amount = yuan(0)}, 1};
    REQUIRE(*transfers->next(row));
    CHECK(row.attempt == 2);
    CHECK(row.line.amount == yuan(80));
    CHECK(row.line.account.number == "6299990000000007769");

    std::vector<EndToEndId> const ids = {id_of(2, 1), id_of(2, 2), id_of(2, 3)};
    auto const found = store::find_attempts(store.store(), ids);
    REQUIRE(found);
    CHECK((*found)[0]->amount == yuan(100));
    CHECK((*found)[0]->account.number == "6299990000000007751");
    CHECK((*found)[1]->amount == yuan(80));
    CHECK((*found)[1]->account.number == "6299990000000007769");
    CHECK((*found)[1]->file == file.file);
    CHECK_FALSE((*found)[2]);
}

TEST_CASE("the store itself refuses a second way of paying a line, and paying more") {
    Corrected store;
    auto const list = std::to_string(store.list.list);
    auto const insert = [&](int row, int attempt, int amount, int given_up) {
        return store.said(
            "INSERT INTO correction (list, sheet, row, attempt, correction, correction_row, channel, "
            "payee_name, scheme, account, bank_code, bic, amount, given_up) VALUES (" +
            list + ", 0, " + std::to_string(row) + ", " + std::to_string(attempt) + ", " + list +
            ", 2, 'bank', 'x', 'other', '1', '', '', " + std::to_string(amount) + ", " + std::to_string(given_up) +
            ")");
    };
    CHECK(insert(2, 2, 10000, 0) == "a line that may still be paid is never corrected");
    CHECK(insert(3, 2, 10001, 0) == "a correction never pays more than its line");
    CHECK(insert(3, 2, 9000, 1001) == "a correction never pays more than its line");
    CHECK(insert(3, 2, 9000, 1000) == "taken");
    CHECK(insert(3, 3, 9000, 0) == "a line that may still be paid is never corrected");
    CHECK(store.said("UPDATE correction SET amount = 1") == "a correction is never changed");
    CHECK(store.said("DELETE FROM correction") == "a correction is never removed");
}

TEST_CASE("a fund has promised no longer what a correction gave up") {
    Corrected store;
    CHECK(*store::fund_committed(store.store(), "winter", "main") == 10000);
    store.correct(store.list, {store.corrected(store.list, {0, 3}, yuan(90), yuan(10))});
    CHECK(*store::fund_committed(store.store(), "winter", "main") == 19000);
}

TEST_CASE("a cancelled line knows which list took it out, and why") {
    Corrected store;
    REQUIRE(*store::cancel_line(store.store(), store.list.list, {0, 3}, "cancelled"));
    auto cancelling = list_record("AA0002");
    cancelling.kind = "cancellation";
    cancelling.of_list = store.list.list;
    cancelling = store.claim(cancelling, {});
    std::vector<store::Cancellation> const lines = {{store.list.list, {0, 3}, "moved away"}};
    REQUIRE(store::add_cancellations(store.store(), cancelling, lines));
    auto const found = *store::cancellation_of(store.store(), store.list.list, {0, 3});
    REQUIRE(found);
    CHECK(found->list_code == "AA0002");
    CHECK(found->note == "moved away");
    CHECK_FALSE(*store::cancellation_of(store.store(), store.list.list, {0, 2}));
    CHECK(store.said("UPDATE cancelled_line SET note = ''") == "a cancellation is never changed");
}
