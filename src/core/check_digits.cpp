#include "core/check_digits.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace almoner {

int character_value(char letter) {
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 10 : 36;
}

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return character_value(letter) < 10; });
}

bool is_upper_alphanumeric(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return character_value(letter) < 36; });
}

bool is_zeros(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

int remainder_97(std::string_view text, int before) {
    auto remainder = before;
    for (auto const letter : text) {
        auto const value = character_value(letter);
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
    return remainder;
}

int weighted_sum(std::string_view digits, std::span<int const> weights) {
    check(digits.size() == weights.size(), "each digit has a weight");
    auto sum = 0;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        sum += character_value(digits[at]) * weights[at];
    }
    return sum;
}

int weighted_sum(std::string_view digits, std::initializer_list<int> weights) {
    return weighted_sum(digits, std::span(weights.begin(), weights.size()));
}

int repeating_sum(std::string_view digits, std::initializer_list<int> weights) {
    auto sum = 0;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        sum += character_value(digits[at]) * weights.begin()[at % weights.size()];
    }
    return sum;
}

bool mod_11_10_holds(std::string_view digits) {
    check(!digits.empty(), "a check digit stands at the end");
    auto product = 10;
    for (auto const digit : digits.substr(0, digits.size() - 1)) {
        auto const sum = (product + character_value(digit)) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (product + character_value(digits.back())) % 10 == 1;
}

bool luhn_holds(std::string_view digits) {
    auto sum = 0;
    for (std::size_t from_right = 0; from_right < digits.size(); ++from_right) {
        auto const digit = character_value(digits[digits.size() - 1 - from_right]);
        auto const weighted = from_right % 2 == 0 ? digit : digit * 2;
        sum += weighted / 10 + weighted % 10;
    }
    return sum % 10 == 0;
}

char mod_11_2_check_character(std::string_view digits) {
    auto product = 0;
    for (auto const digit : digits) {
        product = (product + character_value(digit)) * 2 % 11;
    }
    return "0123456789X"[(12 - product) % 11];
}

int recursive_mod_10_check_digit(std::string_view digits) {
    constexpr int table[] = {0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
    auto carry = 0;
    for (auto const digit : digits) {
        carry = table[(carry + character_value(digit)) % 10];
    }
    return (10 - carry) % 10;
}

}  // namespace almoner
