#include "testbank/mt940.hpp"

#include <algorithm>

namespace almoner::testbank {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t reference_length = 16;  // field 61, subfields 7 and 8

/// "260120" of 2026-01-20.
std::string short_day(Day day) {
    auto text = to_text(day).substr(2);
    std::erase(text, '-');
    return text;
}

/// "1234,50"
std::string comma_text(Money amount) {
    auto text = unsigned_text(amount);
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string balance(std::string_view field, Money amount, Day day) {
    std::string text(field);
    text += amount.minor_units() < 0 ? 'D' : 'C';
    return text.append(short_day(day)).append(amount.currency().code()).append(comma_text(amount)).append(line_end);
}

std::string entry(Booking const& booking, Day day) {
    auto const& order = *booking.order;
    auto const& reference = booking.is_sum ? order.payment_information_id : order.end_to_end_id;
    auto const value_day = short_day(day);
    auto text = ":61:" + value_day + value_day.substr(2) + (booking.credit ? "C" : "D") + comma_text(booking.amount);
    text += booking.credit ? "NRTI" : "NTRF";
    text += reference + "//" + booking.reference.substr(0, reference_length);
    text.append(line_end).append(booking.is_sum ? ":86:/PREF/" : ":86:/EREF/").append(reference);
    if (!booking.reason.empty()) {
        text += "/RTRN/" + booking.reason;
    }
    if (!booking.credit && !booking.is_sum) {
        text += "/IBAN/" + (order.iban.empty() ? order.account : order.iban);
    }
    return text.append(line_end);
}

}  // namespace

std::string mt940(DayStatement const& statement) {
    auto const number = std::to_string(statement.number);
    auto text = ":20:S" + number;
    text.append(line_end).append(":25:").append(statement.account_number);
    text.append(line_end).append(":28C:").append(number).append("/1").append(line_end);
    text += balance(":60F:", statement.opening, statement.day);
    for (auto const& booking : statement.bookings) {
        text += entry(booking, statement.day);
    }
    return text.append(balance(":62F:", statement.closing, statement.day)).append("-").append(line_end);
}

}  // namespace almoner::testbank
