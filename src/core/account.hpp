#pragma once

#include <string>
#include <string_view>

namespace almoner {

/// How an account number is to be understood (ISO 20022 AccountIdentification4Choice).
enum class AccountScheme { iban, other };

/// An account as it was checked: normalised, without blanks.
struct Account {
    AccountScheme scheme = AccountScheme::other;
    std::string number;

    bool operator==(Account const&) const = default;
};

/// "...3001": what may be shown outside reports.
std::string masked(std::string_view account_number);

/// Whether `shown` is `whole`, or is with some characters replaced by `*`.
bool is_masked_form(std::string_view shown, std::string_view whole);

/// What is left of a number as people print it: blanks and hyphens dropped.
std::string without_separators(std::string_view text);

}  // namespace almoner
