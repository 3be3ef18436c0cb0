#include "core/day.hpp"

#include <charconv>
#include <cstdio>

namespace almoner {

namespace {

/// Digits only, exactly `text.size()` of them; -1 otherwise.
int number_of(std::string_view text) {
    auto value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    auto const whole = fault == std::errc{} && end == text.data() + text.size();
    return whole && text.front() >= '0' && text.front() <= '9' ? value : -1;
}

Error date_fault(std::string_view text) { return {ErrorCode::date_syntax, {}, std::string(text), {}}; }

template <class... Numbers>
std::string formatted(char const* format, Numbers... numbers) {
    char buffer[48];
    auto const length = std::snprintf(buffer, sizeof buffer, format, numbers...);
    return {buffer, static_cast<std::size_t>(length)};
}

}  // namespace

Result<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return date_fault(text);
    }
    auto const year = number_of(text.substr(0, 4));
    auto const month = number_of(text.substr(5, 2));
    auto const day = number_of(text.substr(8, 2));
    auto const ymd =
        date::year{year} / date::month{static_cast<unsigned>(month)} / date::day{static_cast<unsigned>(day)};
    if (year < 0 || month < 0 || day < 0 || !ymd.ok()) {
        return date_fault(text);
    }
    return Day{ymd};
}

std::string to_text(Day day) {
    auto const ymd = date::year_month_day{day};
    return formatted("%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

Result<Instant> parse_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') {
        return date_fault(text);
    }
    auto const day = parse_day(text.substr(0, 10));
    auto const hours = number_of(text.substr(11, 2));
    auto const minutes = number_of(text.substr(14, 2));
    auto const seconds = number_of(text.substr(17, 2));
    if (!day || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
        return date_fault(text);
    }
    return *day + std::chrono::hours{hours} + std::chrono::minutes{minutes} + std::chrono::seconds{seconds};
}

std::string to_text(Instant instant) {
    auto const day = date::floor<date::days>(instant);
    auto const time = date::make_time(instant - day);
    return to_text(day) + formatted("T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                                    static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
}

}  // namespace almoner
