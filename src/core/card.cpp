#include "core/card.hpp"

#include <algorithm>

#include "core/check_digits.hpp"

namespace almoner {

namespace {

bool all_zeros(std::string_view digits) { return digits.find_first_not_of('0') == std::string_view::npos; }

}  // namespace

Status check_card_number(std::string_view text) {
    if (text.size() < 12 || text.size() > 19 || !is_digits(text) || all_zeros(text)) {
        return Error{ErrorCode::account_syntax, {}, masked(text), {}};
    }
    if (!luhn_holds(text)) {
        return Error{ErrorCode::account_card_checksum, {}, masked(text), {}};
    }
    return {};
}

Result<Account> parse_account_number(std::string_view text, std::vector<CardPrefix> const& cards) {
    std::string number;
    std::copy_if(text.begin(), text.end(), std::back_inserter(number),
                 [](char letter) { return letter != ' ' && letter != '-'; });
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(number), {}}; };
    if (number.empty()) {
        return fault(ErrorCode::account_missing);
    }
    if (is_scientific(text) || (is_digits(number) && lost_digits_in_spreadsheet(number))) {
        return fault(ErrorCode::account_scientific);
    }
    if (number.size() < 6 || number.size() > 32 || !is_digits(number) || all_zeros(number)) {
        return fault(ErrorCode::account_syntax);
    }
    if (card_prefix_of(number, cards) != nullptr && !luhn_holds(number)) {
        return fault(ErrorCode::account_card_checksum);
    }
    return Account{AccountScheme::other, std::move(number)};
}

CardPrefix const* card_prefix_of(std::string_view number, std::vector<CardPrefix> const& cards) {
    auto const found = std::find_if(cards.begin(), cards.end(), [number](CardPrefix const& card) {
        return number.size() == card.length && number.substr(0, card.prefix.size()) == card.prefix;
    });
    return found == cards.end() ? nullptr : &*found;
}

bool lost_digits_in_spreadsheet(std::string_view digits) { return digits.size() >= 18 && all_zeros(digits.substr(15)); }

bool is_scientific(std::string_view text) {
    auto const exponent = text.find_first_of("eE");
    return exponent != std::string_view::npos && exponent > 0 && exponent + 1 < text.size() &&
           text.find_first_not_of("0123456789.+-eE ") == std::string_view::npos;
}

}  // namespace almoner
