#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner {

/// Over which digits of clearing number and account a Swedish check digit is formed.
enum class SeCheckMethod { mod11_of_ten, mod11_of_eleven, mod11_of_nine, mod10 };

struct SeClearingRange {
    std::string first;  ///< clearing numbers, four digits, both included
    std::string last;
    SeCheckMethod method{};
};

/// Reads se_clearing.tsv. @error settings.syntax @error settings.value
Result<std::vector<SeClearingRange>> se_clearing_of(std::string_view text);

/// A Swedish clearing number of four digits (or five that begin with 8, the last of them a check digit of its own) and
/// an account number, as Bankgirot describes them; blanks and hyphens dropped. Banks let some old accounts break the
/// rule.
/// @error account.syntax        not four digits and up to as many as the bank's accounts have
/// @error account.not_checkable a clearing number that the table does not hold
/// @error account.check_digits  the check digit does not fit
Status check_se_account(std::string_view text, std::vector<SeClearingRange> const& ranges);

}  // namespace almoner
