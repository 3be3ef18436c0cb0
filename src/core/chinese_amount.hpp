#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// Reads an amount in the capital numerals of Chinese financial documents ("玖拾捌万捌仟捌佰元整") as fen, the
/// hundredth of a yuan. (Payment and settlement rules of the People's Bank of China, annex 1: digits 零 to 玖, places
/// 拾 佰 仟 万 亿, units 元 or 圆, 角, 分, ended by 整 or 正.)
/// @error amount.capitals not such an amount
Result<std::int64_t> parse_capital_amount(std::string_view utf8);

}  // namespace almoner
