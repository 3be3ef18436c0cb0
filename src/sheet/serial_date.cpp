#include "sheet/serial_date.hpp"

#include <algorithm>
#include <charconv>

#include "core/day.hpp"

namespace almoner::sheet {

namespace {

constexpr std::int64_t seconds_of_day = 86'400;
constexpr std::int64_t last_1900 = 2'958'465;  // 9999-12-31
constexpr std::int64_t missing_day = 60;

/// Day 0 of each epoch, counted from 1970-01-01. Before the day that never was, the first epoch is one day later.
std::optional<std::int64_t> day_of(std::int64_t serial, Epoch epoch) {
    constexpr std::int64_t day_0_of_1904 = -24'107;
    constexpr std::int64_t day_0_of_1900 = -25'569;
    if (epoch == Epoch::year_1904) {
        return serial <= last_1900 - 1'462 ? std::optional(day_0_of_1904 + serial) : std::nullopt;
    }
    if (serial < 1 || serial == missing_day || serial > last_1900) {
        return std::nullopt;
    }
    return day_0_of_1900 + serial + (serial < missing_day ? 1 : 0);
}

/// ".354166667" as seconds of a day, rounded.
std::int64_t seconds_in(std::string_view fraction) {
    std::int64_t billionths = 0;
    constexpr std::size_t places = 9;
    for (std::size_t place = 0; place < places; ++place) {
        billionths = billionths * 10 + (place < fraction.size() ? fraction[place] - '0' : 0);
    }
    constexpr std::int64_t billion = 1'000'000'000;
    return (billionths * seconds_of_day + billion / 2) / billion;
}

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char one) { return one >= '0' && one <= '9'; });
}

/// "h]", "mm]", "ss]": hours, minutes or seconds beyond a day's.
bool is_elapsed_time(std::string_view bracket) {
    auto const letters = bracket.substr(0, std::min(bracket.find(']'), bracket.size()));
    return !letters.empty() && letters.find_first_not_of("hmsHMS") == std::string_view::npos;
}

/// The code without what it shows as it stands: "quoted", [bracketed], \escaped, _blank as wide and *filled.
std::string without_literals(std::string_view code) {
    std::string rest;
    for (std::size_t at = 0; at < code.size(); ++at) {
        auto const one = code[at];
        if (one == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (one == '[' && !is_elapsed_time(code.substr(at + 1))) {
            at = std::min(code.find(']', at + 1), code.size());
        } else if (one == '\\' || one == '_' || one == '*') {
            ++at;
        } else {
            rest += one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
        }
    }
    return rest;
}

}  // namespace

std::optional<std::string> date_text(std::string_view number, Epoch epoch) {
    auto const dot = std::min(number.find('.'), number.size());
    auto const whole = number.substr(0, dot);
    auto const fraction = number.substr(std::min(dot + 1, number.size()));
    std::int64_t serial = 0;
    auto const [end, fault] = std::from_chars(whole.data(), whole.data() + whole.size(), serial);
    if (whole.empty() || !is_digits(whole) || !is_digits(fraction) || fault != std::errc{} ||
        end != whole.data() + whole.size() || serial > last_1900) {
        return std::nullopt;
    }
    auto const seconds = seconds_in(fraction);
    auto const day = day_of(serial + seconds / seconds_of_day, epoch);
    if (!day) {
        return std::nullopt;
    }
    auto const midnight = Day(date::days(static_cast<int>(*day)));
    if (fraction.empty() || seconds == seconds_of_day) {
        return to_text(midnight);
    }
    auto text = to_text(Instant(midnight) + std::chrono::seconds(seconds));
    text.pop_back();  // a spreadsheet knows no time zone
    return text;
}

bool shows_date(std::uint32_t format, std::string_view code) {
    auto const built_in = (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) ||
                          format == 36 || (format >= 50 && format <= 54) || format == 57 || format == 58;
    if (built_in || code.empty()) {
        return built_in;
    }
    auto const shown = without_literals(code);
    if (shown.find("general") != std::string::npos) {
        return false;
    }
    auto const has = [&](std::string_view letters) { return shown.find_first_of(letters) != std::string::npos; };
    // The letter for months stands for minutes beside hours or seconds.
    return has("yd") || (has("m") && !has("hs"));
}

}  // namespace almoner::sheet
