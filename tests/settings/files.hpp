#pragma once

#include <string>

#include "core/day.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "ground.hpp"

namespace almoner::testing {

/// "code 'value' row:column", or "ok".
template <class Outcome>
std::string told(Outcome const& outcome) {
    if (outcome) {
        return "ok";
    }
    auto const& error = outcome.error();
    return std::string(text_of(error.code)) + " '" + error.value + "' " + std::to_string(error.position.row) + ":" +
           std::to_string(error.position.column);
}

inline Day day(int year, unsigned month, unsigned of_month) {
    return Day{date::year{year} / date::month{month} / date::day{of_month}};
}

inline Money yuan(std::int64_t amount) { return {amount * 100, *Currency::parse("CNY")}; }

}  // namespace almoner::testing
