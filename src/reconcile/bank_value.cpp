#include "reconcile/bank_value.hpp"

#include <charconv>
#include <string>

namespace almoner::reconcile {

Result<Day> bank_day(std::string_view text) { return parse_day(text.substr(0, 10)); }

Result<Money> bank_amount(std::string_view text, std::string_view currency_code) {
    auto const currency = Currency::parse(currency_code);
    if (!currency) {
        return currency.error();
    }
    auto const point = text.find('.');
    auto const wanted = static_cast<std::size_t>(currency->exponent());
    while (point != std::string_view::npos && text.size() - point - 1 > wanted && text.back() == '0') {
        text.remove_suffix(1);
    }
    if (!text.empty() && text.back() == '.') {
        text.remove_suffix(1);
    }
    return Money::parse((text.starts_with('.') ? "0" : "") + std::string(text), *currency);
}

std::optional<std::uint64_t> bank_number(std::string_view text) {
    std::uint64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace almoner::reconcile
