#include "core/iban_national.hpp"

#include <algorithm>
#include <array>

#include "core/account.hpp"
#include "core/check_digits.hpp"

namespace almoner {

namespace {

bool ends_in(std::string_view bban, int two_digits) {
    auto const last = bban.substr(bban.size() - 2);
    return is_digits(last) && character_value(last[0]) * 10 + character_value(last[1]) == two_digits;
}

/// The remainder by 97 of everything but the last two characters, moved up two places.
int shifted_remainder_97(std::string_view bban) {
    return remainder_97("00", remainder_97(bban.substr(0, bban.size() - 2)));
}

/// ISO 7064 MOD 97-10 over the BBAN. The digits are recomputed, because 00, 01 and 99 would pass a division.
bool mod_97_10_holds(std::string_view bban) { return ends_in(bban, 98 - shifted_remainder_97(bban)); }

/// The French cle RIB: letters become digits as on an old telephone, key = 97 - remainder. Used by the countries whose
/// banks learned it from the French ones.
bool rib_key_holds(std::string_view bban) {
    constexpr std::string_view digits = "12345678912345678923456789";  // of A to Z
    auto remainder = 0;
    for (auto const letter : bban.substr(0, bban.size() - 2)) {
        auto const value = character_value(letter);
        remainder = (remainder * 10 + (value < 10 ? value : digits[static_cast<std::size_t>(value - 10)] - '0')) % 97;
    }
    return ends_in(bban, 97 - remainder * 100 % 97);
}

bool ends_in_mod_10(std::string_view digits, std::initializer_list<int> weights) {
    auto const sum = repeating_sum(digits.substr(0, digits.size() - 1), weights);
    return (10 - sum % 10) % 10 == character_value(digits.back());
}

bool albania(std::string_view bban) { return ends_in_mod_10(bban.substr(0, 8), {9, 7, 3, 1, 9, 7, 3}); }

bool belgium(std::string_view bban) {
    auto const remainder = remainder_97(bban.substr(0, 10));
    return ends_in(bban, remainder == 0 ? 97 : remainder);
}

/// Decree 169/2011 of the Czech National Bank: prefix and number each divide by eleven; Slovakia kept it.
bool czechia_and_slovakia(std::string_view bban) {
    return weighted_sum(bban.substr(4, 6), {10, 5, 8, 4, 2, 1}) % 11 == 0 &&
           weighted_sum(bban.substr(10, 10), {6, 3, 7, 9, 10, 5, 8, 4, 2, 1}) % 11 == 0;
}

bool estonia(std::string_view bban) { return ends_in_mod_10(bban.substr(2), {7, 1, 3}); }

/// A result of ten is written 1, of eleven 0.
char spanish_digit(int sum) {
    auto const result = 11 - sum % 11;
    return result == 11 ? '0' : result == 10 ? '1' : static_cast<char>('0' + result);
}

/// Weights 2^n mod 11 from the right of ten digits; bank and branch are eight of them.
bool spain(std::string_view bban) {
    return bban[8] == spanish_digit(weighted_sum(bban.substr(0, 8), {4, 8, 5, 10, 9, 7, 3, 6})) &&
           bban[9] == spanish_digit(weighted_sum(bban.substr(10), {1, 2, 4, 8, 5, 10, 9, 7, 3, 6}));
}

bool finland(std::string_view bban) { return luhn_holds(bban); }

bool croatia(std::string_view bban) { return mod_11_10_holds(bban.substr(0, 7)) && mod_11_10_holds(bban.substr(7)); }

/// Bank and branch by themselves, then the account of 8 or 16 digits; a short one is followed by zeros.
bool hungary(std::string_view bban) {
    auto const holds = [](std::string_view digits) { return repeating_sum(digits, {9, 7, 3, 1}) % 10 == 0; };
    return holds(bban.substr(0, 8)) && holds(bban.substr(8));
}

/// The modulo 11 digit of `sum`, or nothing that fits when it would be ten.
char mod_11_digit(int sum) {
    auto const result = (11 - sum % 11) % 11;
    return result == 10 ? 'X' : static_cast<char>('0' + result);
}

/// The holder's national registration number (kennitala) stands at the end; its ninth digit checks the first eight.
bool iceland(std::string_view bban) {
    return bban[20] == mod_11_digit(weighted_sum(bban.substr(12, 8), {3, 2, 7, 6, 5, 4, 3, 2}));
}

/// The Italian CIN: characters on odd places count by a table, those on even places by their order.
bool italy_and_san_marino(std::string_view bban) {
    constexpr int odd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                           20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    auto sum = 0;
    for (std::size_t at = 1; at < bban.size(); ++at) {
        auto const value = character_value(bban[at]);
        auto const order = value < 10 ? value : value - 10;
        sum += at % 2 == 1 ? odd[order] : order;
    }
    return bban[0] == static_cast<char>('A' + sum % 26);
}

/// Where the fifth and sixth digits are 00, some banks weigh the last digits only; either reading is good.
bool norway(std::string_view bban) {
    auto const whole = mod_11_digit(weighted_sum(bban.substr(0, 10), {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}));
    auto const tail = mod_11_digit(weighted_sum(bban.substr(6, 4), {5, 4, 3, 2}));
    return bban[10] == whole || (bban.substr(4, 2) == "00" && bban[10] == tail);
}

bool poland(std::string_view bban) { return ends_in_mod_10(bban.substr(0, 8), {3, 9, 7, 1, 3, 9, 7}); }

struct NationalCheck {
    std::string_view country;
    bool (*holds)(std::string_view bban);
};

constexpr auto national_checks = std::to_array<NationalCheck>({
    {"AL", albania},
    {"AO", mod_97_10_holds},
    {"BA", mod_97_10_holds},
    {"BE", belgium},
    {"BF", rib_key_holds},
    {"BI", rib_key_holds},
    {"BJ", rib_key_holds},
    {"CF", rib_key_holds},
    {"CG", rib_key_holds},
    {"CI", rib_key_holds},
    {"CM", rib_key_holds},
    {"CV", mod_97_10_holds},
    {"CZ", czechia_and_slovakia},
    {"DJ", rib_key_holds},
    {"EE", estonia},
    {"ES", spain},
    {"FI", finland},
    {"FR", rib_key_holds},
    {"GA", rib_key_holds},
    {"GQ", rib_key_holds},
    {"HR", croatia},
    {"HU", hungary},
    {"IS", iceland},
    {"IT", italy_and_san_marino},
    {"KM", rib_key_holds},
    {"MA", rib_key_holds},
    {"MC", rib_key_holds},
    {"ME", mod_97_10_holds},
    {"MG", rib_key_holds},
    {"MK", mod_97_10_holds},
    {"ML", rib_key_holds},
    {"MR", rib_key_holds},
    {"MZ", mod_97_10_holds},
    {"NE", rib_key_holds},
    {"NO", norway},
    {"PL", poland},
    {"PT", mod_97_10_holds},
    {"RS", mod_97_10_holds},
    {"SI", mod_97_10_holds},
    {"SK", czechia_and_slovakia},
    {"SM", italy_and_san_marino},
    {"SN", rib_key_holds},
    {"ST", mod_97_10_holds},
    {"TD", rib_key_holds},
    {"TG", rib_key_holds},
    {"TL", mod_97_10_holds},
    {"TN", rib_key_holds},
    {"XK", mod_97_10_holds},
});

}  // namespace

Status check_iban_national(Iban const& iban) {
    auto const found = std::find_if(national_checks.begin(), national_checks.end(),
                                    [&](auto const& row) { return row.country == iban.country(); });
    if (found != national_checks.end() && !found->holds(iban.bban())) {
        return Error{ErrorCode::account_iban_national, {}, masked(iban.text()), {}};
    }
    return {};
}

Status check_qr_iban(Iban const& iban) {
    auto const swiss = iban.country() == "CH" || iban.country() == "LI";
    auto const institution = iban.bban().substr(0, 5);
    if (!swiss || institution < "30000" || institution > "31999") {
        return Error{ErrorCode::account_iban_not_qr, {}, masked(iban.text()), {}};
    }
    return {};
}

}  // namespace almoner
