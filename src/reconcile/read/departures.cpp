#include "reconcile/read/departures.hpp"

#include <algorithm>

#include "core/day.hpp"

namespace almoner::reconcile {

Status Departures::tell(std::string const& what, std::uint64_t line) {
    if (what.empty() || !listener_.departure || !told_.insert(what).second) {
        return {};
    }
    return listener_.departure(finding_of({ErrorCode::bank_file_form, {}, what, {}}, {file_name_, {}, line, 0}));
}

bool is_amount(std::string_view text) {
    auto const digits = [](std::string_view part) {
        return std::all_of(part.begin(), part.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
    };
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    auto const count = whole.size() + fraction.size();
    return count > 0 && count <= 18 && fraction.size() <= 5 && digits(whole) && digits(fraction);
}

bool begins_with_day(std::string_view text) { return bool(parse_day(text.substr(0, 10))); }

}  // namespace almoner::reconcile
