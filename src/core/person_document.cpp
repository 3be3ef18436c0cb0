#include "core/person_document.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "core/account.hpp"
#include "core/check_digits.hpp"

namespace almoner {

namespace {

constexpr auto permit_regions = std::to_array<std::string_view>({"810000", "820000", "830000"});

std::string normalised(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    for (auto const letter : text) {
        if (letter != ' ') {
            kept += letter == 'x' ? 'X' : letter;
        }
    }
    return kept;
}

Error fault(ErrorCode code, std::string_view number) { return {code, {}, masked(number), {}}; }

bool has_form(std::string_view number) {
    auto const last_fits = number.size() == 18 && (is_digits(number.substr(17)) || number[17] == 'X');
    return last_fits && is_digits(number.substr(0, 17));
}

std::optional<Day> birth_day_of(std::string_view number, Day today) {
    auto const digits = [number](std::size_t at, std::size_t count) {
        auto const text = number.substr(at, count);
        return std::accumulate(text.begin(), text.end(), 0,
                               [](int value, char digit) { return value * 10 + character_value(digit); });
    };
    auto const day = date::year{digits(6, 4)} / digits(10, 2) / digits(12, 2);
    auto const first = Day{date::year{1900} / 1 / 1};
    return day.ok() && Day{day} >= first && Day{day} <= today ? std::optional(Day{day}) : std::nullopt;
}

/// What all documents of 18 characters share: birth day, sex and check character.
Result<PersonDocument> document_of(PersonDocumentKind kind, std::string number, Day today) {
    auto const birth_day = birth_day_of(number, today);
    if (!birth_day) {
        return fault(ErrorCode::person_id_date, number);
    }
    if (mod_11_2_check_character(std::string_view(number).substr(0, 17)) != number[17]) {
        return fault(ErrorCode::person_id_checksum, number);
    }
    auto const sex = character_value(number[16]) % 2 == 1 ? Sex::male : Sex::female;
    return PersonDocument{kind, std::move(number), *birth_day, sex};
}

/// GB 11643-1999 put the century and a check character to the 15 digits.
std::string converted(std::string_view legacy) {
    auto number = std::string(legacy.substr(0, 6)) + "19" + std::string(legacy.substr(6));
    number += mod_11_2_check_character(number);
    return number;
}

bool is_permit(std::string_view number) {
    return std::find(permit_regions.begin(), permit_regions.end(), number.substr(0, 6)) != permit_regions.end();
}

Result<PersonDocument> resident_id_of(std::string number, ProvinceCodes const& provinces, Day today) {
    if (number.empty()) {
        return fault(ErrorCode::person_id_missing, number);
    }
    auto const legacy = number.size() == 15 && is_digits(number);
    if (!legacy && !has_form(number)) {
        return fault(ErrorCode::person_id_syntax, number);
    }
    if (!provinces.contains(std::string_view(number).substr(0, 2))) {
        return fault(ErrorCode::person_id_region, number);
    }
    return legacy ? document_of(PersonDocumentKind::resident_id_legacy, converted(number), today)
                  : document_of(PersonDocumentKind::resident_id, std::move(number), today);
}

Result<PersonDocument> residence_document_of(std::string number, ProvinceCodes const& provinces, Day today) {
    if (number.empty()) {
        return fault(ErrorCode::person_id_missing, number);
    }
    if (!has_form(number)) {
        return fault(ErrorCode::person_id_syntax, number);
    }
    if (is_permit(number)) {
        return document_of(PersonDocumentKind::residence_permit, std::move(number), today);
    }
    if (number[0] != '9' || !provinces.contains(std::string_view(number).substr(1, 2))) {
        return fault(ErrorCode::person_id_region, number);
    }
    return document_of(PersonDocumentKind::foreigner_card, std::move(number), today);
}

}  // namespace

Result<PersonDocument> parse_resident_id(std::string_view text, ProvinceCodes const& provinces, Day today) {
    return resident_id_of(normalised(text), provinces, today);
}

Result<PersonDocument> parse_residence_document(std::string_view text, ProvinceCodes const& provinces, Day today) {
    return residence_document_of(normalised(text), provinces, today);
}

Result<PersonDocument> parse_person_document(std::string_view text, ProvinceCodes const& provinces, Day today) {
    auto number = normalised(text);
    // No province's number begins with 9 or is one of the permits'.
    auto const foreign = number.size() == 18 && (number[0] == '9' || is_permit(number));
    return foreign ? residence_document_of(std::move(number), provinces, today)
                   : resident_id_of(std::move(number), provinces, today);
}

}  // namespace almoner
