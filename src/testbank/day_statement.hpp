#pragma once

#include <string>
#include <vector>

#include "core/day.hpp"
#include "testbank/books.hpp"
#include "testbank/order.hpp"

namespace almoner::testbank {

/// One booking of a statement.
struct Booking {
    bool credit = false;
    Money amount;
    std::string sub_family;  ///< ESCT for transfers, RRTN for returns
    std::string reference;   ///< the bank's own
    Order const* order = nullptr;
    std::string message_id;
    std::string reason;
    bool is_sum = false;  ///< of the order's batch
};

/// What one statement tells of an account.
struct DayStatement {
    std::string account_number;
    std::string holder;
    std::int64_t number = 0;  ///< of the account's statements
    Day day;
    Money opening;
    Money closing;
    std::vector<Booking> bookings;
};

/// Books a day; moves the account's balance and statement number on.
DayStatement close_day(std::string const& account_number, Books::Account& account, Day day,
                       std::vector<Booking> bookings);

/// The size of a balance, whose sign stands beside it.
std::string unsigned_text(Money amount);

}  // namespace almoner::testbank
