#include "core/bank_code.hpp"

#include <algorithm>
#include <string>

#include "core/check_digits.hpp"

namespace almoner {

namespace {

Error fault(std::string_view text) { return {ErrorCode::identifier_syntax, {}, std::string(text), {}}; }

}  // namespace

Status check_in_ifsc(std::string_view text) {
    auto const is_letter = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    if (text.size() != 11 || !std::all_of(text.begin(), text.begin() + 4, is_letter) || text[4] != '0' ||
        !is_upper_alphanumeric(text)) {
        return fault(text);
    }
    return {};
}

Status check_au_bsb(std::string_view text) {
    auto digits = std::string(text);
    if (digits.size() == 7 && digits[3] == '-') {
        digits.erase(3, 1);
    }
    if (digits.size() != 6 || !is_digits(digits) || is_zeros(digits)) {
        return fault(text);
    }
    return {};
}

}  // namespace almoner
