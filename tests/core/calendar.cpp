#include "core/calendar.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// National Day of 2025 in China (State Council notice 国办发明电〔2024〕12号): 1 to 8 October off, 28 September and
/// 11 October worked.
Calendar china() {
    Calendar::Days days;
    days.name = "CN";
    days.years = {2025};
    for (unsigned of_month = 1; of_month <= 8; ++of_month) {
        days.closed.insert(day(2025, 10, of_month));
    }
    days.open_weekends = {day(2025, 9, 28), day(2025, 10, 11)};
    return Calendar(days);
}

std::string next(Day from, int count) {
    auto const found = china().add(from, count);
    return found ? to_text(found->day()) : std::string(text_of(found.error().code));
}

}  // namespace

TEST_CASE("weekdays are open, weekends and festivals closed, worked weekends open") {
    auto const calendar = china();
    CHECK(*calendar.is_business_day(day(2025, 9, 30)));
    CHECK_FALSE(*calendar.is_business_day(day(2025, 9, 27)));
    CHECK(*calendar.is_business_day(day(2025, 9, 28)));
    CHECK_FALSE(*calendar.is_business_day(day(2025, 10, 8)));
    CHECK(*calendar.is_business_day(day(2025, 10, 9)));
    CHECK(*calendar.is_business_day(day(2025, 10, 11)));
    CHECK_FALSE(*calendar.is_business_day(day(2025, 10, 12)));
}

TEST_CASE("a closed day gives way to the next open one") {
    CHECK(to_text(china().on_or_after(day(2025, 10, 1))->day()) == "2025-10-09");
    CHECK(to_text(china().on_or_after(day(2025, 10, 9))->day()) == "2025-10-09");
}

TEST_CASE("business days are counted after a day") {
    CHECK(next(day(2025, 9, 30), 0) == "2025-09-30");
    CHECK(next(day(2025, 10, 4), 0) == "2025-10-09");
    CHECK(next(day(2025, 9, 30), 1) == "2025-10-09");
    CHECK(next(day(2025, 9, 30), 3) == "2025-10-11");
    CHECK(next(day(2025, 9, 30), 4) == "2025-10-13");
    CHECK(next(day(2025, 10, 4), 1) == "2025-10-09");
}

TEST_CASE("a year without data is never guessed") {
    auto const beyond = china().is_business_day(day(2026, 1, 5));
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == ErrorCode::calendar_year_missing);
    CHECK(beyond.error().value == "2026");
    CHECK(beyond.error().arguments == std::vector<std::string>{"CN"});
    CHECK(next(day(2025, 12, 31), 1) == "calendar.year_missing");
    CHECK(code_of(china().on_or_after(day(2024, 12, 31))) == "calendar.year_missing");
}
