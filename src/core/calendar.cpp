#include "core/calendar.hpp"

namespace almoner {

Result<bool> Calendar::is_business_day(Day day) const {
    auto const year = static_cast<int>(date::year_month_day{day}.year());
    if (!days_.years.contains(year)) {
        return Error{ErrorCode::calendar_year_missing, {}, std::to_string(year), {days_.name}};
    }
    auto const weekday = date::weekday{day};
    auto const weekend = weekday == date::Saturday || weekday == date::Sunday;
    return weekend ? days_.open_weekends.contains(day) : !days_.closed.contains(day);
}

Result<BusinessDay> Calendar::on_or_after(Day day) const {
    for (;; day += date::days{1}) {
        auto const open = is_business_day(day);
        if (!open) {
            return open.error();
        }
        if (*open) {
            return BusinessDay{day};
        }
    }
}

Result<BusinessDay> Calendar::add(Day day, int count) const {
    auto current = on_or_after(day + date::days{count > 0 ? 1 : 0});
    for (auto step = 1; current && step < count; ++step) {
        current = on_or_after(current->day() + date::days{1});
    }
    return current;
}

}  // namespace almoner
