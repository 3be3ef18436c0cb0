#include "store/files.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

store::Seal const seal{"aa", 99, "bb", "signer", "boot", "cc", noon()};

/// A store with one planned file of rows 2 and 3.
struct Planned : Cabinet {
    store::ListRecord list = claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    store::FileRecord file = plan(list, {{0, 2}, {0, 3}});

    store::FileRecord now() { return store::file_by_message_id(store(), file.message_id)->value(); }
    Status to(FileState state) { return store::set_file_state(store(), file.file, state, noon()); }
};

}  // namespace

TEST_CASE("a plan is kept whole: the file, its batch, its transfers in order, and the list is planned") {
    Planned planned;
    auto const file = planned.now();
    CHECK(file.state == FileState::planned);
    CHECK(file.name == "AA0001F10001.xml");
    CHECK(file.created == noon());
    CHECK(file.transaction_count == 2);
    CHECK(file.control_sum == yuan(200));
    CHECK(file.sha256.empty());
    CHECK_FALSE(file.handed_over);
    auto const batches = store::batches(planned.store(), file);
    REQUIRE(batches);
    REQUIRE(batches->size() == 1);
    CHECK(batches->at(0).payment_information_id == "AA0001F10001B001");
    CHECK(batches->at(0).execution_date == *parse_day("2026-01-20"));
    CHECK(batches->at(0).control_sum == yuan(200));
    auto cursor = store::TransferCursor::open(planned.store(), file, 1);
    REQUIRE(cursor);
    store::TransferRow row{Line{.amount = yuan(0)}, 9};
    std::vector<std::uint32_t> rows;
    while (*cursor->next(row)) {
        rows.push_back(row.line.number.row);
        CHECK(row.attempt == 1);
        CHECK(row.line.amount == yuan(100));
    }
    CHECK(rows == std::vector<std::uint32_t>{2, 3});
    CHECK((*store::list_by_code(planned.store(), "AA0001"))->planned);
}

TEST_CASE("each transfer is read with its own line, whether lines follow one another or lie far apart") {
    Cabinet cabinet;
    std::vector<Line> lines;
    for (std::uint8_t sheet = 0; sheet < 2; ++sheet) {
        for (std::uint32_t row = 2; row < 90; ++row) {
            auto line = line_of({sheet, row});
            line.payee_name = std::to_string(sheet) + "/" + std::to_string(row);
            lines.push_back(line);
        }
    }
    auto const list = cabinet.claim(list_record(), lines);
    std::vector<LineNumber> const paid = {{0, 3}, {0, 4}, {0, 6}, {0, 22}, {0, 23}, {0, 80}, {1, 2}, {1, 70}, {1, 89}};
    auto const file = cabinet.plan(list, paid);
    auto cursor = store::TransferCursor::open(cabinet.store(), file, 1);
    REQUIRE(cursor);
    store::TransferRow row{Line{.amount = yuan(0)}, 9};
    for (auto const& number : paid) {
        REQUIRE(*cursor->next(row));
        CHECK(row.line.number == number);
        CHECK(row.line.payee_name == std::to_string(number.sheet) + "/" + std::to_string(number.row));
    }
    CHECK_FALSE(*cursor->next(row));
}

TEST_CASE("a payout has one live attempt, and a message identifier one file") {
    Planned planned;
    store::PlanWriter writer(planned.store(), planned.list.list, planned.list.list);
    CHECK_FALSE(writer.add_file(planned.file));
    auto other = planned.file;
    other.message_id = "AA0001F10002";
    auto const id = writer.add_file(other);
    REQUIRE(id);
    std::vector<LineNumber> const again = {{0, 2}};
    CHECK_FALSE(writer.add_attempts(*id, 1, 1, again));
    // Another attempt of the same payout while the first is live.
    CHECK_FALSE(writer.add_attempts(*id, 1, 2, again));
    CHECK(planned.said("UPDATE attempt SET live = 0 WHERE row = 2") == "taken");
    CHECK(writer.add_attempts(*id, 1, 2, again));
    std::vector<LineNumber> const no_line = {{0, 99}};
    CHECK_FALSE(writer.add_attempts(*id, 1, 1, no_line));
}

TEST_CASE("a file is sealed once, from its plan, and its bytes never change again") {
    Planned planned;
    REQUIRE(store::seal_file(planned.store(), planned.file.file, seal));
    auto const file = planned.now();
    CHECK(file.state == FileState::sealed);
    CHECK(file.sha256 == "aa");
    CHECK(file.byte_count == 99);
    CHECK(file.canonical_sha256 == "bb");
    CHECK(file.signer == "signer");
    CHECK(file.boot_id == "boot");
    CHECK(file.sealed == noon());
    CHECK_FALSE(store::seal_file(planned.store(), planned.file.file, seal));
    for (auto const* column : {"sha256 = 'cc'", "byte_count = 1", "canonical_sha256 = 'cc'", "signer = 'x'"}) {
        CHECK(planned.said("UPDATE transfer_file SET " + std::string(column)) ==
              "the bytes of a sealed file never change");
    }
}

TEST_CASE("a file's state goes forward, and only along the steps that exist") {
    using State = FileState;
    struct Place {
        State state;
        std::vector<State> way;
        std::vector<State> next;
    };
    std::vector<Place> const places = {
        {State::planned, {}, {State::sealed, State::not_sent}},
        {State::sealed, {State::sealed}, {State::delivered, State::in_doubt}},
        {State::in_doubt, {State::sealed, State::in_doubt}, {State::delivered, State::submitted, State::not_sent}},
        {State::delivered, {State::sealed, State::delivered}, {State::submitted, State::withdrawn}},
        {State::submitted, {State::sealed, State::delivered, State::submitted}, {State::at_bank_for_release}},
        {State::not_sent, {State::not_sent}, {}},
        {State::withdrawn, {State::sealed, State::delivered, State::withdrawn}, {}},
        {State::at_bank_for_release,
         {State::sealed, State::delivered, State::submitted, State::at_bank_for_release},
         {}},
    };
    for (auto const& from : places) {
        for (auto const& to : places) {
            Planned planned;
            for (auto const step : from.way) {
                REQUIRE(planned.to(step));
            }
            INFO(text_of(from.state) << " to " << text_of(to.state));
            auto const legal = std::find(from.next.begin(), from.next.end(), to.state) != from.next.end();
            CHECK(static_cast<bool>(planned.to(to.state)) == legal);
        }
    }
}

TEST_CASE("the moment of delivery is kept, and files are found by state") {
    Planned planned;
    REQUIRE(store::seal_file(planned.store(), planned.file.file, seal));
    CHECK(store::files(planned.store(), FileState::sealed)->size() == 1);
    REQUIRE(planned.to(FileState::delivered));
    CHECK(planned.now().delivered == noon());
    CHECK(store::files(planned.store(), FileState::sealed)->empty());
    CHECK(store::files(planned.store(), std::nullopt)->size() == 1);
    CHECK_FALSE(store::set_file_state(planned.store(), 99, FileState::sealed, noon()));
}

TEST_CASE("a file stands on a hand-over sheet once it is marked") {
    Planned planned;
    auto const files = store::files(planned.store(), std::nullopt);
    REQUIRE(store::mark_handed_over(planned.store(), *files));
    CHECK(planned.now().handed_over);
}
