#include "core/bic.hpp"

#include <algorithm>

#include "core/check_digits.hpp"

namespace almoner {

Result<Bic> Bic::parse(std::string_view text, CountryCodes const& countries) {
    auto const is_letter = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    auto const sound = (text.size() == 8 || text.size() == 11) && is_upper_alphanumeric(text);
    if (!sound || !is_letter(text[4]) || !is_letter(text[5])) {
        return Error{ErrorCode::account_bic_syntax, {}, std::string(text), {}};
    }
    auto const country = text.substr(4, 2);
    if (!countries.contains(country) && country != "XK") {
        return Error{ErrorCode::account_bic_country, {}, std::string(text), {std::string(country)}};
    }
    return Bic{text};
}

}  // namespace almoner
