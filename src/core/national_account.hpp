#pragma once

#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// An Argentine CBU or CVU (Banco Central, Comunicacion A 2519 and later): bank 3, branch 4, check digit; account 13,
/// check digit. Weights 7, 1, 3, 9 and 3, 9, 7, 1.
/// @error identifier.syntax   not 22 digits, or zeros only
/// @error identifier.checksum one of the two check digits does not fit
Status check_ar_cbu(std::string_view text);

/// A Nigerian bank code of three digits, or of five for other institutions, and a NUBAN of ten (Central Bank of
/// Nigeria, 2011 and 2020); blanks and hyphens dropped. Weights 3, 7, 3 over bank code and serial number.
/// @error account.syntax        not 10, 13 or 15 digits
/// @error account.not_checkable ten digits without their bank's code
/// @error account.check_digits  the check digit does not fit
Status check_ng_nuban(std::string_view text);

/// A Hong Kong account: bank 3 (HKICL clearing code), branch 3, account 6 to 9 digits; blanks and hyphens dropped.
/// There is no public check digit. @error account.syntax not of that form, or zeros only
Status check_hk_account(std::string_view text);

/// A Japanese account as Zengin files hold it: bank 4, branch 3, account 7 digits, blanks and hyphens dropped, and
/// after a blank the holder's name, if at all. There is no public check digit.
/// @error account.syntax not of that form, or zeros only
/// @error person.name_characters as check_zengin_name says
Status check_jp_account(std::string_view text);

/// A name in the characters of the Zengin system, UTF-8: digits, A-Z, half-width katakana but the small ones, the two
/// sound marks, blank and `\ , . ( ) - / ` with half-width corner brackets; 1 to 30 of them.
/// @error person.name_characters another character, none, or too many
Status check_zengin_name(std::string_view name);

}  // namespace almoner
