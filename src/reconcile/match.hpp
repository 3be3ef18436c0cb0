#pragma once

#include <optional>
#include <string>

#include "reconcile/read/answer.hpp"
#include "settings/profile.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// One movement on the account: an entry, or one of its details, in typed values.
struct Movement {
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    std::uint32_t detail = 0;  ///< 0 when the entry has none
    Money amount;              ///< never negative
    bool credit = false;
    bool booked = true;          ///< false for pending entries
    bool return_marked = false;  ///< return reason, reversal or a return's bank transaction code
    Day booking_day;
    std::string end_to_end_id;
    std::string payee_account;
    std::string domain, family, sub_family;
    std::string reason;
    std::string text;
    bool own_account = true;  ///< false where the statement is of an account that almoner.toml lacks
};

/// The entry's details as movements; the entry itself when it has none.
/// @error amount.* date.syntax currency.unknown a value that cannot be read
Result<std::vector<Movement>> movements_of(Entry const& entry);

/// What a movement is, and which fact about which attempt it proves.
struct Match {
    std::string entry_class;  ///< payout_debit, return, fee, funding, conflict, unexplained, other_account
    std::string rule;         ///< "end_to_end_id+amount+currency+account"
    std::optional<EvidenceKind> evidence;
};

/// Rule 1: EndToEndId, and amount, currency and account compared every time; a difference is a conflict,
/// never a match. What carries no reference of ours is classed by its bank transaction code. Pure.
Match match(Movement const& movement, std::optional<store::AttemptRecord> const& attempt, settings::AccountEcho echo);

/// What a status proves about the transfer whose EndToEndId it names: what its code says, or a conflict where it tells
/// of another amount or currency (OrgnlTxRef/Amt, or the amount of a result file's row). Pure.
Match match(StatusRecord const& status, EvidenceKind kind, store::AttemptRecord const& attempt);

}  // namespace almoner::reconcile
