#include "core/line.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("what a line may be is written and read by name") {
    for (auto const* name : {"person", "household", "enterprise"}) {
        REQUIRE(payee_kind_of(name));
        CHECK(text_of(*payee_kind_of(name)) == name);
    }
    for (auto const* name : {"bank", "cash", "in_kind"}) {
        REQUIRE(channel_of(name));
        CHECK(text_of(*channel_of(name)) == name);
    }
    for (auto const* name : {"accepted", "held", "refused", "cancelled"}) {
        REQUIRE(line_state_of(name));
        CHECK(text_of(*line_state_of(name)) == name);
    }
}

TEST_CASE("names stand for the values they are") {
    CHECK(payee_kind_of("enterprise") == PayeeKind::enterprise);
    CHECK(channel_of("in_kind") == Channel::in_kind);
    CHECK(line_state_of("cancelled") == LineState::cancelled);
}

TEST_CASE("other words are not understood") {
    CHECK_FALSE(payee_kind_of("Person"));
    CHECK_FALSE(channel_of(""));
    CHECK_FALSE(line_state_of("paid"));
}
