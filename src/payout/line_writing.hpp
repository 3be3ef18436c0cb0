#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <utility>
#include <vector>

#include "bytes/external_sort.hpp"
#include "payout/intake.hpp"
#include "store/lists.hpp"
#include "store/past.hpp"
#include "vetting/survey.hpp"

namespace almoner::payout {

/// Writes the lines of one list while they are read, a chunk behind the reading, and afterwards, each in the order in
/// which the store keeps it, what the accepted ones spend (who gets which benefit, once) and use (accounts). Inside the
/// caller's transaction; between the first line and the last the store is this one's alone.
class LineWriting final : public vetting::LineTaker {
public:
    LineWriting(Desk const& desk, PaymentList const& list, store::ListWriter& writer);

    /// @error store.failure @error file.io
    Status take(vetting::CheckedLine&& checked) override;
    Status all_taken() override;

    /// After the last line; `verdicts` are of lines that wait because of others. @error payout.already_approved a
    /// benefit is spent @error store.failure @error file.io
    Status finish(std::map<LineNumber, Finding> const& verdicts);

private:
    /// Somebody who gets a benefit: a person, and the category and kind of what is given.
    struct Claimant {
        std::uint32_t category = 0;  ///< index into `categories_`
        bool goods = false;
        PersonKey person{};
        LineNumber line;
        auto operator<=>(Claimant const&) const = default;
    };

    Status await();
    Status flush_behind();
    std::uint32_t index_of(std::string const& category);
    Status remember(vetting::CheckedLine const& checked, std::uint32_t category);
    Result<std::int64_t> scope_of(Claimant const& claimant);
    Status spend(std::vector<Claimant> const& claimants);

    Desk const& desk_;
    PaymentList const& list_;
    store::ListWriter& writer_;
    std::vector<std::string> categories_;  ///< in the order in which the lines have them
    std::vector<Line> lines_;
    std::vector<Line> written_;  ///< by `behind_`
    bytes::ExternalSort<Claimant> claimants_;
    bytes::ExternalSort<store::AccountUse> uses_;
    std::int64_t scope_ = 0;  ///< of `scope_is_of_`; 0 before the first
    std::pair<std::uint32_t, bool> scope_is_of_;
    std::future<Status> behind_;  ///< writes the lines before those that wait; ends before what it uses
};

}  // namespace almoner::payout
