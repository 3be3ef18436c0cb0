#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace almoner {

/// The value ISO 7064 gives a character: 0-9, then A=10 to Z=35; 36 for anything else.
int character_value(char letter);

bool is_digits(std::string_view text);

/// A-Z and 0-9 only.
bool is_upper_alphanumeric(std::string_view text);

bool is_zeros(std::string_view text);

/// The remainder by 97 of a text of 0-9A-Z, letters read as two digits (ISO 7064 MOD 97-10); `before` is the remainder
/// of the text that stands in front of it.
int remainder_97(std::string_view text, int before = 0);

/// The sum of digits times `weights`, which has as many entries as `digits` has characters.
int weighted_sum(std::string_view digits, std::span<int const> weights);
int weighted_sum(std::string_view digits, std::initializer_list<int> weights);

/// The sum of digits times `weights` taken in turn from the first digit on.
int repeating_sum(std::string_view digits, std::initializer_list<int> weights);

/// ISO 7064 MOD 11,10 over digits whose last one is the check digit.
bool mod_11_10_holds(std::string_view digits);

/// The Luhn check of ISO/IEC 7812-1 over digits whose last one is the check digit.
bool luhn_holds(std::string_view digits);

/// The check character of ISO 7064 MOD 11-2 over digits: '0' to '9' or 'X'.
char mod_11_2_check_character(std::string_view digits);

/// The check digit of recursive modulo 10 over digits (Swiss payment standards, annex B).
int recursive_mod_10_check_digit(std::string_view digits);

}  // namespace almoner
