#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/account.hpp"
#include "core/result.hpp"

namespace almoner {

enum class CardKind { debit, credit, prepaid };

/// Cards of one bank: numbers that begin so and have this length are cards and pass Luhn.
struct CardPrefix {
    std::string prefix;
    std::size_t length = 0;
    std::string bank_type;  ///< first three digits of the bank's CNAPS code
    CardKind kind = CardKind::debit;
};

/// Reads card_prefixes.tsv, sorted by length and prefix. @error settings.syntax @error settings.value also two rows
/// that one number would fit
Result<std::vector<CardPrefix>> card_prefixes_of(std::string_view text);

/// A primary account number (ISO/IEC 7812-1). @error account.syntax not 12 to 19 digits, or zeros only
/// @error account.card_checksum Luhn does not hold
Status check_card_number(std::string_view text);

/// A Chinese account or card number, blanks and hyphens dropped (CdtrAcct/Id/Othr/Id). Passbook accounts
/// need not pass Luhn, so only a number of a known prefix and length must.
/// @error account.missing       nothing
/// @error account.scientific    6.22202E+18, or a long number whose end a spreadsheet made zeros
/// @error account.syntax        not 6 to 32 digits, or zeros only
/// @error account.card_checksum a known card whose check digit does not fit
Result<Account> parse_account_number(std::string_view text, std::vector<CardPrefix> const& cards);

/// The card prefix `number` belongs to, or nullptr. `cards` as `card_prefixes_of` sorts them.
CardPrefix const* card_prefix_of(std::string_view number, std::vector<CardPrefix> const& cards);

/// True for 18 digits and more when all from the 16th on are zeros: a spreadsheet keeps fifteen digits of a
/// number and no more. Shorter ones end in zeros too often by chance.
bool lost_digits_in_spreadsheet(std::string_view digits);

/// True for "6.22202E+18": a number whose digits a spreadsheet has dropped.
bool is_scientific(std::string_view text);

}  // namespace almoner
