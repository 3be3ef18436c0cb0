#include "testbank/bank.hpp"

#include <algorithm>

#include "settings/toml_table.hpp"

namespace almoner::testbank {

namespace {

constexpr Names<3> bookings = {"single", "batch", "gross"};
constexpr Names<2> callings_back = {"refused", "returned"};
constexpr Names<2> statement_forms = {"camt.053", "mt940"};

}  // namespace

BankAccount const* Bank::account(std::string_view number) const {
    auto const found =
        std::find_if(accounts.begin(), accounts.end(), [number](auto const& one) { return one.number == number; });
    return found == accounts.end() ? nullptr : &*found;
}

Result<Bank> load_bank(std::filesystem::path const& home) {
    auto table = settings::TomlTable::load(home / "bank.toml");
    if (!table) {
        return table.error();
    }
    Bank bank;
    bank.seed = table->text("seed");
    bank.rejected_per_mille = table->number_or("rejected_per_mille", 0, 0, 1000);
    bank.returned_per_mille = table->number_or("returned_per_mille", 0, 0, 1000);
    auto const booked = table->choice("booked", bookings, std::optional(Booked::single));
    auto const form = table->choice("statement", statement_forms, std::optional(StatementForm::camt053));
    bank.called_back = table->choice("called_back", callings_back, std::optional(CalledBack::refused));
    bank.signing_key = home / table->text("signing_key");
    bank.signing_certificate = home / table->text("signing_certificate");
    bank.customer_certificate = home / table->text("customer_certificate");
    for (auto& account : table->tables("accounts")) {
        auto const currency = account.currency("currency");
        bank.accounts.push_back({account.text("account"), account.text("holder"), account.money("balance", currency),
                                 account.choice("booked", bookings, std::optional(booked)),
                                 account.choice("statement", statement_forms, std::optional(form))});
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return bank;
}

}  // namespace almoner::testbank
