#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// ISO 4217 alphabetic code with its number of decimals.
class Currency {
public:
    /// @error currency.unknown not an active ISO 4217 code
    static Result<Currency> parse(std::string_view code);

    [[nodiscard]] std::string_view code() const { return {code_.data(), code_.size()}; }
    /// Decimals of the minor unit: 2 for CNY, 0 for JPY, 3 for KWD.
    [[nodiscard]] int exponent() const { return exponent_; }

    bool operator==(Currency const&) const = default;

private:
    Currency(std::string_view code, int exponent);
    std::array<char, 3> code_;
    std::int8_t exponent_;
};

/// An amount in minor units of one currency. Addition is checked; there is no division.
class Money {
public:
    Money(std::int64_t minor_units, Currency currency) : minor_units_(minor_units), currency_(currency) {}
    static Money zero(Currency currency) { return {0, currency}; }

    /// Reads "1234.50" as 123450 minor units of `currency`.
    ///
    /// Never rounds: the approved list said something we cannot pay, so a person must look.
    /// @error amount.missing     empty
    /// @error amount.scientific  6.22E+18: a spreadsheet has destroyed the number
    /// @error amount.negative    a minus sign
    /// @error amount.syntax      not digits with at most one '.'
    /// @error amount.precision   more decimals than ISO 4217 gives the currency
    /// @error amount.range       over 18 digits (ISO 20022 ActiveOrHistoricCurrencyAndAmount)
    static Result<Money> parse(std::string_view text, Currency currency);

    [[nodiscard]] std::int64_t minor_units() const { return minor_units_; }
    [[nodiscard]] Currency currency() const { return currency_; }

    /// Same currency and no overflow, else a bug of ours.
    Money& operator+=(Money other);
    Money& operator-=(Money other);
    friend Money operator+(Money left, Money right) { return left += right; }
    friend Money operator-(Money left, Money right) { return left -= right; }

    bool operator==(Money const&) const = default;
    std::strong_ordering operator<=>(Money const& other) const;

private:
    std::int64_t minor_units_;
    Currency currency_;
};

/// "1234.50": decimals as the currency has them, no grouping. For files and JSON.
std::string to_text(Money money);

/// "1,234.50": for people.
std::string to_grouped_text(Money money);

}  // namespace almoner
