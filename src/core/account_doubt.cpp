#include "core/account_doubt.hpp"

#include <algorithm>
#include <array>

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/clearing_number.hpp"
#include "core/cnaps.hpp"

namespace almoner {

namespace {

/// Countries whose accounts have the IBANs of another one.
struct SharedIbans {
    std::string_view ibans;
    std::string_view countries;  ///< two letters each, set apart by blanks
};

constexpr auto shared_ibans = std::to_array<SharedIbans>({
    {"FI", "AX"},
    {"FR", "BL GF GP MF MQ NC PF PM RE TF WF YT"},
    {"GB", "GG IM JE"},
});

bool shares_ibans(std::string_view country, std::string_view iban_country) {
    return std::any_of(shared_ibans.begin(), shared_ibans.end(), [&](auto const& row) {
        return row.ibans == iban_country && row.countries.find(country) != std::string_view::npos;
    });
}

/// The bank of the card or of the CNAPS code when it is another one than `stated`.
ChineseBank const* other_bank(ChineseBank const& stated, std::string_view type, CheckTables const& tables) {
    auto const* found = bank_of_type(type, tables.chinese_banks);
    return found != nullptr && found->family != stated.family ? found : nullptr;
}

}  // namespace

std::optional<Error> doubt_bank(std::string_view stated_bank, std::string_view account_number, std::string_view cnaps,
                                CheckTables const& tables) {
    auto const* stated = bank_named(stated_bank, tables.chinese_banks);
    if (stated == nullptr) {
        return std::nullopt;
    }
    auto const* card = card_prefix_of(account_number, tables.cards);
    for (auto const type : {card == nullptr ? std::string_view{} : std::string_view(card->bank_type),
                            check_cnaps(cnaps) ? cnaps.substr(0, 3) : std::string_view{}}) {
        if (auto const* other = other_bank(*stated, type, tables); other != nullptr) {
            return Error{ErrorCode::account_bank_differs,
                         {},
                         std::string(stated_bank),
                         {stated->names.front(), other->names.front()}};
        }
    }
    return std::nullopt;
}

std::optional<Error> doubt_card_kind(std::string_view account_number, CheckTables const& tables) {
    auto const* card = card_prefix_of(account_number, tables.cards);
    if (card == nullptr || card->kind == CardKind::debit) {
        return std::nullopt;
    }
    return Error{ErrorCode::account_card_kind, {}, masked(account_number), {}};
}

std::optional<Error> doubt_phone_number(std::string_view account_number) {
    if (account_number.size() != 11 || !is_digits(account_number) || account_number[0] != '1' ||
        account_number[1] < '3') {
        return std::nullopt;
    }
    return Error{ErrorCode::account_phone_number, {}, masked(account_number), {}};
}

std::optional<Error> doubt_bic_country(Bic const& bic, Iban const& iban) {
    if (bic.country() == iban.country() || shares_ibans(bic.country(), iban.country())) {
        return std::nullopt;
    }
    return Error{ErrorCode::account_bic_iban_country,
                 {},
                 std::string(bic.text()),
                 {std::string(bic.country()), std::string(iban.country())}};
}

std::optional<Error> doubt_id_digits(std::string_view id) {
    auto const ends_in_zeros = id.size() == 18 && is_digits(id) && is_zeros(id.substr(15));
    if (!ends_in_zeros && !is_scientific(id)) {
        return std::nullopt;
    }
    return Error{ErrorCode::person_id_digits_lost, {}, masked(id), {}};
}

std::optional<std::string> with_lost_zeros(std::string_view digits, std::size_t length,
                                           Status (*check)(std::string_view)) {
    constexpr std::size_t most = 3;
    if (digits.size() >= length || digits.size() + most < length || !is_digits(digits)) {
        return std::nullopt;
    }
    auto padded = std::string(length - digits.size(), '0').append(digits);
    return check(padded) ? std::optional(std::move(padded)) : std::nullopt;
}

std::optional<Error> doubt_leading_zeros(std::string_view system, std::string_view member) {
    auto proposed = system == "CNAPS"   ? with_lost_zeros(member, 12, check_cnaps)
                    : system == "USABA" ? with_lost_zeros(member, 9, check_us_aba)
                                        : std::nullopt;
    if (!proposed) {
        return std::nullopt;
    }
    return Error{ErrorCode::account_leading_zeros, {}, std::string(member), {*std::move(proposed)}};
}

}  // namespace almoner
