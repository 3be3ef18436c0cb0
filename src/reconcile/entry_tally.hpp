#pragma once

#include <optional>
#include <string>

#include "core/day.hpp"
#include "core/money.hpp"
#include "crypto/digest.hpp"
#include "reconcile/read/answer.hpp"

namespace almoner::reconcile {

/// What the entries of one statement come to, counted as they are read. Amounts are those of entries, never of details.
class EntryTally {
public:
    struct Sum {
        std::uint64_t count = 0;
        std::optional<Money> amount;  ///< nothing without an entry
    };

    /// @error currency.unknown @error amount.* a value that cannot be read @error crypto.failure
    Status take(Entry const& entry);

    /// Every entry, booked or not: what TxsSummry counts.
    [[nodiscard]] Sum const& credits() const { return credits_; }
    [[nodiscard]] Sum const& debits() const { return debits_; }
    /// Signed sum of the entries marked as reversals.
    [[nodiscard]] std::optional<Money> const& reversed() const { return reversed_; }
    /// Signed sum of the booked ones.
    [[nodiscard]] std::optional<Money> const& booked() const { return booked_; }
    /// Of the first entry, and another that came later; empty where there is none. Entries of another are not summed.
    [[nodiscard]] std::string const& currency() const { return currency_; }
    [[nodiscard]] std::string const& other_currency() const { return other_currency_; }
    /// Booking days of the booked entries.
    [[nodiscard]] std::optional<Day> const& first_day() const { return first_day_; }
    [[nodiscard]] std::optional<Day> const& last_day() const { return last_day_; }

    /// The digest of what all entries and the text behind them say, whatever the bytes: amounts, days, references and
    /// parties, in the order of the statement. Not the UETR, which messages before 2019 cannot tell. Ends the tally.
    /// @error crypto.failure
    Result<std::string> content(std::string_view behind);

private:
    Status add_content(Entry const& entry, Money amount);

    Sum credits_, debits_;
    std::optional<Money> reversed_, booked_;
    std::string currency_, other_currency_;
    std::optional<Day> first_day_, last_day_;
    crypto::Sha256Sink content_;
    std::string text_;  ///< of the entry in hand; reused
};

/// What the bank says that it charged inside the entry [Chrgs/TtlChrgsAndTaxAmt], in `currency`; zero where it says
/// nothing.
Money charges_of(Entry const& entry, Currency currency);

/// Where every detail has an amount in the entry's currency, they add up to the entry, or charges told of make the
/// difference. Else their sum; nothing where they do or nothing can be said. @error the entry's own currency.unknown
/// @error amount.*
Result<std::optional<Money>> odd_sum_of_details(Entry const& entry);

}  // namespace almoner::reconcile
