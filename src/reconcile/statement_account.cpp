#include "reconcile/statement_account.hpp"

#include <algorithm>

namespace almoner::reconcile {

namespace {

/// "50880050/194774600888" is the national part of an IBAN (ISO 13616-1) with the zeros left out between the two.
bool is_national_part(std::string_view bank, std::string_view number, std::string_view iban) {
    constexpr std::size_t head = 4;  // country and check digits
    if (bank.empty() || number.empty() || iban.size() < head + bank.size() + number.size()) {
        return false;
    }
    auto const national = iban.substr(head);
    auto const between = national.substr(bank.size(), national.size() - bank.size() - number.size());
    return national.starts_with(bank) && national.ends_with(number) &&
           between.find_first_not_of('0') == std::string_view::npos;
}

bool shows(std::string_view shown, settings::DebtorAccount const& account) {
    std::string_view const number = account.account.number;
    auto const currency = account.currency.code();
    if (shown.size() > currency.size() && shown != number && shown.ends_with(currency)) {
        shown.remove_suffix(currency.size());
    }
    auto const slash = shown.find('/');
    auto const bare = slash == std::string_view::npos ? shown : shown.substr(slash + 1);
    return bare == number || (slash != std::string_view::npos && account.account.scheme == AccountScheme::iban &&
                              is_national_part(shown.substr(0, slash), bare, number));
}

}  // namespace

settings::DebtorAccount const* account_shown(settings::Workspace const& workspace, std::string_view shown) {
    auto const& accounts = workspace.debtor_accounts;
    auto const found =
        std::find_if(accounts.begin(), accounts.end(), [shown](auto const& one) { return shows(shown, one); });
    return found == accounts.end() ? nullptr : &*found;
}

}  // namespace almoner::reconcile
