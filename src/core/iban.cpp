#include "core/iban.hpp"

#include <algorithm>

#include "core/account.hpp"
#include "core/check_digits.hpp"

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

std::string normalised(std::string_view text) {
    std::string kept;
    for (auto const letter : text) {
        if (letter != ' ' && letter != '-') {
            kept += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
    }
    return kept;
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

}  // namespace

Result<IbanRegistry> IbanRegistry::of(std::vector<IbanCountry> const& countries) {
    IbanRegistry registry;
    for (auto const& country : countries) {
        auto classes = classes_of(country.structure);
        if (country.country.size() != 2 || classes.empty() || classes.size() + 4 != country.length) {
            return Error{ErrorCode::settings_value, {}, country.country + " " + country.structure, {}};
        }
        registry.entries_[country.country] = {std::move(classes), country.sepa_from};
    }
    return registry;
}

bool IbanRegistry::in_sepa(std::string_view country, Day day) const {
    auto const found = entries_.find(country);
    return found != entries_.end() && found->second.sepa_from && *found->second.sepa_from <= day;
}

Result<Iban> Iban::parse(std::string_view text, IbanRegistry const& registry) {
    auto iban = Iban(normalised(text));
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(iban.text_), {}}; };
    auto const found = registry.entries_.find(iban.text().substr(0, 2));
    if (found == registry.entries_.end()) {
        return fault(ErrorCode::account_iban_country);
    }
    if (iban.text_.size() != found->second.classes.size() + 4) {
        return fault(ErrorCode::account_iban_length);
    }
    if (!fits(iban.bban(), found->second.classes)) {
        return fault(ErrorCode::account_iban_structure);
    }
    // 00, 01 and 99 pass the division too, but ISO 7064 never yields them.
    auto const digits = iban.check_digits();
    if (!is_digits(digits) || digits < "02" || digits > "98") {
        return fault(ErrorCode::account_iban_range);
    }
    if (remainder_97(std::string(iban.bban()).append(iban.text(), 0, 4)) != 1) {
        return fault(ErrorCode::account_iban_checksum);
    }
    return iban;
}

}  // namespace almoner
