#include "sheet/number_text.hpp"

#include <algorithm>
#include <charconv>

namespace almoner::sheet {

namespace {

constexpr int shown_digits = 15;
constexpr int smallest_plain = -6;  // powers of ten of the first digit

/// 0.DIGITS times ten to the power of `point`, with a sign.
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 0;
};

std::optional<Decimal> decimal_of(std::string_view text) {
    Decimal decimal;
    decimal.negative = text.starts_with('-');
    text.remove_prefix(decimal.negative ? 1 : 0);
    auto const exponent_at = text.find_first_of("eE");
    auto const mantissa = text.substr(0, exponent_at);
    auto exponent = 0;
    if (exponent_at != std::string_view::npos) {
        auto rest = text.substr(exponent_at + 1);
        rest.remove_prefix(rest.starts_with('+') ? 1 : 0);
        auto const [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
        if (fault != std::errc{} || end != rest.data() + rest.size() || exponent > 400 || exponent < -400) {
            return std::nullopt;
        }
    }
    auto const dot = mantissa.find('.');
    decimal.digits = std::string(mantissa.substr(0, dot));
    decimal.point = static_cast<int>(decimal.digits.size()) + exponent;
    if (dot != std::string_view::npos) {
        decimal.digits += mantissa.substr(dot + 1);
    }
    auto const all_digits = std::all_of(decimal.digits.begin(), decimal.digits.end(),
                                        [](char digit) { return digit >= '0' && digit <= '9'; });
    return all_digits && !decimal.digits.empty() && decimal.digits.size() < 64 ? std::optional(decimal) : std::nullopt;
}

void drop_leading_zeros(Decimal& decimal) {
    auto const first = std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size());
    decimal.digits.erase(0, first);
    decimal.point -= static_cast<int>(first);
}

void round(Decimal& decimal) {
    auto& digits = decimal.digits;
    if (digits.size() > shown_digits) {
        auto const up = digits[shown_digits] >= '5';
        digits.resize(shown_digits);
        auto at = digits.size();
        for (auto carry = up; carry && at-- > 0;) {
            carry = digits[at] == '9';
            digits[at] = carry ? '0' : static_cast<char>(digits[at] + 1);
            if (carry && at == 0) {
                digits.insert(digits.begin(), '1');
                ++decimal.point;
            }
        }
    }
    digits.erase(digits.find_last_not_of('0') + 1);
}

std::string plain(Decimal const& decimal) {
    auto const count = static_cast<int>(decimal.digits.size());
    if (decimal.point <= 0) {
        return "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
    }
    if (decimal.point >= count) {
        return decimal.digits + std::string(static_cast<std::size_t>(decimal.point - count), '0');
    }
    auto text = decimal.digits;
    return text.insert(static_cast<std::size_t>(decimal.point), ".");
}

std::string scientific(Decimal const& decimal) {
    auto const power = decimal.point - 1;
    auto text = decimal.digits.substr(0, 1);
    if (decimal.digits.size() > 1) {
        text += "." + decimal.digits.substr(1);
    }
    return text + (power < 0 ? "E-" : "E+") + std::to_string(power < 0 ? -power : power);
}

}  // namespace

std::optional<std::string> number_text(std::string_view stored) {
    auto decimal = decimal_of(stored);
    if (!decimal) {
        return std::nullopt;
    }
    drop_leading_zeros(*decimal);
    round(*decimal);
    if (decimal->digits.empty()) {
        return "0";
    }
    auto const as_it_is = decimal->point <= shown_digits && decimal->point > smallest_plain;
    return (decimal->negative ? "-" : "") + (as_it_is ? plain(*decimal) : scientific(*decimal));
}

}  // namespace almoner::sheet
