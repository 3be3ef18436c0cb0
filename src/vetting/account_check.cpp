#include "vetting/account_check.hpp"

#include <algorithm>
#include <cctype>

#include "core/bic.hpp"
#include "core/cnaps.hpp"
#include "core/iban.hpp"

namespace almoner::vetting {

namespace {

void check_iban(RowReading& reading, std::string_view number) {
    auto const iban = Iban::parse(number, reading.terms.tables.ibans);
    if (!iban) {
        reading.find(iban.error(), "account_no", masked(number));
        return;
    }
    reading.line().account = {AccountScheme::iban, std::string(iban->text())};
}

void check_number(RowReading& reading, std::string const& number) {
    auto const account = parse_account_number(number, reading.terms.tables.cards);
    if (account) {
        reading.line().account = *account;
        return;
    }
    // A destroyed number may be shown: its digits are gone.
    auto const destroyed = account.error().code == ErrorCode::account_scientific || number.empty();
    reading.find(account.error(), "account_no", destroyed ? number : masked(number));
}

void check_bank(RowReading& reading) {
    auto& line = reading.line();
    auto const& terms = reading.terms;
    line.bank_code = reading.code_cell("bank_code");
    line.bic = reading.code_cell("bic");
    if (line.bank_code.empty() && line.bic.empty() && terms.profile.bank_code_required) {
        reading.find(ErrorCode::account_cnaps_syntax, "bank_code", "");
    }
    if (!line.bank_code.empty() && terms.profile.clearing_system == "CNAPS") {
        if (auto const good = check_cnaps(line.bank_code); !good) {
            reading.find(good.error(), "bank_code", line.bank_code);
        }
    }
    if (!line.bic.empty()) {
        if (auto const good = Bic::parse(line.bic, terms.tables.countries); !good) {
            reading.find(good.error(), "bic", line.bic);
        }
    }
}

bool is_letter(char character) { return std::isalpha(static_cast<unsigned char>(character)) != 0; }

}  // namespace

void check_account(RowReading& reading) {
    auto const number = reading.code_cell("account_no");
    if (reading.line().channel != Channel::bank) {
        if (!number.empty()) {
            reading.find(ErrorCode::account_unexpected, "account_no", masked(number),
                         {std::string(text_of(reading.line().channel))});
        }
        return;
    }
    if (number.size() > 4 && is_letter(number[0]) && is_letter(number[1])) {
        check_iban(reading, number);
    } else {
        check_number(reading, number);
    }
    check_bank(reading);
}

}  // namespace almoner::vetting
