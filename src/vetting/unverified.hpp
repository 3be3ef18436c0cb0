#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <span>

#include "store/connection.hpp"
#include "store/registers.hpp"
#include "vetting/survey.hpp"

namespace almoner::vetting {

/// Finds the payees that a bank is to verify before they are paid (EPC Verification of Payee, UK Confirmation of Payee,
/// Chinese two-, three- and four-factor checks): each account with its holder's name once, over all lists asked about.
class Unverified {
public:
    /// Days that a verdict counts where no rule says how many.
    static constexpr int usual_days = 90;

    /// `connection` may be null: no verdict is known then. @error store.failure
    static Result<Unverified> open(store::Connection* connection);

    /// Hands on the first bank line of each payee without a verdict young enough (rule payee.not_verified). Lines that
    /// are refused or held for another reason than their verdict are left out. `connection` as for `open`.
    /// @error those of vetting::survey
    Status for_each(Terms terms, store::Connection* connection, std::filesystem::path const& rows,
                    std::function<Status(CheckedLine const&)> const& take);

private:
    explicit Unverified(std::optional<store::RegisterLookup> verdicts) : verdicts_(std::move(verdicts)) {}
    Result<bool> is_wanted(CheckedLine const& checked, Day oldest);

    std::optional<store::RegisterLookup> verdicts_;
    std::set<PersonKey> seen_;
};

}  // namespace almoner::vetting
