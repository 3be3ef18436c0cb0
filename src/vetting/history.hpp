#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "store/past.hpp"
#include "store/registers.hpp"
#include "vetting/seen.hpp"
#include "vetting/terms.hpp"

namespace almoner::vetting {

/// What the store knows of the people and accounts of a list: registers, other lists, returned payments. Lines are
/// asked about in the order of their persons, then of their accounts, so that the store is read in its own order.
class History {
public:
    /// @error store.failure @error crypto.failure
    static Result<History> open(store::Connection& connection, Terms const& terms);

    /// About the lines of one person, in the order of the list. `categories` are the list's, by Seen::category.
    /// @error store.failure
    Status about_person(std::span<Seen const> lines, std::vector<std::string> const& categories,
                        std::vector<Remark>& remarks);
    /// What the person asked about last was granted in money in the year of this list.
    [[nodiscard]] Money granted_this_year() const;
    /// About the lines to one account. @error store.failure
    Status about_account(std::span<Seen const> lines, std::vector<std::string> const& categories,
                         std::vector<Remark>& remarks);

    /// What the registers alone say of one line's person, account and holder: for lines whose payment was granted
    /// before. @error store.failure
    Status about_registers(Seen const& line, std::string const& category, std::vector<Remark>& remarks);

private:
    struct Asked;

    History(Terms const& terms, store::PastPayouts past) : terms_(&terms), past_(std::move(past)) {}

    Status open_registers(store::Connection& connection);
    Status open_accounts(store::Connection& connection);
    Status open_persons(store::Connection& connection);
    Result<std::optional<store::RegisterEntry>> find(store::RegisterKind kind, PersonKey const& key);
    settings::Rule const* rule(ErrorCode code, std::string_view category) const;

    Status about_key(Asked const& asked, PersonKey const& key, ErrorCode stopped, ErrorCode staff);
    Status about_person_registers(Asked const& asked);
    Status about_previous(Asked const& asked);
    Status about_spent(Asked const& asked);
    Status about_others(Asked const& asked);
    Status about_account_registers(Asked const& asked);
    Status about_payments(Asked const& asked);
    Status about_verdict(Asked const& asked);

    Terms const* terms_;
    store::PastPayouts past_;
    std::vector<store::PastPayout> granted_;  ///< of the person asked about
    std::map<store::RegisterKind, store::RegisterLookup> registers_;
    std::optional<store::AccountUses> uses_;
    std::set<PersonKey> returned_;
    std::map<PersonKey, Day> deceased_;  ///< since when the bank knows
};

}  // namespace almoner::vetting
