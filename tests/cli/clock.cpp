#include "cli/clock.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

std::string local(std::string const& zone, std::string const& moment) {
    auto const clock = cli::make_clock(zone, *parse_instant(moment));
    REQUIRE(clock);
    auto const shown = (*clock)->local();
    return to_text(shown.day) + " " + std::to_string(shown.time_of_day.count());
}

}  // namespace

TEST_CASE("a moment is seen from the office's time zone") {
    CHECK(local("Asia/Shanghai", "2026-01-16T15:59:59Z") == "2026-01-16 1439");
    CHECK(local("Asia/Shanghai", "2026-01-16T16:00:00Z") == "2026-01-17 0");
    CHECK(local("UTC", "2026-01-16T16:00:00Z") == "2026-01-16 960");
}

TEST_CASE("summer time begins and ends within one night") {
    // Directive 2000/84/EC: 01:00 UTC of the last Sundays of March and October.
    CHECK(local("Europe/Berlin", "2026-03-29T00:59:00Z") == "2026-03-29 119");
    CHECK(local("Europe/Berlin", "2026-03-29T01:00:00Z") == "2026-03-29 180");
    CHECK(local("Europe/Berlin", "2026-10-25T00:59:00Z") == "2026-10-25 179");
    CHECK(local("Europe/Berlin", "2026-10-25T01:00:00Z") == "2026-10-25 120");
}

TEST_CASE("without a given moment the system's clock goes on") {
    auto const clock = cli::make_clock("UTC", {});
    REQUIRE(clock);
    CHECK((*clock)->now() > *parse_instant("2026-01-01T00:00:00Z"));
}

TEST_CASE("a time zone nobody knows is a fault of the settings") {
    auto const clock = cli::make_clock("Asia/Atlantis", {});
    REQUIRE_FALSE(clock);
    CHECK(clock.error().code == ErrorCode::settings_value);
    CHECK(clock.error().value == "Asia/Atlantis");
}
