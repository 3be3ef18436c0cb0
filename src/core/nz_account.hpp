#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner {

/// Branches of a New Zealand bank and the algorithm that checks their accounts: A, D, E, F, G, X.
struct NzBranches {
    std::string bank;   ///< two digits
    std::string first;  ///< branches, four digits, both included
    std::string last;
    char algorithm = 'X';
};

/// Reads nz_branches.tsv. @error settings.syntax @error settings.value
Result<std::vector<NzBranches>> nz_branches_of(std::string_view text);

/// A New Zealand account: bank 2, branch 4, base 7 or 8, suffix 2 to 4 digits, by Inland Revenue's bank account number
/// validation. With hyphens or blanks between all four parts short ones get zeros in front; without, 15 or 16 digits.
/// @error account.syntax        not of that form
/// @error account.not_checkable a branch that the table does not hold
/// @error identifier.checksum   the check does not hold
Status check_nz_account(std::string_view text, std::vector<NzBranches> const& branches);

}  // namespace almoner
