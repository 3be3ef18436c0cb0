#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/read/answer.hpp"
#include "settings/profile.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// A value by which a bank may name what it booked, and the fact that holds it.
struct Reference {
    std::string_view fact;  ///< "end_to_end_id", "instruction_id", "payment_information_id" ...
    std::string value;
};

/// What of an entry none of its details tells: the bank's charges, or nobody knows what.
enum class Rest { none, charges, unknown };

/// One movement on the account: an entry, one of its details, or what those leave of it, in typed values.
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
    std::vector<Reference> references;   ///< those of the length of ours, the surest first
    std::optional<std::uint64_t> count;  ///< Btch/NbOfTxs of the entry
    std::string payee_account;
    std::string domain, family, sub_family;
    std::string reason;
    std::string text;
    std::string servicer_reference;  ///< the bank's own, of the detail or its entry
    bool own_account = true;         ///< false where the statement is of an account that almoner.toml lacks
    Rest rest = Rest::none;
};

/// Takes the entry's details as movements, one by one, and what they leave of it; the entry itself when it has none.
/// They add up to the entry to the cent, but where the bank tells details in another currency.
/// @error amount.* date.syntax currency.unknown a value that cannot be read, and those of `take`
Status for_each_movement(Entry const& entry, std::function<Status(Movement&&)> const& take);

/// The transfer of ours that a movement names, by EndToEndId or by another reference that holds one: InstrId is the
/// same, and in field 61 of an MT940 nothing says which it is.
struct Named {
    EndToEndId id;
    std::string_view fact;
};
std::optional<Named> transfer_named(Movement const& movement);

/// The references that have the form of our MsgId or PmtInfId. What they name is to be looked up.
std::vector<Reference> batch_references(Movement const& movement);

/// What a movement is, and which fact about which attempt it proves.
struct Match {
    std::string entry_class;  ///< payout_debit, return, fee, funding, conflict, unexplained, other_account
    std::string rule;         ///< "end_to_end_id+amount+currency+account"
    std::optional<EvidenceKind> evidence;
};

/// Rules 1 and 2: a reference to the transfer, and amount, currency and account compared every time; a difference is a
/// conflict, never a match. `named_by` is the fact that holds the reference. What names nothing of ours is classed by
/// its bank transaction code. Pure.
Match match(Movement const& movement, std::optional<store::AttemptRecord> const& attempt, std::string_view named_by,
            settings::AccountEcho echo);

/// What the bank shows of the payee's account, compared as far as it shows it.
bool account_fits(std::string const& shown, std::string const& ours, settings::AccountEcho echo);

/// What a status proves about the transfer whose EndToEndId it names: what its code says, or a conflict where it tells
/// of another amount or currency (OrgnlTxRef/Amt, or the amount of a result file's row). Pure.
Match match(StatusRecord const& status, EvidenceKind kind, store::AttemptRecord const& attempt);

}  // namespace almoner::reconcile
