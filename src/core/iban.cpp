#include "core/iban.hpp"

#include <algorithm>

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/names.hpp"
#include "core/tab_table.hpp"

namespace almoner {

namespace {

/// "4!n2!c" as "nnnncc", empty when it is not of that form.
std::string classes_of(std::string_view structure) {
    std::string classes;
    while (!structure.empty()) {
        std::size_t count = 0;
        while (!structure.empty() && structure.front() >= '0' && structure.front() <= '9' && count < 100) {
            count = count * 10 + static_cast<std::size_t>(structure.front() - '0');
            structure.remove_prefix(1);
        }
        auto const fixed = structure.size() >= 2 && structure[0] == '!';
        if (count == 0 || !fixed || std::string_view("nac").find(structure[1]) == std::string_view::npos) {
            return {};
        }
        classes.append(count, structure[1]);
        structure.remove_prefix(2);
    }
    return classes;
}

/// ISO 13616-1: n digits, a upper-case letters, c both. (The standard's c allows lower case too, but
/// the electronic form is compared in upper case.)
bool fits(char letter, char character_class) {
    auto const value = character_value(letter);
    switch (character_class) {
        case 'n': return value < 10;
        case 'a': return value >= 10 && value < 36;
        default: return value < 36;
    }
}

bool fits(std::string_view bban, std::string_view classes) {
    return std::equal(bban.begin(), bban.end(), classes.begin(), classes.end(),
                      [](char letter, char character_class) { return fits(letter, character_class); });
}

Result<IbanCountry> country_of(TabRow const& row) {
    constexpr Names<2> listings = {"registered", "unregistered"};
    auto const length = whole_number(row.cells[1]);
    auto const listing = value_in<IbanListing>(listings, row.cells[4]);
    if (!length || !listing) {
        return cell_fault(row, length ? row.cells[4] : row.cells[1]);
    }
    auto country = IbanCountry{
        std::string(row.cells[0]), static_cast<std::size_t>(*length), std::string(row.cells[2]), {}, *listing};
    if (row.cells[3] != "-") {
        auto const day = parse_day(row.cells[3]);
        if (!day) {
            return cell_fault(row, row.cells[3]);
        }
        country.sepa_from = *day;
    }
    return country;
}

}  // namespace

Result<IbanRegistry> IbanRegistry::of(std::vector<IbanCountry> const& countries) {
    IbanRegistry registry;
    for (auto const& country : countries) {
        auto const place = place_of(country.country);
        auto classes = classes_of(country.structure);
        if (!place || classes.empty() || classes.size() + 4 != country.length || country.length > Iban::longest) {
            return Error{ErrorCode::settings_value, {}, country.country + " " + country.structure, {}};
        }
        registry.entries_[*place] = {std::move(classes), country.sepa_from, country.listing};
    }
    return registry;
}

Result<IbanRegistry> IbanRegistry::read(std::string_view text) {
    auto const rows = read_tab_table(text, {"country", "length", "structure", "sepa_from", "listing"});
    if (!rows) {
        return rows.error();
    }
    std::vector<IbanCountry> countries;
    for (auto const& row : *rows) {
        auto const country = country_of(row);
        if (!country) {
            return country.error();
        }
        countries.push_back(*country);
    }
    return of(countries);
}

std::optional<std::size_t> IbanRegistry::place_of(std::string_view country) {
    auto const is_letter = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    if (country.size() != 2 || !is_letter(country[0]) || !is_letter(country[1])) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(country[0] - 'A') * letters + static_cast<std::size_t>(country[1] - 'A');
}

IbanRegistry::Entry const* IbanRegistry::entry_of(std::string_view country) const {
    auto const place = place_of(country);
    return place && !entries_[*place].classes.empty() ? &entries_[*place] : nullptr;
}

bool IbanRegistry::in_sepa(std::string_view country, Day day) const {
    auto const* entry = entry_of(country);
    return entry != nullptr && entry->sepa_from && *entry->sepa_from <= day;
}

bool IbanRegistry::is_registered(std::string_view country) const {
    auto const* entry = entry_of(country);
    return entry != nullptr && entry->listing == IbanListing::registered;
}

bool Iban::normalise(std::string_view text) {
    std::size_t kept = 0;
    for (auto const letter : text) {
        if (letter == ' ' || letter == '-') {
            continue;
        }
        if (kept < longest) {
            text_[kept] = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
        ++kept;
    }
    size_ = std::min(kept, longest);
    return kept <= longest;
}

Result<Iban> Iban::parse(std::string_view text, IbanRegistry const& registry, UnregisteredIbans unregistered) {
    Iban iban;
    auto const whole = iban.normalise(text);
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(iban.text()), {}}; };
    auto const* entry = registry.entry_of(iban.text().substr(0, 2));
    if (entry == nullptr ||
        (entry->listing == IbanListing::unregistered && unregistered == UnregisteredIbans::refused)) {
        return fault(ErrorCode::account_iban_country);
    }
    if (!whole || iban.size_ != entry->classes.size() + 4) {
        return fault(ErrorCode::account_iban_length);
    }
    if (!fits(iban.bban(), entry->classes)) {
        return fault(ErrorCode::account_iban_structure);
    }
    // 00, 01 and 99 pass the division too, but ISO 7064 never yields them.
    auto const digits = iban.check_digits();
    if (!is_digits(digits) || digits < "02" || digits > "98") {
        return fault(ErrorCode::account_iban_range);
    }
    if (remainder_97(iban.text().substr(0, 4), remainder_97(iban.bban())) != 1) {
        return fault(ErrorCode::account_iban_checksum);
    }
    return iban;
}

bool looks_like_iban(std::string_view number) {
    auto const is_letter = [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    };
    return number.size() > 4 && is_letter(number[0]) && is_letter(number[1]);
}

}  // namespace almoner
