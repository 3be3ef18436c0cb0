#include "vetting/person_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace almoner::vetting {

namespace {

/// Whole years from birth to `day`; who is born on 29 February is a year older on 1 March.
int years_between(Day birth, Day day) {
    auto const born = date::year_month_day(birth);
    auto const now = date::year_month_day(day);
    auto const years = static_cast<int>(now.year()) - static_cast<int>(born.year());
    auto const had_birthday = std::pair(now.month(), now.day()) >= std::pair(born.month(), born.day());
    return had_birthday ? years : years - 1;
}

void check_age(RowReading& reading, Day birth) {
    auto const* rule = reading.rule(ErrorCode::person_age);
    if (rule == nullptr) {
        return;
    }
    auto const years = years_between(birth, reading.terms.execution_date);
    if (years < rule->minimum || years > rule->maximum) {
        reading.find(*rule, "payee_id", "",
                     {std::to_string(years), std::to_string(rule->minimum), std::to_string(rule->maximum)});
    }
}

/// The numbers in a date, year first; a date written as one block of six or eight digits is cut into its parts.
std::vector<unsigned> parts_of(std::string_view said) {
    std::vector<unsigned> parts;
    for (std::size_t at = 0; at < said.size();) {
        auto number = 0U;
        auto const [end, fault] = std::from_chars(said.data() + at, said.data() + said.size(), number);
        auto const length = static_cast<std::size_t>(end - said.data()) - at;
        if (fault == std::errc{} && length == 8) {
            parts.insert(parts.end(), {number / 10'000, number / 100 % 100, number % 100});
        } else if (fault == std::errc{} && length == 6) {
            parts.insert(parts.end(), {number / 100, number % 100});
        } else if (fault == std::errc{}) {
            parts.push_back(number);
        }
        at += std::max<std::size_t>(length, 1);
    }
    return parts;
}

/// Whether a birth date, or a year and month, as offices write them (1997-09-25, 1997年9月, 19970925) is `birth`. One
/// whose year does not stand first leaves open what is meant and agrees with nothing.
bool agrees(std::string_view said, Day birth) {
    auto const born = date::year_month_day(birth);
    auto const parts = parts_of(said);
    auto const expected = std::array{static_cast<unsigned>(static_cast<int>(born.year())),
                                     static_cast<unsigned>(born.month()), static_cast<unsigned>(born.day())};
    return parts.size() >= 2 && parts.size() <= 3 && std::equal(parts.begin(), parts.end(), expected.begin());
}

void check_birth(RowReading& reading, Day birth) {
    auto const* rule = reading.rule(ErrorCode::person_birth_date);
    auto const said = reading.cell("birth");
    if (rule != nullptr && !said.empty() && !agrees(said, birth)) {
        reading.find(*rule, "birth", "");
    }
}

void check_sex(RowReading& reading, Sex sex) {
    auto const* rule = reading.rule(ErrorCode::person_sex);
    auto const said = reading.terms.words.value("gender", reading.cell("gender"));
    if (rule == nullptr || said.empty()) {
        return;
    }
    if (said != (sex == Sex::female ? "female" : "male")) {
        reading.find(*rule, "gender", "");
    }
}

}  // namespace

void check_person(RowReading& reading) {
    if (!reading.document || reading.line().payee_kind == PayeeKind::enterprise) {
        return;
    }
    check_age(reading, reading.document->birth_day);
    check_birth(reading, reading.document->birth_day);
    check_sex(reading, reading.document->sex);
}

}  // namespace almoner::vetting
