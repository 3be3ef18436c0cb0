#include "core/clearing_number.hpp"

#include <string>

#include "core/account.hpp"
#include "core/check_digits.hpp"

namespace almoner {

namespace {

Status check_3_7_1(std::string_view text, std::size_t length) {
    if (text.size() != length || !is_digits(text) || is_zeros(text)) {
        return Error{ErrorCode::identifier_syntax, {}, masked(text), {}};
    }
    auto const sum = repeating_sum(text.substr(0, length - 1), {3, 7, 1});
    if ((10 - sum % 10) % 10 != character_value(text.back())) {
        return Error{ErrorCode::identifier_checksum, {}, masked(text), {}};
    }
    return {};
}

}  // namespace

// The ninth weight is 1, so the last digit brings the sum to a multiple of ten as CLABE's does.
Status check_us_aba(std::string_view text) { return check_3_7_1(text, 9); }

bool is_assigned_us_aba(std::string_view text) {
    auto const prefix = text.substr(0, 2);
    return prefix <= "12" || (prefix >= "21" && prefix <= "32") || (prefix >= "61" && prefix <= "72") || prefix == "80";
}

Status check_mx_clabe(std::string_view text) { return check_3_7_1(text, 18); }

}  // namespace almoner
