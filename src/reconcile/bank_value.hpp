#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/day.hpp"
#include "core/money.hpp"

namespace almoner::reconcile {

/// Days come as "2026-01-20" or as a date-time; the day is what was booked. @error date.syntax
Result<Day> bank_day(std::string_view text);

/// An amount carries as many decimals as the bank likes, up to five (ISO 20022 fractionDigits); trailing zeros say
/// nothing, and a leading one may be left out (xs:decimal). @error currency.unknown @error amount.*
Result<Money> bank_amount(std::string_view text, std::string_view currency_code);

/// A count or a number of a sequence; nothing for what is none, as an absent one.
std::optional<std::uint64_t> bank_number(std::string_view text);

}  // namespace almoner::reconcile
