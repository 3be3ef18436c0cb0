#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <date/date.h>

#include "core/result.hpp"

namespace almoner {

/// A calendar day without time zone (ISO 20022 ISODate).
using Day = date::sys_days;

/// A moment in UTC, whole seconds (ISO 20022 ISODateTime).
using Instant = date::sys_seconds;

/// What the wall clock shows at the finance office.
struct LocalTime {
    Day day;
    std::chrono::minutes time_of_day;
};

/// Reads "2026-01-20". @error date.syntax anything else, or a day that does not exist
Result<Day> parse_day(std::string_view text);

/// "2026-01-20"
std::string to_text(Day day);

/// Reads "2026-01-20T08:00:00Z". @error date.syntax
Result<Instant> parse_instant(std::string_view text);

/// "2026-01-20T08:00:00Z"
std::string to_text(Instant instant);

}  // namespace almoner
