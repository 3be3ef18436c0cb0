#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace almoner::sheet {

/// The day that a workbook counts from (ECMA-376 part 1, 18.17.4.1).
enum class Epoch : std::uint8_t { year_1900, year_1904 };

/// A serial number, as number_text gives it, as a day: "46042" is "2026-01-20", "46042.5" is "2026-01-20T12:00:00".
/// Nothing for what is no day of the years 1900 to 9999, and for the 60th of 1900, the 29th of February that this
/// calendar has and no other.
std::optional<std::string> date_text(std::string_view number, Epoch epoch);

/// Whether cells of a number format show a day: by its number for those built in, else by its code (ECMA-376 part 1,
/// 18.8.30 and 18.8.31).
bool shows_date(std::uint32_t format, std::string_view code);

}  // namespace almoner::sheet
