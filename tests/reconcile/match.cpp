#include "reconcile/match.hpp"

#include "catch.hpp"

using namespace almoner;
using reconcile::Movement;
using settings::AccountEcho;

namespace {

Money yuan(std::int64_t minor_units) { return {minor_units, *Currency::parse("CNY")}; }

Movement debit(std::int64_t minor_units) {
    Movement movement{.amount = yuan(minor_units)};
    movement.booking_day = *parse_day("2026-01-20");
    movement.end_to_end_id = "SP0101000000021W";
    movement.payee_account = "6299990000000000019";
    return movement;
}

std::optional<store::AttemptRecord> attempt() {
    store::AttemptRecord record{.amount = yuan(50000)};
    record.account = {AccountScheme::other, "6299990000000000019"};
    return record;
}

Result<std::vector<Movement>> movements_of(reconcile::Entry const& entry) {
    std::vector<Movement> movements;
    auto const read = reconcile::for_each_movement(entry, [&](Movement&& movement) {
        movements.push_back(std::move(movement));
        return Status{};
    });
    return read ? Result<std::vector<Movement>>(std::move(movements)) : read.error();
}

reconcile::Entry entry_of(std::string amount) {
    reconcile::Entry entry;
    entry.amount = std::move(amount);
    entry.currency = "CNY";
    entry.credit_debit = "DBIT";
    entry.status = "BOOK";
    entry.booking_date = "2026-01-20T10:00:00+08:00";
    return entry;
}

}  // namespace

TEST_CASE("a booked debit with our reference, amount and account proves the payment") {
    auto const found = reconcile::match(debit(50000), attempt(), "end_to_end_id", AccountEcho::full);
    CHECK(found.entry_class == "payout_debit");
    CHECK(found.evidence == EvidenceKind::debited);
    CHECK(found.rule == "end_to_end_id+amount+currency+account");
}

TEST_CASE("one cent of difference is a conflict and never a match") {
    for (auto const minor_units : {49999, 50001}) {
        auto const found = reconcile::match(debit(minor_units), attempt(), "end_to_end_id", AccountEcho::full);
        CHECK(found.entry_class == "conflict");
        CHECK(found.evidence == EvidenceKind::mismatch);
    }
}

TEST_CASE("another account is a conflict as far as the bank shows accounts") {
    auto movement = debit(50000);
    movement.payee_account = "6299990000000000027";
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::full).entry_class == "conflict");
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::none).entry_class == "payout_debit");
    movement.payee_account = "629999*********0019";
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::masked).entry_class == "payout_debit");
    movement.payee_account = "629999*********0027";
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::masked).entry_class == "conflict");
}

TEST_CASE("another currency is a conflict") {
    auto movement = debit(50000);
    movement.amount = Money{50000, *Currency::parse("HKD")};
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::full).entry_class == "conflict");
}

TEST_CASE("a credit with our reference is a return, and more than was paid a conflict") {
    auto movement = debit(50000);
    movement.credit = true;
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::full).evidence ==
          EvidenceKind::credited_back);
    movement.amount = yuan(50001);
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::full).entry_class == "conflict");
}

TEST_CASE("a status proves what its code says unless it tells of another amount") {
    reconcile::StatusRecord status;
    CHECK(reconcile::match(status, EvidenceKind::accepted, *attempt()).rule == "end_to_end_id");
    status.amount = "500.00";
    status.currency = "CNY";
    auto const same = reconcile::match(status, EvidenceKind::rejected, *attempt());
    CHECK(same.evidence == EvidenceKind::rejected);
    CHECK(same.rule == "end_to_end_id+amount+currency");
    status.amount = "500.01";
    CHECK(reconcile::match(status, EvidenceKind::accepted, *attempt()).evidence == EvidenceKind::mismatch);
    status.amount = "five hundred";
    CHECK(reconcile::match(status, EvidenceKind::accepted, *attempt()).rule == "amount cannot be read");
    status.amount = "500.00";
    status.currency = "HKD";
    CHECK(reconcile::match(status, EvidenceKind::accepted, *attempt()).rule == "currency differs");
}

TEST_CASE("a pending debit is provisional only") {
    auto movement = debit(50000);
    movement.booked = false;
    CHECK(reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::full).evidence ==
          EvidenceKind::provisional);
}

TEST_CASE("what carries no reference of ours is classed by its code or stays unexplained") {
    auto movement = debit(300);
    movement.end_to_end_id.clear();
    movement.sub_family = "CHRG";
    CHECK(reconcile::match(movement, {}, {}, AccountEcho::full).entry_class == "fee");
    movement.sub_family = "ESCT";
    CHECK(reconcile::match(movement, {}, {}, AccountEcho::full).entry_class == "unexplained");
}

TEST_CASE("a detail without an amount has the entry's, and trailing zeros of an amount say nothing") {
    auto entry = entry_of("500.000");
    reconcile::EntryDetail detail;
    detail.end_to_end_id = "X";
    entry.details.add(detail);
    auto const movements = movements_of(entry);
    REQUIRE(movements);
    REQUIRE(movements->size() == 1);
    CHECK(movements->front().amount == yuan(50000));
    CHECK(movements->front().detail == 1);
    CHECK(to_text(movements->front().booking_day) == "2026-01-20");
}

TEST_CASE("an entry without details is one movement, and an unreadable amount an error") {
    auto const movements = movements_of(entry_of("500.00"));
    REQUIRE(movements);
    CHECK(movements->front().detail == 0);
    auto const broken = movements_of(entry_of("500.001"));
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == ErrorCode::amount_precision);
}

TEST_CASE("an entry without a day is of the day on which its statement was made") {
    auto entry = entry_of("1.00");
    entry.booking_date = "";
    CHECK_FALSE(movements_of(entry));
    entry.statement_date = "2026-01-21T08:00:00";
    CHECK(movements_of(entry)->front().booking_day == *parse_day("2026-01-21"));
    entry.value_date = "2026-01-19";
    CHECK(movements_of(entry)->front().booking_day == *parse_day("2026-01-19"));
}

TEST_CASE("a movement on an account that is not ours is no payment of ours, whatever it refers to") {
    auto movement = debit(50000);
    movement.own_account = false;
    auto const found = reconcile::match(movement, attempt(), "end_to_end_id", AccountEcho::full);
    CHECK(found.entry_class == "other_account");
    CHECK_FALSE(found.evidence);
}
