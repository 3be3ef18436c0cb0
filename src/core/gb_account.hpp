#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner {

enum class GbModulusMethod { mod10, mod11, double_alternate };

/// One check that the accounts of a range of sort codes pass.
struct GbModulusRow {
    std::string first;  ///< sort codes, six digits, both included
    std::string last;
    GbModulusMethod method{};
    std::array<int, 14> weights{};  ///< of the digits of sort code and account number
    int exception = 0;              ///< 0 none
};

/// UK modulus checking as Vocalink publishes it ("Validating account numbers"), without the numbers that are not of
/// eight digits in a way of one bank.
struct GbModulusTable {
    std::vector<GbModulusRow> rows;
    std::map<std::string, std::string, std::less<>> substitutes;  ///< sort codes of exception 5
};

/// Reads gb_modulus.tsv. @error settings.syntax @error settings.value
Result<std::vector<GbModulusRow>> gb_modulus_rows_of(std::string_view text);

/// Reads gb_substitutions.tsv. @error settings.syntax @error settings.value
Result<std::map<std::string, std::string, std::less<>>> gb_substitutes_of(std::string_view text);

/// A sort code and an account number of six to eight digits, blanks and hyphens dropped; short numbers get zeros in
/// front.
/// @error account.syntax        not 12 to 16 digits
/// @error account.not_checkable no row for the sort code, an account in foreign currency (exception 6), or nine or ten
///                              digits, which only the bank knows how to shorten
/// @error account.check_digits  the bank's check does not hold
Status check_gb_account(std::string_view text, GbModulusTable const& table);

}  // namespace almoner
