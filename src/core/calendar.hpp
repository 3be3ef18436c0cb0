#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/day.hpp"

namespace almoner {

/// A day on which the bank books. Only a Calendar makes one.
class BusinessDay {
public:
    [[nodiscard]] Day day() const { return day_; }
    auto operator<=>(BusinessDay const&) const = default;

private:
    friend class Calendar;
    explicit BusinessDay(Day day) : day_(day) {}
    Day day_;
};

/// Published working days of one payment system: weekends, holidays, and weekends worked instead.
/// A year without data fails closed: nobody guesses a festival.
class Calendar {
public:
    struct Days {
        std::string name;
        std::set<int> years;          ///< years the data covers completely
        std::set<Day> closed;         ///< weekdays off
        std::set<Day> open_weekends;  ///< Saturdays and Sundays worked
    };

    explicit Calendar(Days days) : days_(std::move(days)) {}

    [[nodiscard]] std::string const& name() const { return days_.name; }

    /// @error calendar.year_missing the year has no published data
    [[nodiscard]] Result<bool> is_business_day(Day day) const;

    /// `day` itself when the bank works then, else the next day it does. @error calendar.year_missing
    [[nodiscard]] Result<BusinessDay> on_or_after(Day day) const;

    /// The `count`-th business day after `day`. @error calendar.year_missing
    [[nodiscard]] Result<BusinessDay> add(Day day, int count) const;

private:
    Days days_;
};

}  // namespace almoner
