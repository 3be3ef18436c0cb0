#include "store/sent_transfers.hpp"

#include "store/cabinet.hpp"
#include "store/closings.hpp"
#include "store/lumps.hpp"
#include "store/taken_out.hpp"

using namespace cabinet;

namespace {

std::vector<std::uint32_t> rows_of(Cabinet& cabinet, store::FileRecord const& file) {
    auto const sent = store::sent_transfers(cabinet.store(), file);
    REQUIRE(sent);
    std::vector<std::uint32_t> rows;
    for (auto const& transfer : *sent) {
        rows.push_back(transfer.line.row);
    }
    return rows;
}

void deliver(Cabinet& cabinet, store::FileRecord const& file) {
    REQUIRE(store::seal_file(cabinet.store(), file.file, {"ab", 1, "cd", "signer", "boot", "ef", noon()}));
    REQUIRE(store::set_file_state(cabinet.store(), file.file, FileState::delivered, noon()));
}

std::size_t unanswered(Cabinet& cabinet, std::uint64_t count, Money sum) {
    auto const files = store::unanswered_files(cabinet.store(), count, sum);
    REQUIRE(files);
    return files->size();
}

using Rows = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a file keeps its transfers and their places when one is corrected, and lacks what was taken out of it") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3}), line_of({0, 4})});
    auto const file = cabinet.plan(list, {{0, 2}, {0, 3}, {0, 4}});
    CHECK(rows_of(cabinet, file) == Rows{2, 3, 4});
    std::vector<store::TakenOut> const out = {{store::TransferRow{line_of({0, 3}), 1}, 1, "person.stopped"}};
    REQUIRE(store::take_out(cabinet.store(), file, out, noon()));
    CHECK(rows_of(cabinet, file) == Rows{2, 4});
    auto const members = store::lump_members(cabinet.store(), file.file);
    REQUIRE(members);
    CHECK(members->size() == 2);
    auto const correction = cabinet.correct(list, {cabinet.corrected(list, {0, 2}, yuan(100), yuan(0))});
    auto const again = cabinet.plan(correction, {{0, 2}}, "AA0001F20001");
    auto const first = store::sent_transfers(cabinet.store(), file);
    auto const second = store::sent_transfers(cabinet.store(), again);
    REQUIRE((first && second));
    REQUIRE((first->size() == 2 && second->size() == 1));
    CHECK((*first)[0].account.number == "6299990000000007751");
    CHECK((*second)[0].account.number == "6299990000000007769");
    CHECK((*second)[0].attempt == 2);
}

TEST_CASE("a file keeps the transfer of a payout that people closed") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    auto const file = cabinet.plan(list, {{0, 2}, {0, 3}});
    std::vector<store::Closing> const closed = {
        {list.list, {0, 2}, ClosingKind::paid_outside, yuan(100), "cash", "receipt 7", "1-paid_outside"}};
    REQUIRE(store::add_closings(cabinet.store(), closed));
    CHECK(rows_of(cabinet, file) == Rows{2, 3});
    auto const members = store::lump_members(cabinet.store(), file.file);
    REQUIRE(members);
    CHECK(members->size() == 2);
}

TEST_CASE("a file is unanswered while it is at the bank and no status has named a transfer of it") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    auto const file = cabinet.plan(list, {{0, 2}, {0, 3}});
    CHECK(unanswered(cabinet, 2, yuan(200)) == 0);
    deliver(cabinet, file);
    CHECK(unanswered(cabinet, 2, yuan(200)) == 1);
    CHECK(unanswered(cabinet, 1, yuan(200)) == 0);
    CHECK(unanswered(cabinet, 2, yuan(100)) == 0);
    auto const bank_file =
        store::add_bank_file(cabinet.store(), {.sha256 = "result", .name = "result.csv", .run = 1, .taken = noon()});
    REQUIRE(bank_file);
    auto const fact = [&](EvidenceKind kind, std::uint32_t statement) {
        return store::AttemptEvidence{
            list.list, {0, 2}, 1, {.kind = kind, .bank_file = *bank_file, .statement = statement}};
    };
    REQUIRE(store::add_evidence(cabinet.store(), std::vector{fact(EvidenceKind::provisional, 1)}));
    CHECK(unanswered(cabinet, 2, yuan(200)) == 1);
    REQUIRE(store::add_evidence(cabinet.store(), std::vector{fact(EvidenceKind::accepted, 0)}));
    CHECK(unanswered(cabinet, 2, yuan(200)) == 0);
}
