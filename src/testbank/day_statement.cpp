#include "testbank/day_statement.hpp"

namespace almoner::testbank {

DayStatement close_day(std::string const& account_number, Books::Account& account, Day day,
                       std::vector<Booking> bookings) {
    auto const opening = account.balance;
    for (auto const& booking : bookings) {
        booking.credit ? account.balance += booking.amount : account.balance -= booking.amount;
    }
    return {account_number, account.holder,  account.next_statement++, day,
            opening,        account.balance, std::move(bookings)};
}

std::string unsigned_text(Money amount) {
    auto const zero = Money::zero(amount.currency());
    return to_text(amount < zero ? zero - amount : amount);
}

}  // namespace almoner::testbank
