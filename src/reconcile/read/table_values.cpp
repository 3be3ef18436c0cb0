#include "reconcile/read/table_values.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace almoner::reconcile {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Groups of three digits after the first are joined; any other group is no amount.
std::optional<std::string> joined_groups(std::string_view text, char separator) {
    if (text.find(separator) == std::string_view::npos) {
        return std::string(text);
    }
    std::string digits;
    for (std::size_t start = 0, number = 0; start <= text.size(); ++number) {
        auto const end = std::min(text.find(separator, start), text.size());
        auto const group = text.substr(start, end - start);
        auto const fits = number == 0 ? !group.empty() && group.size() <= 3 : group.size() == 3;
        if (!fits || !std::all_of(group.begin(), group.end(), is_digit)) {
            return std::nullopt;
        }
        digits += group;
        start = end + 1;
    }
    return digits;
}

/// Digits with at most one point, as Money reads them.
std::optional<std::string> plain_number(settings::AnswerTable const& table, std::string_view text) {
    auto const mark = table.decimal_comma ? ',' : '.';
    auto const at = text.find(mark);
    auto whole = joined_groups(text.substr(0, at), table.decimal_comma ? '.' : ',');
    if (!whole || at == std::string_view::npos) {
        return whole;
    }
    return table.minor_units ? std::nullopt : std::optional(*whole + "." + std::string(text.substr(at + 1)));
}

/// Whole minor units, with the point where the currency has it.
std::string with_point(std::string digits, Currency currency) {
    auto const decimals = static_cast<std::size_t>(currency.exponent());
    if (decimals == 0) {
        return digits;
    }
    digits.insert(0, digits.size() > decimals ? 0 : decimals + 1 - digits.size(), '0');
    return digits.insert(digits.size() - decimals, ".");
}

}  // namespace

std::string_view number_in(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    auto const first = text.find_first_of(digits);
    return first == std::string_view::npos ? text : text.substr(first, text.find_last_of(digits) - first + 1);
}

Result<Money> table_amount(settings::AnswerTable const& table, std::string_view text, Currency currency) {
    Error const fault{ErrorCode::amount_syntax, {}, std::string(text), {}};
    auto negative = false;
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
        negative = true;
        text = text.substr(1, text.size() - 2);
    } else if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    auto const number = plain_number(table, text);
    if (!number || number->empty()) {
        return fault;
    }
    auto const amount = Money::parse(table.minor_units ? with_point(*number, currency) : *number, currency);
    return amount && negative ? Result<Money>(Money::zero(currency) - *amount) : amount;
}

std::optional<Money> sum_of(Money left, Money right) {
    std::int64_t units = 0;
    auto const fits =
        left.currency() == right.currency() && !__builtin_add_overflow(left.minor_units(), right.minor_units(), &units);
    return fits ? std::optional(Money{units, left.currency()}) : std::nullopt;
}

std::optional<Day> table_day(settings::AnswerTable const& table, std::string_view text) {
    std::array<std::string, 3> parts;
    std::size_t count = 0;
    auto inside = false;
    for (auto const letter : text) {
        if (is_digit(letter)) {
            count += inside ? 0 : 1;
            inside = true;
            if (count > parts.size()) {
                break;  // a time of day follows
            }
            parts[count - 1] += letter;
        } else {
            inside = false;
        }
    }
    using Dates = settings::AnswerTable::Dates;
    if (count != 0 && parts[0].size() == 8) {
        auto const year_first = table.dates == Dates::year_first;
        auto const whole = parts[0];
        parts = year_first ? std::array{whole.substr(0, 4), whole.substr(4, 2), whole.substr(6)}
                           : std::array{whole.substr(0, 2), whole.substr(2, 2), whole.substr(4)};
    } else if (count < parts.size()) {
        return std::nullopt;
    }
    auto const [year, month, day] = table.dates == Dates::year_first  ? std::array{0, 1, 2}
                                    : table.dates == Dates::day_first ? std::array{2, 1, 0}
                                                                      : std::array{2, 0, 1};
    auto const two = [](std::string const& digits) { return digits.size() == 1 ? "0" + digits : digits; };
    auto const read =
        parse_day(parts[static_cast<std::size_t>(year)] + "-" + two(parts[static_cast<std::size_t>(month)]) + "-" +
                  two(parts[static_cast<std::size_t>(day)]));
    return read ? std::optional(*read) : std::nullopt;
}

}  // namespace almoner::reconcile
