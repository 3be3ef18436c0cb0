#include "core/cnaps.hpp"

#include <string>

#include "core/check_digits.hpp"

namespace almoner {

Status check_cnaps(std::string_view text) {
    if (text.size() != 12 || !is_digits(text)) {
        return Error{ErrorCode::account_cnaps_syntax, {}, std::string(text), {}};
    }
    if (!mod_11_10_holds(text)) {
        return Error{ErrorCode::account_cnaps_checksum, {}, std::string(text), {}};
    }
    return {};
}

}  // namespace almoner
