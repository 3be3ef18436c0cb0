#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "report/horizon.hpp"
#include "report/summary.hpp"
#include "store/explanations.hpp"

namespace almoner::report {

/// An entry that nothing explains and a payout that it could pay or return: the account that the bank shows, the amount
/// and about the day are the same, and no other entry or payout would do. For a person to look at, never a match.
struct Proposal {
    store::EntryName entry;
    std::string payout;  ///< payout id
    Money amount;        ///< of the entry, signed
};

/// Collects what payouts the entries could be while all payouts are gone through.
class Proposals {
public:
    /// With the entries that nothing explains now and that show an account. @error store.failure
    static Result<Proposals> open(store::Connection& connection);

    /// A debit may be what the bank has not booked, a credit what it has.
    void look(Horizon const& horizon, store::ListRecord const& list, Outcome const& outcome, std::string const& payout);

    /// Those that are the only ones both ways, in the order of the entries.
    [[nodiscard]] std::vector<Proposal> unique() const;

private:
    struct Candidate {
        store::EntryName name;
        store::OpenEntry entry;
        std::vector<std::string> payouts;
    };

    std::vector<Candidate> entries_;
    std::multimap<std::int64_t, std::size_t> by_amount_;  ///< signed, in minor units
    std::map<std::string, std::size_t> entries_of_;       ///< how many entries a payout could be
};

}  // namespace almoner::report
