#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/check_tables.hpp"

namespace almoner {

/// Doubts: what a value that passes its own check may still have wrong. Nothing here refuses; each function gives the
/// error that a person should see, or nothing.

/// The bank that the list names is not the bank of the card's prefix or of the CNAPS code. Any of the three may be
/// empty. Rural cooperatives and the banks that came of them count as one.
/// @error account.bank_differs with the bank named and the bank found
std::optional<Error> doubt_bank(std::string_view stated_bank, std::string_view account_number, std::string_view cnaps,
                                CheckTables const& tables);

/// A credit or prepaid card, where subsidies cannot be paid to or are lost. @error account.card_kind
std::optional<Error> doubt_card_kind(std::string_view account_number, CheckTables const& tables);

/// Eleven digits that begin as Chinese mobile numbers do (13 to 19). @error account.phone_number
std::optional<Error> doubt_phone_number(std::string_view account_number);

/// The country of the BIC is not that of the IBAN, nor one that shares its IBANs (the SWIFT registry lists French
/// overseas territories under FR, the Crown dependencies under GB and Aland under FI). @error account.bic_iban_country
std::optional<Error> doubt_bic_country(Bic const& bic, Iban const& iban);

/// An identity number whose last three digits are zeros, or in scientific notation: a spreadsheet keeps fifteen digits.
/// One true number in about a thousand ends so, and a list whose numbers were cut fails by the ten of eleven that do
/// not pass their check, so it is a warning. @error person.id_digits_lost
std::optional<Error> doubt_id_digits(std::string_view id);

/// `digits` with at most three zeros put in front of it, when only so it has `length` and passes `check`: a spreadsheet
/// has taken them away. To be proposed, never applied.
std::optional<std::string> with_lost_zeros(std::string_view digits, std::size_t length,
                                           Status (*check)(std::string_view));

/// The same for a member of a clearing system, where its numbers have a check digit (CNAPS, USABA).
/// @error account.leading_zeros with the number as it probably was
std::optional<Error> doubt_leading_zeros(std::string_view system, std::string_view member);

}  // namespace almoner
