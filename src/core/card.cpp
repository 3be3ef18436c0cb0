#include "core/card.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/check_digits.hpp"
#include "core/names.hpp"
#include "core/tab_table.hpp"

namespace almoner {

Result<std::vector<CardPrefix>> card_prefixes_of(std::string_view text) {
    constexpr Names<3> kinds = {"debit", "credit", "prepaid"};
    auto const rows = read_tab_table(text, {"prefix", "length", "bank_type", "kind"});
    if (!rows) {
        return rows.error();
    }
    std::vector<CardPrefix> cards;
    for (auto const& row : *rows) {
        auto const length = whole_number(row.cells[1]);
        auto const kind = value_in<CardKind>(kinds, row.cells[3]);
        if (!length || *length < 12 || !kind) {
            return cell_fault(row, kind ? row.cells[1] : row.cells[3]);
        }
        cards.push_back(
            {std::string(row.cells[0]), static_cast<std::size_t>(*length), std::string(row.cells[2]), *kind});
    }
    std::sort(cards.begin(), cards.end(), [](auto const& left, auto const& right) {
        return std::tie(left.length, left.prefix) < std::tie(right.length, right.prefix);
    });
    auto const twice = std::adjacent_find(cards.begin(), cards.end(), [](auto const& one, auto const& next) {
        return one.length == next.length && next.prefix.rfind(one.prefix, 0) == 0;
    });
    if (twice != cards.end()) {
        return Error{ErrorCode::settings_value, {}, std::next(twice)->prefix, {}};
    }
    return cards;
}

Status check_card_number(std::string_view text) {
    if (text.size() < 12 || text.size() > 19 || !is_digits(text) || is_zeros(text)) {
        return Error{ErrorCode::account_syntax, {}, masked(text), {}};
    }
    if (!luhn_holds(text)) {
        return Error{ErrorCode::account_card_checksum, {}, masked(text), {}};
    }
    return {};
}

Result<Account> parse_account_number(std::string_view text, std::vector<CardPrefix> const& cards) {
    auto number = without_separators(text);
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(number), {}}; };
    if (number.empty()) {
        return fault(ErrorCode::account_missing);
    }
    if (is_scientific(text) || (is_digits(number) && lost_digits_in_spreadsheet(number))) {
        return fault(ErrorCode::account_scientific);
    }
    if (number.size() < 6 || number.size() > 32 || !is_digits(number) || is_zeros(number)) {
        return fault(ErrorCode::account_syntax);
    }
    // Nearly every number passes Luhn, and then nobody needs to know whether it had to.
    if (!luhn_holds(number) && card_prefix_of(number, cards) != nullptr) {
        return fault(ErrorCode::account_card_checksum);
    }
    return Account{AccountScheme::other, std::move(number)};
}

CardPrefix const* card_prefix_of(std::string_view number, std::vector<CardPrefix> const& cards) {
    // Of prefixes that do not begin with one another, only the last one not after the number can be its own.
    auto const after = std::upper_bound(cards.begin(), cards.end(), number, [](auto sought, CardPrefix const& card) {
        return sought.size() != card.length ? sought.size() < card.length : sought < card.prefix;
    });
    if (after == cards.begin()) {
        return nullptr;
    }
    auto const& card = *std::prev(after);
    return number.size() == card.length && number.substr(0, card.prefix.size()) == card.prefix ? &card : nullptr;
}

bool lost_digits_in_spreadsheet(std::string_view digits) { return digits.size() >= 18 && is_zeros(digits.substr(15)); }

bool is_scientific(std::string_view text) {
    if (is_digits(text)) {
        return false;
    }
    auto const exponent = text.find_first_of("eE");
    return exponent != std::string_view::npos && exponent > 0 && exponent + 1 < text.size() &&
           text.find_first_not_of("0123456789.+-eE ") == std::string_view::npos;
}

}  // namespace almoner
