#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace almoner::sheet {

/// A stored number as a spreadsheet shows it: rounded half up to fifteen digits, no more of them mean anything
/// (ECMA-376 part 1, 18.3.1.96; IEEE 754 double), without exponent up to fifteen digits before the point. A larger one
/// keeps its exponent, so that nobody takes it for an account number. Nothing for what is no number.
std::optional<std::string> number_text(std::string_view stored);

}  // namespace almoner::sheet
