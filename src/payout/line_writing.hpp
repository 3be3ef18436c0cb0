#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "bytes/external_sort.hpp"
#include "payout/intake.hpp"
#include "store/lists.hpp"
#include "store/past.hpp"
#include "vetting/survey.hpp"

namespace almoner::payout {

/// Writes the lines of one list as they come, and afterwards, each in the order in which the store keeps it, what the
/// accepted ones spend (who gets which benefit, once) and use (accounts). Inside the caller's transaction.
class LineWriting {
public:
    LineWriting(Desk const& desk, PaymentList const& list, vetting::Survey const& survey, store::ListWriter& writer);

    /// @error store.failure @error file.io
    Status add(vetting::CheckedLine const& checked);

    /// After the last line. @error payout.already_approved a benefit is spent @error store.failure @error file.io
    Status finish();

private:
    /// Somebody who gets a benefit: a person, and the category and kind of what is given.
    struct Claimant {
        std::uint32_t category = 0;  ///< index into Survey::categories_in_order
        bool goods = false;
        PersonKey person{};
        LineNumber line;
        auto operator<=>(Claimant const&) const = default;
    };

    Status flush();
    Status remember(vetting::CheckedLine const& checked);
    Result<std::int64_t> scope_of(Claimant const& claimant);
    Status spend(std::vector<Claimant> const& claimants);

    Desk const& desk_;
    PaymentList const& list_;
    std::vector<std::string> const& categories_;
    store::ListWriter& writer_;
    std::vector<Line> lines_;
    bytes::ExternalSort<Claimant> claimants_;
    bytes::ExternalSort<store::AccountUse> uses_;
    std::int64_t scope_ = 0;  ///< of `scope_is_of_`; 0 before the first
    std::pair<std::uint32_t, bool> scope_is_of_;
};

}  // namespace almoner::payout
