#include "reconcile/read/departures.hpp"

#include "catch.hpp"

using namespace almoner;
using namespace almoner::reconcile;

TEST_CASE("of each kind of departure the first is told, in every file anew") {
    std::vector<Finding> told;
    AnswerListener listener;
    listener.departure = [&](Finding const& finding) {
        told.push_back(finding);
        return Status{};
    };
    Departures departures(listener);
    departures.begin("a.xml");
    CHECK(departures.tell("entry.status", 3));
    CHECK(departures.tell("entry.status", 4));
    CHECK(departures.tell("", 5));
    departures.begin("b.xml");
    CHECK(departures.tell("entry.status", 6));
    REQUIRE(told.size() == 2);
    CHECK(told[0].position == Position{"a.xml", {}, 3, 0});
    CHECK(told[1].position == Position{"b.xml", {}, 6, 0});
    CHECK(told[0].value == "entry.status");
}

TEST_CASE("an amount has eighteen digits, five of them after the point") {
    CHECK(is_amount("0"));
    CHECK(is_amount("1234567890123.45678"));
    CHECK(is_amount(".5"));
    CHECK_FALSE(is_amount("1.123456"));
    CHECK_FALSE(is_amount("1234567890123456789"));
    CHECK_FALSE(is_amount("1,50"));
    CHECK_FALSE(is_amount("-1"));
    CHECK_FALSE(is_amount(""));
}

TEST_CASE("a day is one of the calendar, also at the beginning of a moment") {
    CHECK(begins_with_day("2026-01-20"));
    CHECK(begins_with_day("2026-01-20T08:00:00"));
    CHECK_FALSE(begins_with_day("2026-02-30"));
    CHECK_FALSE(begins_with_day("20.01.2026"));
}
