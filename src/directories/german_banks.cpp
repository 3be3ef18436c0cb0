#include "directories/german_banks.hpp"

#include <algorithm>
#include <string>

#include <ktoblzcheck.h>

#include "core/account.hpp"
#include "core/check_digits.hpp"

namespace almoner::directories {

namespace {

/// The Bundesbank's method 09: accounts have no check digit.
constexpr std::string_view no_check_digits = "09";

}  // namespace

struct GermanBanks::Library {
    AccountNumberCheck check;
};

GermanBanks::GermanBanks(std::unique_ptr<Library> library) : library_(std::move(library)) {}
GermanBanks::GermanBanks(GermanBanks&& other) noexcept = default;
GermanBanks& GermanBanks::operator=(GermanBanks&& other) noexcept = default;
GermanBanks::~GermanBanks() = default;

Result<GermanBanks> GermanBanks::load() {
    auto library = std::make_unique<Library>();
    if (library->check.bankCount() == 0) {
        return Error{ErrorCode::formats_missing, {}, "libktoblzcheck", {}};
    }
    return GermanBanks(std::move(library));
}

Status GermanBanks::check_account(std::string_view text) const {
    constexpr std::size_t bank_code_length = 8;
    auto digits = without_separators(text);
    if (digits.size() > bank_code_length && digits[bank_code_length] == '/') {
        digits.erase(bank_code_length, 1);
    }
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(digits), {}}; };
    auto const account = digits.substr(std::min(bank_code_length, digits.size()));
    if (account.empty() || account.size() > 10 || !is_digits(digits) || is_zeros(account)) {
        return fault(ErrorCode::account_syntax);
    }
    auto const bank = digits.substr(0, bank_code_length);
    auto const result = library_->check.check(bank, account);
    if (result == AccountNumberCheck::ERROR) {
        return fault(ErrorCode::account_check_digits);
    }
    // The library throws for a bank it does not know, so that is asked first.
    auto const known = result == AccountNumberCheck::OK && library_->check.findBank(bank).method != no_check_digits;
    return known ? Status{} : fault(ErrorCode::account_not_checkable);
}

}  // namespace almoner::directories
