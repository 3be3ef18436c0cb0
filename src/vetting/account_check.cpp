#include "vetting/account_check.hpp"

#include "core/account_doubt.hpp"
#include "core/iban_national.hpp"

namespace almoner::vetting {

namespace {

void tell(RowReading& reading, std::string_view column, std::optional<Error> const& doubt) {
    if (doubt) {
        reading.find(*doubt, column, doubt->value);
    }
}

std::optional<Iban> read_iban(RowReading& reading, std::string_view number) {
    auto const iban = Iban::parse(number, reading.terms.tables.ibans);
    auto const good = iban ? check_iban_national(*iban) : Status{iban.error()};
    if (!good) {
        reading.find(good.error(), "account_no", masked(number));
        return std::nullopt;
    }
    reading.line().account = {AccountScheme::iban, std::string(iban->text())};
    return *iban;
}

void read_number(RowReading& reading, std::string const& number) {
    auto const& tables = reading.terms.tables;
    auto account = parse_account_number(number, tables.cards);
    if (!account) {
        // A destroyed number may be shown: its digits are gone.
        auto const destroyed = account.error().code == ErrorCode::account_scientific || number.empty();
        reading.find(account.error(), "account_no", destroyed ? number : masked(number));
        return;
    }
    tell(reading, "account_no", doubt_card_kind(account->number, tables));
    tell(reading, "account_no", doubt_phone_number(account->number));
    reading.line().account = *std::move(account);
}

void check_bank_code(RowReading& reading) {
    auto const& system = reading.terms.profile.options.clearing_system;
    auto const& code = reading.line().bank_code;
    if (code.empty() || system.empty()) {
        return;
    }
    if (auto const lost = doubt_leading_zeros(system, code)) {
        tell(reading, "bank_code", lost);
    } else if (auto const good = check_clearing_member(system, code, reading.terms.tables.clearing_systems); !good) {
        reading.find(good.error(), "bank_code", code);
    }
}

void check_bic(RowReading& reading, std::optional<Iban> const& iban) {
    auto const& text = reading.line().bic;
    if (text.empty()) {
        return;
    }
    auto const bic = Bic::parse(text, reading.terms.tables.countries);
    if (!bic) {
        reading.find(bic.error(), "bic", text);
        return;
    }
    if (bic->is_test()) {
        reading.find(ErrorCode::account_bic_test, "bic", text);
    }
    if (iban) {
        tell(reading, "bic", doubt_bic_country(*bic, *iban));
    }
}

/// What the file must say of the payee's bank, the list must.
void check_agent(RowReading& reading) {
    auto const& line = reading.line();
    auto const& options = reading.terms.profile.options;
    if (line.bank_code.empty() && line.bic.empty() && options.bank_code_required) {
        reading.find(ErrorCode::account_cnaps_syntax, "bank_code", "");
    }
    if (line.bic.empty() && options.creditor_agent == settings::CreditorAgent::bic) {
        reading.find(ErrorCode::account_agent_missing, "bic", "", {"BIC"});
    }
    if (line.bank_code.empty() && options.creditor_agent == settings::CreditorAgent::clearing_member) {
        reading.find(ErrorCode::account_agent_missing, "bank_code", "", {options.clearing_system});
    }
}

void check_bank(RowReading& reading, std::optional<Iban> const& iban) {
    auto& line = reading.line();
    line.bank_code = reading.code_cell("bank_code");
    line.bic = reading.code_cell("bic");
    check_agent(reading);
    check_bank_code(reading);
    check_bic(reading, iban);
    if (reading.terms.profile.options.clearing_system == "CNAPS") {
        tell(reading, "bank_name",
             doubt_bank(reading.cell("bank_name"), line.account.number, line.bank_code, reading.terms.tables));
    }
}

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
    std::optional<Iban> iban;
    if (looks_like_iban(number)) {
        iban = read_iban(reading, number);
    } else {
        read_number(reading, number);
    }
    check_bank(reading, iban);
}

}  // namespace almoner::vetting
