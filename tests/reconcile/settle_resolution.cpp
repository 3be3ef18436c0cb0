#include "reconcile/settle_resolution.hpp"

#include "reconcile/morning.hpp"
#include "store/recalls.hpp"

using namespace morning;

namespace {

/// Rows 2 and 4 of the file are asked back.
struct Asked : Morning {
    Asked() {
        std::vector<store::RecalledTransfer> const transfers = {{1, {0, 2}, 1}, {1, {0, 4}, 1}};
        REQUIRE(store::add_recall(
            store(),
            {"AA0001F10001C01", 1, "1-recall", "CUST", "camt055", "AA0001F10001C01.xml", clock.now(), "digest"},
            transfers));
    }

    reconcile::ResolutionFacts told(reconcile::StatusRecord const& record) {
        auto facts = reconcile::settle_resolution(store(), record, EvidenceKind::cancel_refused, 7);
        REQUIRE(facts);
        return *std::move(facts);
    }
};

std::vector<std::uint32_t> rows_of(reconcile::ResolutionFacts const& told) {
    std::vector<std::uint32_t> rows;
    for (auto const& fact : told.facts) {
        rows.push_back(fact.line.row);
    }
    return rows;
}

}  // namespace

TEST_CASE("what is said of a file or a batch is said of what people asked back of it") {
    Asked morning;
    reconcile::StatusRecord record;
    record.original_message_id = "AA0001F10001";
    record.reason = "LEGL";
    auto const of_file = morning.told(record);
    CHECK(of_file.file == 1);
    CHECK(rows_of(of_file) == std::vector<std::uint32_t>{2, 4});
    CHECK(of_file.facts[0].evidence.kind == EvidenceKind::cancel_refused);
    CHECK(of_file.facts[0].evidence.reason == "LEGL");
    CHECK(of_file.facts[0].evidence.bank_file == 7);
    record.level = reconcile::StatusRecord::Level::batch;
    record.original_payment_information_id = "AA0001F10001B001";
    CHECK(rows_of(morning.told(record)) == std::vector<std::uint32_t>{2, 4});
}

TEST_CASE("what is said of a file or batch of somebody else is said of nobody") {
    Asked morning;
    reconcile::StatusRecord record;
    record.original_message_id = "AA0001F10009";
    CHECK_FALSE(morning.told(record).file);
    record.level = reconcile::StatusRecord::Level::batch;
    record.original_payment_information_id = "AA0001F10001B009";
    CHECK_FALSE(morning.told(record).file);
}
