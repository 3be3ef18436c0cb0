#include "core/evidence.hpp"

#include <algorithm>
#include <random>
#include <tuple>

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

Money cny(std::int64_t minor_units) { return {minor_units, *Currency::parse("CNY")}; }

auto const amount = cny(500'000);
auto const clocks = Clocks{day(2026, 1, 31), 10};

/// A fact of `kind` as entry `entry` of bank file `bank_file`.
Evidence fact(EvidenceKind kind, std::int64_t bank_file, std::uint32_t entry) {
    Evidence evidence;
    evidence.kind = kind;
    evidence.bank_file = bank_file;
    evidence.statement = 1;
    evidence.entry = entry;
    return evidence;
}

Evidence booking(EvidenceKind kind, std::int64_t bank_file, std::uint32_t entry, Money booked, Day booking_day) {
    auto evidence = fact(kind, bank_file, entry);
    evidence.amount = booked;
    evidence.day = booking_day;
    return evidence;
}

Evidence with_reason(Evidence evidence, std::string reason) {
    evidence.reason = std::move(reason);
    return evidence;
}

auto const received = fact(EvidenceKind::received, 1, 1);
auto const release_pending = fact(EvidenceKind::release_pending, 2, 1);
auto const accepted = fact(EvidenceKind::accepted, 3, 1);
auto const rejected = with_reason(fact(EvidenceKind::rejected, 4, 1), "AC04");
auto const provisional = fact(EvidenceKind::provisional, 5, 1);
auto const debited = booking(EvidenceKind::debited, 6, 1, amount, day(2026, 1, 25));
auto const credited_back = with_reason(booking(EvidenceKind::credited_back, 7, 2, amount, day(2026, 1, 27)), "AC06");
auto const mismatch = with_reason(fact(EvidenceKind::mismatch, 8, 1), "amount");

/// The number of a request, or of what people heard of it.
Evidence by_people(EvidenceKind kind, std::uint32_t number) {
    auto evidence = fact(kind, 0, number);
    evidence.statement = 0;
    return evidence;
}

auto const asked = by_people(EvidenceKind::cancel_asked, 1);
auto const asked_again = by_people(EvidenceKind::cancel_asked, 2);
auto const cancel_pending = fact(EvidenceKind::cancel_pending, 20, 1);
auto const cancel_accepted = fact(EvidenceKind::cancel_accepted, 21, 1);
auto const cancel_refused = with_reason(fact(EvidenceKind::cancel_refused, 22, 1), "LEGL");

AttemptOutcome outcome_of(std::vector<Evidence> const& evidence, FileState file = FileState::submitted) {
    return fold(file, amount, evidence, clocks);
}

AttemptState state_of(std::vector<Evidence> const& evidence, FileState file = FileState::submitted) {
    return outcome_of(evidence, file).state;
}

auto parts_of(AttemptOutcome const& outcome) {
    return std::tuple(outcome.state, outcome.reason, outcome.booked_amount, outcome.returned_amount, outcome.bank_file,
                      outcome.statement, outcome.entry, outcome.recall, outcome.refusal);
}

}  // namespace

TEST_CASE("what a bank knows of a file that was taken back contradicts that, but for its refusal") {
    for (auto const file : {FileState::withdrawn, FileState::not_sent}) {
        auto const state_with = [&](std::vector<Evidence> const& evidence) {
            return fold(file, amount, evidence, clocks).state;
        };
        CHECK(state_with({}) == (file == FileState::withdrawn ? AttemptState::withdrawn : AttemptState::not_sent));
        CHECK(state_with({debited}) == AttemptState::conflict);
        CHECK(state_with({fact(EvidenceKind::accepted, 1, 1)}) == AttemptState::conflict);
        CHECK(state_with({fact(EvidenceKind::rejected, 1, 1)}) == AttemptState::rejected);
    }
}

TEST_CASE("without evidence the file's state is the attempt's") {
    CHECK(state_of({}, FileState::planned) == AttemptState::planned);
    CHECK(state_of({}, FileState::sealed) == AttemptState::emitted);
    CHECK(state_of({}, FileState::delivered) == AttemptState::delivered);
    CHECK(state_of({}, FileState::submitted) == AttemptState::submitted);
    CHECK(state_of({}, FileState::at_bank_for_release) == AttemptState::at_bank_for_release);
    CHECK(state_of({}, FileState::in_doubt) == AttemptState::in_doubt);
    CHECK(state_of({}, FileState::withdrawn) == AttemptState::withdrawn);
    CHECK(state_of({}, FileState::not_sent) == AttemptState::not_sent);
}

TEST_CASE("each answer leads to its state, and the further one counts") {
    CHECK(state_of({received}) == AttemptState::bank_received);
    CHECK(state_of({received, release_pending}) == AttemptState::at_bank_for_release);
    CHECK(state_of({received, release_pending, accepted}) == AttemptState::bank_accepted);
    CHECK(state_of({accepted, provisional}) == AttemptState::provisional);
    CHECK(state_of({accepted, provisional, debited}) == AttemptState::booked);
    CHECK(state_of({received, rejected}) == AttemptState::rejected);
    CHECK(state_of({accepted, rejected}) == AttemptState::rejected);
    CHECK(state_of({debited, credited_back}) == AttemptState::returned);
}

TEST_CASE("an answer outweighs what we thought of the file") {
    CHECK(state_of({debited}, FileState::in_doubt) == AttemptState::booked);
    CHECK(state_of({rejected}, FileState::not_sent) == AttemptState::rejected);
}

TEST_CASE("a booking is final when the return window is over, and not on its last day") {
    auto const at = [](Day as_of) {
        return fold(FileState::submitted, amount, std::vector{debited}, {as_of, 10}).state;
    };
    CHECK(at(day(2026, 2, 4)) == AttemptState::booked);
    CHECK(at(day(2026, 2, 5)) == AttemptState::final_);
}

TEST_CASE("a return after finality still counts") {
    auto const late = booking(EvidenceKind::credited_back, 9, 1, amount, day(2026, 6, 1));
    CHECK(fold(FileState::submitted, amount, std::vector{debited, late}, {day(2026, 6, 2), 10}).state ==
          AttemptState::returned);
}

TEST_CASE("a return that is short says so, one that is long is a conflict") {
    auto const returned = [](std::int64_t minor_units) {
        return booking(EvidenceKind::credited_back, 7, 2, cny(minor_units), day(2026, 1, 27));
    };
    CHECK(state_of({debited, returned(499'900)}) == AttemptState::returned_short);
    CHECK(state_of({debited, returned(500'001)}) == AttemptState::conflict);
    auto rest = returned(100);
    rest.entry = 3;
    CHECK(state_of({debited, returned(499'900), rest}) == AttemptState::returned);
}

TEST_CASE("facts that exclude each other are a conflict") {
    auto second_debit = debited;
    second_debit.entry = 2;
    CHECK(state_of({debited, second_debit}) == AttemptState::conflict);
    CHECK(state_of({rejected, debited}) == AttemptState::conflict);
    CHECK(state_of({credited_back}) == AttemptState::conflict);
    CHECK(state_of({rejected, credited_back}) == AttemptState::conflict);
    CHECK(state_of({mismatch}) == AttemptState::conflict);
    CHECK(state_of({debited, mismatch}) == AttemptState::conflict);
}

TEST_CASE("a second debit that came back leaves one payment, and one that comes back too leaves none") {
    auto second_debit = debited;
    second_debit.entry = 2;
    auto first_back = credited_back;
    first_back.amount = cny(499'999);
    CHECK(state_of({debited, second_debit, first_back}) == AttemptState::conflict);
    auto const once = outcome_of({credited_back, debited, second_debit});
    CHECK(once.state == AttemptState::booked);
    CHECK(once.booked_amount == amount);
    CHECK(!once.returned_amount);
    auto second_back = credited_back;
    second_back.entry = 3;
    auto const never = outcome_of({debited, second_debit, credited_back, second_back});
    CHECK(never.state == AttemptState::returned);
    CHECK(never.returned_amount == amount);
    auto third_back = credited_back;
    third_back.entry = 4;
    CHECK(state_of({debited, second_debit, credited_back, second_back, third_back}) == AttemptState::conflict);
}

TEST_CASE("who was rejected and debited with a whole batch waits for the money, and has it back when it came") {
    auto const state_of = [](std::vector<Evidence> const& evidence) {
        return fold(FileState::delivered, amount, evidence, clocks).state;
    };
    auto const rejected = fact(EvidenceKind::rejected, 1, 1);
    auto debited = booking(EvidenceKind::debited, 2, 1, amount, day(2026, 1, 20));
    auto const back = booking(EvidenceKind::credited_back, 3, 1, amount, day(2026, 1, 21));
    auto const short_back = booking(EvidenceKind::credited_back, 3, 1, cny(1), day(2026, 1, 21));
    CHECK(state_of({rejected, debited, back}) == AttemptState::returned);
    CHECK(state_of({rejected, debited, short_back}) == AttemptState::conflict);
    CHECK(state_of({rejected, debited}) == AttemptState::conflict);
    debited.inferred = true;
    CHECK(state_of({rejected, debited}) == AttemptState::provisional);
    CHECK(state_of({debited, rejected, back}) == AttemptState::returned);
    auto again = debited;
    again.entry = 2;
    CHECK(state_of({rejected, debited, again}) == AttemptState::conflict);
}

TEST_CASE("what people ask the bank to give up is nothing else until the bank has answered") {
    for (auto const& before :
         std::vector<std::vector<Evidence>>{{}, {received}, {accepted}, {provisional}, {debited}}) {
        auto with = before;
        with.push_back(asked);
        CHECK(state_of(with) == AttemptState::cancel_requested);
        CHECK(outcome_of(with).recall == Recall::asked);
        with.push_back(cancel_pending);
        CHECK(state_of(with) == AttemptState::cancel_requested);
        CHECK(outcome_of(with).recall == Recall::pending);
        with.back() = cancel_refused;
        CHECK(state_of(with) == state_of(before));
        CHECK(outcome_of(with).recall == Recall::refused);
        CHECK(outcome_of(with).refusal == "LEGL");
        with.push_back(asked_again);
        CHECK(state_of(with) == AttemptState::cancel_requested);
        CHECK(outcome_of(with).recall == Recall::asked);
    }
}

TEST_CASE("an open request outlasts the return window") {
    CHECK(fold(FileState::submitted, amount, std::vector{debited, asked}, {day(2026, 6, 1), 10}).state ==
          AttemptState::cancel_requested);
}

TEST_CASE("what the bank gives up is cancelled where no money left, else the money is waited for") {
    CHECK(state_of({asked, cancel_accepted}) == AttemptState::cancelled);
    CHECK(state_of({accepted, asked, cancel_pending, cancel_accepted}) == AttemptState::cancelled);
    CHECK(state_of({asked, cancel_accepted, debited}) == AttemptState::cancel_requested);
    CHECK(outcome_of({asked, cancel_accepted, debited}).recall == Recall::accepted);
    CHECK(state_of({asked, cancel_accepted, debited, credited_back}) == AttemptState::returned);
    CHECK(state_of({asked, cancel_accepted, rejected}) == AttemptState::rejected);
    CHECK(state_of({asked, cancel_refused, asked_again, cancel_accepted}) == AttemptState::cancelled);
}

TEST_CASE("a pending debit may still be booked, and only people who have asked know that it will not be") {
    CHECK(state_of({asked, provisional, cancel_accepted}) == AttemptState::cancel_requested);
    auto const by_word = by_people(EvidenceKind::cancel_accepted, 1);
    CHECK(state_of({asked, provisional, by_word}) == AttemptState::cancelled);
    CHECK(state_of({asked, debited, by_word}) == AttemptState::cancel_requested);
}

TEST_CASE(
    "a request that is accepted and refused is a contradiction, and one file that refuses it twice refuses it once") {
    CHECK(state_of({asked, cancel_accepted, cancel_refused}) == AttemptState::conflict);
    auto of_group = cancel_refused;
    of_group.entry = 2;
    CHECK(state_of({asked, cancel_refused, of_group, asked_again}) == AttemptState::cancel_requested);
    CHECK(state_of({asked, by_people(EvidenceKind::cancel_refused, 1)}) == AttemptState::submitted);
}

TEST_CASE("what failed has failed, whatever is asked") {
    CHECK(state_of({asked, rejected}) == AttemptState::rejected);
    CHECK(state_of({asked, debited, credited_back}) == AttemptState::returned);
    CHECK(state_of({asked, mismatch}) == AttemptState::conflict);
}

TEST_CASE("an outcome says why and where") {
    auto const booked = outcome_of({accepted, debited});
    CHECK(booked.booked_amount == amount);
    CHECK_FALSE(booked.returned_amount);
    CHECK(std::tuple(booked.bank_file, booked.statement, booked.entry) == std::tuple(6, 1U, 1U));
    auto const returned = outcome_of({debited, credited_back});
    CHECK(returned.reason == "AC06");
    CHECK(returned.returned_amount == amount);
    auto const refused = outcome_of({rejected});
    CHECK(refused.reason == "AC04");
    CHECK(refused.bank_file == 4);
    CHECK_FALSE(refused.booked_amount);
    CHECK(outcome_of({mismatch}).bank_file == 8);
}

TEST_CASE("any order and any repetition of the evidence end in the same outcome") {
    auto second_debit = debited;
    second_debit.entry = 2;
    auto group_rejected = with_reason(fact(EvidenceKind::rejected, 4, 2), "DS0D");
    auto const all = std::vector{received,    release_pending, accepted,       rejected,        group_rejected,
                                 provisional, debited,         mismatch,       second_debit,    credited_back,
                                 asked,       asked_again,     cancel_pending, cancel_accepted, cancel_refused};
    std::mt19937 random(20260120);  // the same shuffles in every run
    for (auto round = 0; round < 500; ++round) {
        std::vector<Evidence> some;
        std::copy_if(all.begin(), all.end(), std::back_inserter(some), [&](auto const&) { return random() % 2 == 0; });
        auto const expected = parts_of(outcome_of(some));
        for (auto again = 0; again < 4; ++again) {
            auto repeated = some;
            std::copy_if(some.begin(), some.end(), std::back_inserter(repeated),
                         [&](auto const&) { return random() % 3 == 0; });
            std::shuffle(repeated.begin(), repeated.end(), random);
            REQUIRE(parts_of(outcome_of(repeated)) == expected);
        }
    }
}

TEST_CASE("one entry may tell two things") {
    auto mismatched = mismatch;
    mismatched.bank_file = debited.bank_file;
    CHECK(state_of({debited, mismatched}) == AttemptState::conflict);
    CHECK(state_of({mismatched, debited}) == AttemptState::conflict);
    CHECK(outcome_of({mismatched, debited}).booked_amount == amount);
}

TEST_CASE("a payout follows its line and its latest attempt") {
    using enum AttemptState;
    auto const of = [](LineState line, std::optional<AttemptState> attempt, Failure failure = Failure::curable) {
        return payout_state_of(line, attempt, failure);
    };
    CHECK(of(LineState::cancelled, booked) == PayoutState::cancelled);
    CHECK(of(LineState::held, std::nullopt) == PayoutState::held);
    CHECK(of(LineState::refused, std::nullopt) == PayoutState::held);
    CHECK(of(LineState::accepted, std::nullopt) == PayoutState::open);
    CHECK(of(LineState::accepted, booked) == PayoutState::paid);
    CHECK(of(LineState::accepted, final_) == PayoutState::paid_final);
    for (auto const attempt : {rejected, returned, returned_short}) {
        CHECK(of(LineState::accepted, attempt) == PayoutState::failed_curable);
        CHECK(of(LineState::accepted, attempt, Failure::final) == PayoutState::failed_final);
    }
    for (auto const attempt : {AttemptState::cancelled, withdrawn, not_sent}) {
        CHECK(of(LineState::accepted, attempt) == PayoutState::open);
    }
    for (auto const attempt : {planned, emitted, delivered, submitted, at_bank_for_release, bank_received,
                               bank_accepted, provisional, cancel_requested, unknown, conflict, in_doubt}) {
        CHECK(of(LineState::accepted, attempt) == PayoutState::in_flight);
    }
    CHECK(of(LineState::accepted, booked, Failure::final) == PayoutState::paid);
}

TEST_CASE("kinds of evidence are written and read by name") {
    for (auto const* name :
         {"received", "release_pending", "accepted", "rejected", "provisional", "debited", "credited_back", "mismatch",
          "cancel_asked", "cancel_pending", "cancel_accepted", "cancel_refused"}) {
        auto const kind = evidence_kind_of(name);
        REQUIRE(kind);
        CHECK(text_of(*kind) == name);
    }
    CHECK_FALSE(evidence_kind_of("paid"));
}

TEST_CASE("what people rule of a contradiction holds until the bank says anything more") {
    auto const ruled = [](EvidenceKind kind, std::uint32_t facts) { return Evidence{.kind = kind, .entry = facts}; };
    auto const state = [](std::vector<Evidence> const& evidence) {
        return fold(FileState::delivered, amount, evidence, clocks).state;
    };
    CHECK(fold(FileState::delivered, amount, std::vector{mismatch, received}, clocks).facts == 2);
    CHECK(state({mismatch, received}) == AttemptState::conflict);
    CHECK(state({mismatch, received, ruled(EvidenceKind::ruled_paid, 2)}) == AttemptState::booked);
    CHECK(state({mismatch, received, ruled(EvidenceKind::ruled_failed, 2)}) == AttemptState::rejected);
    CHECK(state({mismatch, received, accepted, ruled(EvidenceKind::ruled_paid, 2)}) == AttemptState::conflict);
    CHECK(state({mismatch, received, accepted, ruled(EvidenceKind::ruled_paid, 2),
                 ruled(EvidenceKind::ruled_failed, 3)}) == AttemptState::rejected);
    CHECK(state({received, ruled(EvidenceKind::ruled_paid, 1)}) == AttemptState::bank_received);
}
