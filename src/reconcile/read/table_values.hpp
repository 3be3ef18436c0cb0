#pragma once

#include <optional>
#include <string_view>

#include "core/day.hpp"
#include "core/money.hpp"
#include "settings/answer_table.hpp"

namespace almoner::reconcile {

/// An amount as such tables write it, with its sign: "-1,234.50", "1.234,50", "(12.00)", or whole minor units.
/// @error amount.syntax also a group that has not three digits, and those of Money::parse
Result<Money> table_amount(settings::AnswerTable const& table, std::string_view text, Currency currency);

/// "3" of "3笔", "1,500.00" of "¥1,500.00元".
std::string_view number_in(std::string_view text);

/// Nothing for amounts of two currencies, or beyond what Money holds: the bank's file says so, no bug of ours.
std::optional<Money> sum_of(Money left, Money right);

/// A day as "2026-01-20", "20260120", "2026/1/20 08:30", "20.01.2026" or "2026年1月20日"; nothing for anything else.
std::optional<Day> table_day(settings::AnswerTable const& table, std::string_view text);

}  // namespace almoner::reconcile
