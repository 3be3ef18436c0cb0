#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/evidence.hpp"
#include "core/money.hpp"
#include "report/horizon.hpp"
#include "report/persons.hpp"
#include "settings/programme.hpp"
#include "store/answers.hpp"
#include "store/explanations.hpp"
#include "store/lists.hpp"

namespace almoner::report {

/// One attempt of a payout line with what became of it, or the line where it has none.
struct Outcome {
    Line line;  ///< as this version of it has it
    std::optional<int> attempt;
    std::int64_t file = 0;
    int batch = 0;
    AttemptOutcome folded;  ///< meaningful when there is an attempt
    PayoutState state{};    ///< of the payout, the same for all its attempts
    std::int64_t correction = 0;
    std::optional<Money> given_up = {};
    std::optional<Money> passed_on = {};      ///< to a later version, which says where that money is
    std::optional<ClosingKind> closing = {};  ///< how people ended the payout
    std::optional<Money> closed = {};         ///< and the money they ended it for

    [[nodiscard]] bool is_latest() const { return !passed_on; }
};

/// Where the money of a list, fund or programme is, every line in exactly one place.
struct Sums {
    explicit Sums(Currency currency);

    Money planned;     ///< all lines as approved
    Money to_persons;  ///< of that, by bank to persons and households, cancelled lines left out
    Money forwarded;   ///< of that, by bank to enterprises and lower units, which owe an account of it
    Money paid;
    Money returned;
    Money rejected;
    Money in_flight;
    Money held;
    Money refused;
    Money cancelled;
    Money cash;
    Money in_kind;
    std::uint64_t person_times = 0;  ///< lines of persons and households that are not cancelled or refused
    Persons persons;                 ///< the same by identity

    /// A version that was corrected keeps what did not come back; what a correction gave up is cancelled. So is what
    /// was written back, carried over or given back: the fund has it again.
    void add(Outcome const& outcome);
    /// The same without its person, where only the books must add up.
    void add_money(Outcome const& outcome);
    void add(Sums const& other);
    /// planned = paid + returned + rejected + in flight + held + refused + cancelled + cash + in kind.
    [[nodiscard]] Money difference() const;

private:
    void add_closed(Outcome const& outcome);
    void add_by_bank(Money amount, AttemptOutcome const* attempt);
};

struct ListSummary {
    store::ListRecord list;
    Sums sums;
    std::map<std::string, Sums> units = {};  ///< the same by unit of the lines
};

/// What the evidence about one attempt amounts to. `state` is the payout's only if no later attempt follows.
Outcome outcome_of(store::PayoutRow row, std::vector<store::FileRecord> const& files, Clocks const& clocks,
                   settings::Reasons const& reasons);

/// Folds a list's evidence and tells of every line in order, attempt by attempt.
Status for_each_outcome(store::Connection& connection, store::ListRecord const& list,
                        std::vector<store::FileRecord> const& files, Horizon const& horizon,
                        std::function<Status(Outcome const&)> const& take);

/// All lists in the order they were claimed. @error store.failure
Result<std::vector<ListSummary>> summarise(store::Connection& connection, Horizon const& horizon);

/// The lists added up by programme.
std::map<std::string, Sums> by_programme(std::vector<ListSummary> const& lists);

/// A fund's equation: allocated = free + in flight and waiting + failed + paid + goods and cash + forwarded + fees.
struct FundLine {
    std::string programme;
    std::string fund;
    std::string name;
    Money allocated;
    Sums sums;
    Money fees;       ///< what the bank kept for itself, less what it gave back
    Money forwarded;  ///< what people sent on to lower units without a list, less what came back
    /// What may still be promised: allocated less fees, what was forwarded, and everything planned that was not
    /// refused, held or cancelled. Money that failed is promised until people write it back.
    [[nodiscard]] Money free() const;
};
std::vector<FundLine> by_fund(std::vector<ListSummary> const& lists,
                              std::map<std::string, settings::Programme> const& programmes,
                              store::FundEntries const& entries);

}  // namespace almoner::report
