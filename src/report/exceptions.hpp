#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "report/summary.hpp"
#include "settings/formats.hpp"
#include "settings/texts.hpp"
#include "store/connection.hpp"

namespace almoner::report {

/// Something a person must look at: raised per cause, with all it concerns as members.
struct Exception {
    std::string id;  ///< class and cause: the same every night until it is closed
    std::string exception_class;
    int severity = 3;        ///< 1 stop, 2 today, 3 this week, 4 information
    std::string cause;       ///< reason code, finding code, file or account
    std::string reason_key;  ///< text catalogue key of what it means and who mends it
    std::uint64_t members = 0;
    std::optional<Money> amount;        ///< nothing where no money is meant, or of several currencies
    std::vector<std::string> examples;  ///< the first few members: payout, file or entry ids
    std::set<std::string> lists = {};   ///< codes of those whose payouts are among the members
    std::string digest = {};            ///< SHA-256 over all members: any other set of them says another thing
    std::string owner = {};             ///< who mends it: recipient, unit, bank, us, nobody
    std::optional<Day> since = {};      ///< the first night that saw it; nothing before that night
    /// Severity, members, amount and the digest's beginning. What people close stays closed as long as it says that.
    [[nodiscard]] std::string said() const;
};

/// How long it has been open: "0-1", "2-5", "6-10", "11-29", "30-59", "60-89" or "90+" banking days.
std::string_view age_bucket(Exception const& exception, Horizon const& horizon);

/// What to do about it, in the user's language. An exception speaks of many rows, so places a sentence leaves for one
/// row are filled with dots.
std::string what_to_do(Exception const& exception, settings::Texts const& texts);

/// The worklist as it follows from lines, evidence, entries and files, without what people have closed.
/// @error store.failure
Result<std::vector<Exception>> exceptions(store::Connection& connection, Horizon const& horizon);

/// Its amount for people to read, or nothing.
std::string amount_text(Exception const& exception);

}  // namespace almoner::report
