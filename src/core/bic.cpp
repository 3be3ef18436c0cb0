#include "core/bic.hpp"

#include <algorithm>

#include "core/check_digits.hpp"

namespace almoner {

namespace {

bool are_letters(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/// What the older pattern asks beyond the newer one: letters for the bank, a place that begins with no 0 or 1 and does
/// not end with the letter O.
bool fits_bic_identifier(std::string_view text) {
    return are_letters(text.substr(0, 4)) && text[6] != '0' && text[6] != '1' && text[7] != 'O';
}

}  // namespace

Result<Bic> Bic::parse(std::string_view text, CountryCodes const& countries, BicPattern pattern) {
    auto const sound = (text.size() == 8 || text.size() == 11) && is_upper_alphanumeric(text);
    if (!sound || !are_letters(text.substr(4, 2)) ||
        (pattern == BicPattern::bic_identifier && !fits_bic_identifier(text))) {
        return Error{ErrorCode::account_bic_syntax, {}, std::string(text), {}};
    }
    auto const country = text.substr(4, 2);
    if (!countries.contains(country) && country != "XK") {
        return Error{ErrorCode::account_bic_country, {}, std::string(text), {std::string(country)}};
    }
    return Bic{text};
}

}  // namespace almoner
