#include "core/states.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("files have the states that reports name") {
    for (auto const* name :
         {"planned", "sealed", "delivered", "submitted", "at_bank_for_release", "in_doubt", "withdrawn", "not_sent"}) {
        auto const state = file_state_of(name);
        REQUIRE(state);
        CHECK(text_of(*state) == name);
    }
    CHECK(text_of(FileState::not_sent) == "not_sent");
    CHECK_FALSE(file_state_of("sent"));
}

TEST_CASE("attempts have the states that reports name") {
    using State = AttemptState;
    CHECK(text_of(State::planned) == "planned");
    CHECK(text_of(State::emitted) == "emitted");
    CHECK(text_of(State::delivered) == "delivered");
    CHECK(text_of(State::submitted) == "submitted");
    CHECK(text_of(State::at_bank_for_release) == "at_bank_for_release");
    CHECK(text_of(State::bank_received) == "bank_received");
    CHECK(text_of(State::bank_accepted) == "bank_accepted");
    CHECK(text_of(State::provisional) == "provisional");
    CHECK(text_of(State::booked) == "booked");
    CHECK(text_of(State::final_) == "final");
    CHECK(text_of(State::rejected) == "rejected");
    CHECK(text_of(State::returned) == "returned");
    CHECK(text_of(State::returned_short) == "returned_short");
    CHECK(text_of(State::cancel_requested) == "cancel_requested");
    CHECK(text_of(State::cancelled) == "cancelled");
    CHECK(text_of(State::unknown) == "unknown");
    CHECK(text_of(State::conflict) == "conflict");
    CHECK(text_of(State::in_doubt) == "in_doubt");
    CHECK(text_of(State::withdrawn) == "withdrawn");
    CHECK(text_of(State::not_sent) == "not_sent");
}

TEST_CASE("payouts have the states that reports name") {
    using State = PayoutState;
    CHECK(text_of(State::held) == "held");
    CHECK(text_of(State::open) == "open");
    CHECK(text_of(State::in_flight) == "in_flight");
    CHECK(text_of(State::paid) == "paid");
    CHECK(text_of(State::paid_final) == "paid_final");
    CHECK(text_of(State::failed_curable) == "failed_curable");
    CHECK(text_of(State::failed_final) == "failed_final");
    CHECK(text_of(State::cancelled) == "cancelled");
    CHECK(text_of(State::written_back) == "written_back");
    CHECK(text_of(State::carried_over) == "carried_over");
    CHECK(text_of(State::recovered) == "recovered");
}
