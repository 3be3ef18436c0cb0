#include "core/creditor_reference.hpp"

#include <string>

#include "core/check_digits.hpp"

namespace almoner {

Status check_rf_reference(std::string_view text) {
    auto const sound = text.size() >= 5 && text.size() <= 25 && text.substr(0, 2) == "RF";
    if (!sound || !is_digits(text.substr(2, 2)) || !is_upper_alphanumeric(text)) {
        return Error{ErrorCode::identifier_syntax, {}, std::string(text), {}};
    }
    if (remainder_97(text.substr(0, 4), remainder_97(text.substr(4))) != 1) {
        return Error{ErrorCode::identifier_checksum, {}, std::string(text), {}};
    }
    return {};
}

Status check_qr_reference(std::string_view text) {
    if (text.size() != 27 || !is_digits(text)) {
        return Error{ErrorCode::identifier_syntax, {}, std::string(text), {}};
    }
    if (recursive_mod_10_check_digit(text.substr(0, 26)) != character_value(text[26])) {
        return Error{ErrorCode::identifier_checksum, {}, std::string(text), {}};
    }
    return {};
}

}  // namespace almoner
