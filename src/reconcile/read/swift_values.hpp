#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::reconcile {

/// What field 61 says (SWIFT category 9, MT940). Amounts are decimal text with a point.
struct StatementLine {
    std::optional<Day> value_day;  ///< none where the digits are no day
    std::optional<Day> entry_day;
    bool credit = false;
    bool reversal = false;  ///< RC and RD: `credit` is what happens, so a reversed credit is none
    bool expected = false;  ///< EC and ED
    std::string amount;
    std::string type;                ///< "NTRF"; empty where the bank left it out
    std::string customer_reference;  ///< as written
    std::string bank_reference;
    std::string supplementary;  ///< lines after the first
    bool odd_day = false;       ///< 30 February and its like, taken as the last of the month; or digits that are no day
};
/// @error bank_file.malformed with the column of what cannot be read
Result<StatementLine> parse_statement_line(std::string_view text);

/// A balance: fields 60, 62, 64 and 65.
struct SwiftBalance {
    bool credit = false;
    Day day;
    std::string currency;
    std::string amount;
};
/// @error bank_file.malformed with the column of what cannot be read
Result<SwiftBalance> parse_swift_balance(std::string_view text);

/// "000000001213,28" or "1.213,28" as "1213.28"; nothing where it is no amount.
std::optional<std::string> decimal_of(std::string_view text);

}  // namespace almoner::reconcile
