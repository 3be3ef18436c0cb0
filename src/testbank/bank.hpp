#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/money.hpp"

namespace almoner::testbank {

/// How transfers are booked: each alone; a batch in one sum without those rejected; a batch in one sum with them, which
/// come back in one sum the day after.
enum class Booked { single, batch, gross };

enum class StatementForm { camt053, mt940 };

/// What becomes of a payment that is called back after it was carried out: the payee refuses, or the money comes back.
enum class CalledBack { refused, returned };

struct BankAccount {
    std::string number;
    std::string holder;
    Money opening;  ///< before the first statement
    Booked booked = Booked::single;
    StatementForm statement = StatementForm::camt053;
};

/// `bank.toml`: how the rehearsal bank behaves, and the accounts it keeps.
struct Bank {
    std::string seed;  ///< outcome = hash(seed, EndToEndId)
    int rejected_per_mille = 0;
    int returned_per_mille = 0;
    std::filesystem::path signing_key;
    std::filesystem::path signing_certificate;
    std::filesystem::path customer_certificate;
    std::vector<BankAccount> accounts;
    CalledBack called_back = CalledBack::refused;

    [[nodiscard]] BankAccount const* account(std::string_view number) const;
};

/// @error settings.* and file.missing
Result<Bank> load_bank(std::filesystem::path const& home);

}  // namespace almoner::testbank
