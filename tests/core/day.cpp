#include "core/day.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a day is read and written as ISO 8601 has it") {
    CHECK(*parse_day("2026-01-20") == day(2026, 1, 20));
    CHECK(to_text(day(2026, 1, 20)) == "2026-01-20");
    CHECK(to_text(*parse_day("0001-12-31")) == "0001-12-31");
    CHECK(code_of(parse_day("2024-02-29")) == "ok");
}

TEST_CASE("a day that does not exist, or is written otherwise, is refused") {
    for (auto const* text : {"2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "20260120",
                             "2026-1-20", "2026/01/20", "26-01-20", "2026-01-2O", "2026-+1-20", "-026-01-20",
                             "2026- 1-20", "2026-01-20 ", "2026-01-20T", "", "----------"}) {
        INFO(text);
        CHECK(code_of(parse_day(text)) == "date.syntax");
    }
}

TEST_CASE("a moment is read and written in UTC") {
    auto const moment = parse_instant("2026-01-20T08:05:09Z");
    REQUIRE(moment);
    CHECK(*moment == day(2026, 1, 20) + std::chrono::hours{8} + std::chrono::minutes{5} + std::chrono::seconds{9});
    CHECK(to_text(*moment) == "2026-01-20T08:05:09Z");
    CHECK(moment->time_since_epoch().count() == 1768896309);  // date -u -d 2026-01-20T08:05:09Z +%s
    CHECK(to_text(*parse_instant("1969-12-31T23:59:59Z")) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a moment with another form, zone or clock is refused") {
    for (auto const* text :
         {"2026-01-20T08:05:09", "2026-01-20T08:05:09+00:00", "2026-01-20 08:05:09Z", "2026-01-20T24:00:00Z",
          "2026-01-20T08:60:00Z", "2026-01-20T08:05:60Z", "2026-02-30T08:05:09Z", "2026-01-20T-8:05:09Z", ""}) {
        INFO(text);
        CHECK(code_of(parse_instant(text)) == "date.syntax");
    }
}
