#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "payout/desk.hpp"
#include "settings/cover.hpp"
#include "settings/profile.hpp"

namespace almoner::payout {

/// What is proven when a bank is: the SHA-256, hexadecimal, of the profile, of the message and the rendering it names,
/// and of the account that pays. A change of any of them makes another bank. @error formats.missing @error file.missing
Result<std::string> bank_digest(settings::Formats const& formats, settings::Profile const& profile,
                                settings::DebtorAccount const& account);

/// How far a bank is proven: whether a test list has been through it once from file to statement, and two people have
/// looked at what came of that.
struct BankProof {
    std::string sha256;     ///< as bank_digest has it
    std::string test_list;  ///< code of one that closed the loop, else of the newest; empty when none was delivered
    std::vector<std::string> missing_answers;  ///< of Profile::answers, those in which it was not spoken of
    std::uint64_t transfers = 0;               ///< of the test list
    std::uint64_t settled = 0;                 ///< of these, booked, returned or rejected
    std::uint64_t booked = 0;                  ///< of these, debited by a statement
    bool agreed = false;                       ///< people have said so, and the audit log has it

    [[nodiscard]] bool loop_is_closed() const;
};

/// How far the bank is proven as it stands today. @error those of bank_digest and of the store
Result<BankProof> bank_proof(store::Connection& store, settings::Formats const& formats,
                             settings::Profile const& profile, settings::DebtorAccount const& account);

/// Whether a list may be paid so today: a test list always while the profile is in force, any other when the bank is
/// proven, or need not be in this rehearsal. When people have decided so since the last run, the log says so from here
/// on. @error profile.not_in_force @error profile.unproven; and those of bank_proof and is_decided
Status bank_is_open(Desk const& desk, settings::Profile const& profile, settings::DebtorAccount const& account,
                    settings::ListKind kind);

}  // namespace almoner::payout
