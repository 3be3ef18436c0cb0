#include "core/money.hpp"

#include <algorithm>

namespace almoner {

namespace {

/// ISO 4217 active codes by number of decimals (ISO 4217:2015, list one, amendment 176).
constexpr std::string_view without_decimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view with_three = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view with_four = "CLF UYW";
constexpr std::string_view with_two =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY "
    "COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR "
    "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

/// Whether `codes`, in their order and a blank between two, hold `code`.
constexpr bool lists(std::string_view codes, std::string_view code) {
    constexpr std::size_t step = 4;
    std::size_t first = 0;
    auto last = (codes.size() + 1) / step;
    while (first < last) {
        auto const middle = (first + last) / 2;
        auto const order = codes.substr(middle * step, step - 1).compare(code);
        if (order == 0) {
            return true;
        }
        (order < 0 ? first : last) = order < 0 ? middle + 1 : middle;
    }
    return false;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

Error amount_fault(ErrorCode code, std::string_view text, Currency currency) {
    return {code, {}, std::string(text), {std::string(currency.code()), std::to_string(currency.exponent())}};
}

/// The fault of a text that is not digits with at most one point, named as closely as we can.
ErrorCode syntax_fault_of(std::string_view text) {
    if (text.empty()) {
        return ErrorCode::amount_missing;
    }
    if (text.front() == '-') {
        return ErrorCode::amount_negative;
    }
    auto const exponent = text.find_first_of("eE");
    if (is_digit(text.front()) && exponent != std::string_view::npos && exponent + 1 < text.size() &&
        text.find_first_not_of("0123456789.+-eE") == std::string_view::npos) {
        return ErrorCode::amount_scientific;
    }
    return ErrorCode::amount_syntax;
}

std::string digits_of(Money money, std::size_t group) {
    auto const negative = money.minor_units() < 0;
    auto const magnitude = static_cast<std::uint64_t>(money.minor_units());
    auto digits = std::to_string(negative ? 0 - magnitude : magnitude);
    auto const decimals = static_cast<std::size_t>(money.currency().exponent());
    if (digits.size() <= decimals) {
        digits.insert(0, decimals + 1 - digits.size(), '0');
    }
    auto const whole = digits.size() - decimals;
    for (auto at = whole; group != 0 && at > group; at -= group) {
        digits.insert(at - group, 1, ',');
    }
    if (decimals != 0) {
        digits.insert(digits.size() - decimals, 1, '.');
    }
    return negative ? "-" + digits : digits;
}

}  // namespace

Currency::Currency(std::string_view code, int exponent)
    : code_{code[0], code[1], code[2]}, exponent_(static_cast<std::int8_t>(exponent)) {}

Result<Currency> Currency::parse(std::string_view code) {
    if (code.size() == 3) {
        if (lists(with_two, code)) {
            return Currency{code, 2};
        }
        if (lists(without_decimals, code)) {
            return Currency{code, 0};
        }
        if (lists(with_three, code)) {
            return Currency{code, 3};
        }
        if (lists(with_four, code)) {
            return Currency{code, 4};
        }
    }
    return Error{ErrorCode::currency_unknown, {}, std::string(code), {}};
}

Result<Money> Money::parse(std::string_view text, Currency currency) {
    auto const point = std::min(text.find('.'), text.size());
    auto const whole = text.substr(0, point);
    auto const decimals = text.substr(std::min(point + 1, text.size()));
    auto const all_digits =
        std::all_of(whole.begin(), whole.end(), is_digit) && std::all_of(decimals.begin(), decimals.end(), is_digit);
    if (whole.empty() || !all_digits || (point < text.size() && decimals.empty())) {
        return amount_fault(syntax_fault_of(text), text, currency);
    }
    auto const exponent = static_cast<std::size_t>(currency.exponent());
    if (decimals.size() > exponent) {
        return amount_fault(ErrorCode::amount_precision, text, currency);
    }
    auto const first = std::min(whole.find_first_not_of('0'), whole.size());
    if (whole.size() - first + exponent > 18) {
        return amount_fault(ErrorCode::amount_range, text, currency);
    }
    std::int64_t units = 0;
    for (auto const digit : whole.substr(first)) {
        units = units * 10 + (digit - '0');
    }
    for (std::size_t at = 0; at < exponent; ++at) {
        units = units * 10 + (at < decimals.size() ? decimals[at] - '0' : 0);
    }
    return Money{units, currency};
}

Money& Money::operator+=(Money other) {
    check(currency_ == other.currency_, "amounts of two currencies are never added");
    check(!__builtin_add_overflow(minor_units_, other.minor_units_, &minor_units_), "a sum of money fits 64 bits");
    return *this;
}

Money& Money::operator-=(Money other) {
    check(currency_ == other.currency_, "amounts of two currencies are never subtracted");
    auto const overflows = __builtin_sub_overflow(minor_units_, other.minor_units_, &minor_units_);
    check(!overflows, "a difference of money fits 64 bits");
    return *this;
}

std::strong_ordering Money::operator<=>(Money const& other) const {
    check(currency_ == other.currency_, "amounts of two currencies have no order");
    return minor_units_ <=> other.minor_units_;
}

std::string to_text(Money money) { return digits_of(money, 0); }

std::string to_grouped_text(Money money) { return digits_of(money, 3); }

}  // namespace almoner
