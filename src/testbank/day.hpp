#pragma once

#include <filesystem>

#include "settings/formats.hpp"
#include "testbank/bank.hpp"

namespace almoner::testbank {

/// What the bank did with the customer's outbox.
struct BankDay {
    struct File {
        std::string name;
        std::size_t transfers = 0;
        std::size_t rejected = 0;
        std::size_t returned = 0;
    };
    std::vector<File> files;
    std::vector<std::pair<std::string, Error>> refused;  ///< files whose signature does not hold, and why
    std::size_t answers = 0;                             ///< files put into inbox/bank
};

/// Plays the bank: reads every new file of outbox/ (and leaves it there), answers each with a signed
/// pain.002, books what it accepted in a signed camt.053 of the execution day and gives back what it
/// returns in one of the day after. A request to give
/// transfers up (camt.055) is answered with a signed camt.029: what was not carried out yet is given up, what was is
/// refused, or comes back (`called_back` in bank.toml). Files appear in inbox/bank by rename.
Result<BankDay> play(std::filesystem::path const& home, settings::Formats const& formats, Bank const& bank,
                     Instant now);

}  // namespace almoner::testbank
