#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// What people decide by a signed file; the word in the file is the enumerator.
enum class DecisionKind {
    accept_audit,
    prove_bank,
    admit_bank_file,
    submitted,        ///< a transfer file: a person has given it to the bank
    withdraw,         ///< a transfer file: the bank must not get it
    deliver,          ///< a transfer file in doubt: the bank has not got it and may
    paid_outside,     ///< payouts: paid by hand
    write_back,       ///< payouts: the money is the fund's again
    carry_over,       ///< payouts: left to the next period
    recovered,        ///< payouts: given back by the payee
    close,            ///< exceptions of any severity
    close_minor,      ///< exceptions of severity 3 and 4
    reopen,           ///< exceptions
    recall,           ///< payouts: the bank is asked to give them up
    recall_accepted,  ///< payouts: it has said so by letter, telephone or at its portal
    recall_refused,   ///< payouts: it has said that it will not
    confirm_paid,     ///< payouts of which the bank's files contradict themselves: it says that they are paid
    confirm_failed,   ///< that they are not, and their money is in the account
    explain,          ///< entries: what they are
    match,            ///< an entry: the payout that it pays or returns
    recover_store,    ///< a store that was lost or is old: rebuilt from what was archived and signed
    purge,            ///< personal data of what has ended: erased
};

/// `decisions/N-KIND.toml`: what one person decided; those who agree sign the same bytes.
struct Decision {
    DecisionKind kind{};
    /// Digests: of what the auditor found, of the bank that is proven, of the bank's file that counts, of what is lost
    /// or to be erased; else MsgIds of transfer files, payout ids, or ids of exceptions.
    std::vector<std::string> targets;
    std::string reason;
    std::string person;
    Instant time;
    /// What the store said of each target when it was decided; empty where a target is a digest.
    std::vector<std::string> said = {};
    std::string how = {};        ///< paid_outside: portal, cash or cheque; explain: the class of the entry
    std::string reference = {};  ///< the order's at the bank, the booking's or the receipt's
    std::string code = {};       ///< recall: of cancellation_codes
    std::string fund = {};       ///< explain: "PROGRAMME/FUND" that bears or gets it, or empty
    std::string payout = {};     ///< match: its id
    std::string amount = {};     ///< recovered: what was given back, where it was not all
};

/// Why the bank is asked to give a payment up (ISO 20022 ExternalCancellationReason1Code).
std::vector<std::string> const& cancellation_codes();

/// What people can say that an entry is.
std::vector<std::string> const& explanation_classes();

/// @error settings.syntax @error settings.key_unknown @error settings.missing_key
/// @error settings.value a kind nobody knows, no target, a time that is none, or a recall without a code,
/// an explanation without a class, a match without a payout
Result<Decision> parse_decision(std::string_view text, std::string const& file);

/// "accept_audit"
std::string_view text_of(DecisionKind kind);

/// Whether two persons mean the same, whatever each of them gives for a reason.
bool says_the_same(Decision const& left, Decision const& right);

/// As parse_decision reads it.
std::string to_text(Decision const& decision);

}  // namespace almoner::settings
