#include "core/national_account.hpp"

#include <algorithm>
#include <string>

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/utf8.hpp"

namespace almoner {

namespace {

Error fault(ErrorCode code, std::string_view number) { return {code, {}, masked(number), {}}; }

/// The last digit brings the weighted sum of those before it to a multiple of ten; the weights end at the digit before
/// it.
bool ends_in_mod_10(std::string_view digits, std::initializer_list<int> weights_from_right) {
    auto const body = std::string(digits.rbegin() + 1, digits.rend());
    return (10 - repeating_sum(body, weights_from_right) % 10) % 10 == character_value(digits.back());
}

bool is_zengin_character(char32_t letter) {
    constexpr std::u32string_view marks = U" \\,.()-/\uFF62\uFF63";
    auto const katakana = letter == U'\uFF66' || (letter >= U'\uFF71' && letter <= U'\uFF9F');
    auto const latin = (letter >= U'0' && letter <= U'9') || (letter >= U'A' && letter <= U'Z');
    return katakana || latin || marks.find(letter) != std::u32string_view::npos;
}

}  // namespace

Status check_ar_cbu(std::string_view text) {
    if (text.size() != 22 || !is_digits(text) || is_zeros(text)) {
        return fault(ErrorCode::identifier_syntax, text);
    }
    auto const holds = [](std::string_view digits) { return ends_in_mod_10(digits, {3, 1, 7, 9}); };
    if (!holds(text.substr(0, 8)) || !holds(text.substr(8))) {
        return fault(ErrorCode::identifier_checksum, text);
    }
    return {};
}

Status check_ng_nuban(std::string_view text) {
    auto const digits = without_separators(text);
    auto const with_bank = digits.size() == 13 || digits.size() == 15;
    if (!is_digits(digits) || is_zeros(digits) || (!with_bank && digits.size() != 10)) {
        return fault(ErrorCode::account_syntax, digits);
    }
    if (!with_bank) {
        return fault(ErrorCode::account_not_checkable, digits);
    }
    // Other institutions' codes of five digits have a 9 before them. From the right, as 3, 7, 3 is its own reverse.
    auto const numbered = digits.size() == 15 ? "9" + digits : digits;
    return ends_in_mod_10(numbered, {3, 7, 3}) ? Status{} : fault(ErrorCode::account_check_digits, digits);
}

Status check_hk_account(std::string_view text) {
    auto const digits = without_separators(text);
    if (digits.size() < 12 || digits.size() > 15 || !is_digits(digits) || is_zeros(digits)) {
        return fault(ErrorCode::account_syntax, digits);
    }
    return {};
}

Status check_jp_account(std::string_view text) {
    // The number ends where a character comes that is neither a digit nor what people print between digits.
    auto const number = text.substr(0, std::min(text.find_first_not_of("0123456789 -"), text.size()));
    auto const digits = without_separators(number);
    if (digits.size() != 14 || is_zeros(digits)) {
        return fault(ErrorCode::account_syntax, digits);
    }
    auto const name = text.substr(number.size());
    if (name.empty()) {
        return {};
    }
    return number.back() == ' ' ? check_zengin_name(name) : fault(ErrorCode::account_syntax, digits);
}

Status check_zengin_name(std::string_view name) {
    constexpr std::size_t longest = 30;
    auto const faulty = Error{ErrorCode::person_name_characters, {}, std::string(name), {}};
    if (name.empty() || first_utf8_fault(name) || character_count(name) > longest) {
        return faulty;
    }
    while (!name.empty()) {
        if (!is_zengin_character(take_character(name))) {
            return faulty;
        }
    }
    return {};
}

}  // namespace almoner
