#include "reconcile/read/swift_values.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace almoner::reconcile {

namespace {

constexpr std::string_view white = " \t\r\n";

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
char capital(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }
bool is_letter(char letter) { return capital(letter) >= 'A' && capital(letter) <= 'Z'; }

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(white);
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

/// A text being read from the left; it knows its column.
struct Cursor {
    std::string_view whole;
    std::size_t at = 0;

    [[nodiscard]] std::string_view rest() const { return whole.substr(at); }
    [[nodiscard]] char next() const { return at < whole.size() ? whole[at] : '\0'; }
    [[nodiscard]] Error fault(std::string_view what) const {
        return {ErrorCode::bank_file_malformed, {{}, {}, 0, static_cast<std::uint32_t>(at + 1)}, std::string(what), {}};
    }
    void pass_blanks() {
        while (next() == ' ') {
            ++at;
        }
    }
    /// Digits of a fixed count, or nothing and no step.
    std::optional<std::string_view> digits(std::size_t count) {
        auto const found = whole.substr(at, count);
        if (found.size() < count || !std::all_of(found.begin(), found.end(), is_digit)) {
            return std::nullopt;
        }
        at += count;
        return found;
    }
    /// Everything from here that an amount is written with.
    std::string_view amount() {
        auto const end =
            std::find_if_not(whole.begin() + static_cast<std::ptrdiff_t>(at), whole.end(),
                             [](char letter) { return is_digit(letter) || letter == ',' || letter == '.'; });
        auto const size = static_cast<std::size_t>(end - whole.begin()) - at;
        return whole.substr(std::exchange(at, at + size), size);
    }
};

unsigned number_of(std::string_view digits) {
    unsigned number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

struct FoundDay {
    Day day;
    bool corrected = false;
};

/// Banks that count months of thirty days write 30 February, and mean the last day there is.
std::optional<FoundDay> day_of(int year, unsigned month, unsigned day) {
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    date::year_month_day const wanted{date::year{year}, date::month{month}, date::day{day}};
    auto const last = date::year_month_day_last{date::year{year}, date::month_day_last{date::month{month}}};
    return FoundDay{wanted.ok() ? Day(wanted) : Day(last), !wanted.ok()};
}

/// YYMMDD. Banks write no statements of other centuries than these.
std::optional<FoundDay> day_of(std::string_view digits) {
    constexpr auto first_year_of_last_century = 80;
    auto const year = static_cast<int>(number_of(digits.substr(0, 2)));
    return day_of(year + (year < first_year_of_last_century ? 2000 : 1900), number_of(digits.substr(2, 2)),
                  number_of(digits.substr(4, 2)));
}

/// MMDD has the year that brings it nearest to the day of value: they lie days apart, but New Year may be between.
std::optional<FoundDay> day_beside(Day value_day, std::string_view digits) {
    constexpr auto half_a_year = 183;
    auto const year = static_cast<int>(date::year_month_day(value_day).year());
    for (auto const shift : {0, -1, 1}) {
        auto const found = day_of(year + shift, number_of(digits.substr(0, 2)), number_of(digits.substr(2, 2)));
        if (!found) {
            return std::nullopt;
        }
        auto const distance = (found->day - value_day).count();
        if (distance <= half_a_year && distance >= -half_a_year) {
            return found;
        }
    }
    return std::nullopt;
}

/// The amount counts even where the days make no sense, so only digits are demanded of them.
Status take_days(Cursor& cursor, StatementLine& line) {
    auto const digits = cursor.digits(6);
    if (!digits) {
        return cursor.fault("YYMMDD");
    }
    auto const value = day_of(*digits);
    line.odd_day = !value || value->corrected;
    if (value) {
        line.value_day = value->day;
    }
    if (auto const entry_digits = cursor.digits(4)) {
        auto const entry = value ? day_beside(value->day, *entry_digits) : std::nullopt;
        line.odd_day = line.odd_day || !entry || entry->corrected;
        if (entry) {
            line.entry_day = entry->day;
        }
    }
    cursor.pass_blanks();
    return {};
}

/// C, D, RC, RD, EC or ED, and perhaps the third letter of the currency. "CR" before an amount is a credit in a
/// currency that ends with R, such as EUR: RC is what reverses one.
Status take_mark(Cursor& cursor, StatementLine& line) {
    line.reversal = capital(cursor.next()) == 'R';
    line.expected = capital(cursor.next()) == 'E';
    cursor.at += line.reversal || line.expected ? 1 : 0;
    auto const mark = capital(cursor.next());
    if (mark != 'C' && mark != 'D') {
        return cursor.fault("C/D");
    }
    line.credit = (mark == 'C') != line.reversal;
    ++cursor.at;
    cursor.pass_blanks();
    cursor.at += is_letter(cursor.next()) ? 1 : 0;
    return {};
}

/// "NTRF", "NOV ", "S   ": a letter and three more, which some banks fill with blanks and a few leave out.
void take_type(Cursor& cursor, StatementLine& line) {
    cursor.pass_blanks();
    constexpr std::string_view kinds = "NSF";
    if (kinds.find(capital(cursor.next())) == std::string_view::npos || cursor.next() == '\0') {
        return;
    }
    auto const rest = cursor.rest();
    constexpr std::size_t size = 4;
    auto const type = rest.substr(0, std::min(size, rest.find('\n')));
    line.type = trimmed(type);
    cursor.at += type.size();
}

void take_references(Cursor& cursor, StatementLine& line) {
    auto const rest = cursor.rest();
    auto const first_line = rest.substr(0, rest.find('\n'));
    auto const bank = first_line.find("//");
    line.customer_reference = trimmed(first_line.substr(0, bank));
    line.bank_reference = bank == std::string_view::npos ? std::string() : trimmed(first_line.substr(bank + 2));
    line.supplementary = trimmed(rest.substr(std::min(first_line.size() + 1, rest.size())));
}

}  // namespace

std::optional<std::string> decimal_of(std::string_view text) {
    auto const mark = text.find_last_of(",.");
    auto const whole = text.substr(0, mark);
    auto const fraction = mark == std::string_view::npos ? std::string_view{} : text.substr(mark + 1);
    std::string digits;
    for (auto const letter : whole) {
        if (is_digit(letter)) {
            digits += letter;
        } else if (letter == text[mark]) {
            return std::nullopt;  // the same mark twice
        }
    }
    if (digits.empty() && fraction.empty()) {
        return std::nullopt;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    auto const decimal = (digits.empty() ? "0" : digits) + (fraction.empty() ? "" : "." + std::string(fraction));
    constexpr std::size_t most_digits = 18;
    return digits.size() + fraction.size() > most_digits ? std::nullopt : std::optional(decimal);
}

Result<StatementLine> parse_statement_line(std::string_view text) {
    StatementLine line;
    Cursor cursor{text};
    cursor.pass_blanks();
    if (auto const days = take_days(cursor, line); !days) {
        return days.error();
    }
    if (auto const mark = take_mark(cursor, line); !mark) {
        return mark.error();
    }
    // A bank or a mail program may have broken the line before the amount.
    cursor.pass_blanks();
    cursor.at += cursor.next() == '\n' ? 1 : 0;
    auto const before = cursor;
    auto const amount = decimal_of(cursor.amount());
    if (!amount) {
        return before.fault("amount");
    }
    line.amount = *amount;
    take_type(cursor, line);
    take_references(cursor, line);
    return line;
}

Result<SwiftBalance> parse_swift_balance(std::string_view text) {
    SwiftBalance balance;
    Cursor cursor{text};
    cursor.pass_blanks();
    auto const mark = capital(cursor.next());
    if (mark != 'C' && mark != 'D') {
        return cursor.fault("C/D");
    }
    balance.credit = mark == 'C';
    ++cursor.at;
    auto const digits = cursor.digits(6);
    auto const day = digits ? day_of(*digits) : std::nullopt;
    if (!day) {
        return cursor.fault("YYMMDD");
    }
    balance.day = day->day;
    balance.currency = std::string(cursor.rest().substr(0, 3));
    if (balance.currency.size() < 3 || !std::all_of(balance.currency.begin(), balance.currency.end(), is_letter)) {
        return cursor.fault("currency");
    }
    cursor.at += 3;
    auto const before = cursor;
    auto const amount = decimal_of(cursor.amount());
    if (!amount) {
        return before.fault("amount");
    }
    balance.amount = *amount;
    return balance;
}

}  // namespace almoner::reconcile
