#include "core/lei.hpp"

#include <string>

#include "core/check_digits.hpp"

namespace almoner {

Status check_lei(std::string_view text) {
    if (text.size() != 20 || !is_upper_alphanumeric(text) || !is_digits(text.substr(18))) {
        return Error{ErrorCode::identifier_syntax, {}, std::string(text), {}};
    }
    if (remainder_97(text) != 1) {
        return Error{ErrorCode::identifier_checksum, {}, std::string(text), {}};
    }
    return {};
}

}  // namespace almoner
