#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/day.hpp"
#include "core/line.hpp"
#include "core/states.hpp"

namespace almoner {

/// One fact from the bank about an attempt, a batch or a whole file.
enum class EvidenceKind : std::uint8_t {
    received,         ///< a status that leaves everything open (RCVD, PDNG, ACTC, ACCP ...)
    release_pending,  ///< waits for somebody at the bank's portal (PATC, ACFW)
    accepted,         ///< accepted for execution (ACSP, ACSC ...); never settlement
    rejected,         ///< RJCT at group, batch or transaction level
    provisional,      ///< intraday or pending entry
    debited,          ///< booked debit of a statement
    credited_back,    ///< booked credit that returns the money
    mismatch,         ///< carries our reference, but amount, currency or account differ
    cancel_asked,     ///< not the bank's: people have asked it to give the transfer up (camt.055 or a letter)
    cancel_pending,   ///< it looks into that (PDCR)
    cancel_accepted,  ///< it has given it up, or will give the money back (ACCR, CNCL)
    cancel_refused,   ///< it will not (RJCR)
    ruled_paid,       ///< not a file's: the bank has told people that the payee has the money
    ruled_failed,     ///< that the payee has it not, and that it is in the account
};

/// Append-only. Which file, statement and entry it came from and its kind make it unique, so that a repetition
/// of the same file adds nothing. Positions are 1-based; 0 where the source has none.
struct Evidence {
    EvidenceKind kind{};
    std::int64_t bank_file = 0;   ///< store id of the bank's file; 0 for what people did, and heard from the bank
    std::uint32_t statement = 0;  ///< position of the statement or report in the file
    /// Position of the entry or status record in the statement; of a request, its number; of a ruling, how many facts
    /// of the bank's were there.
    std::uint32_t entry = 0;
    std::uint32_t detail = 0;  ///< position of the detail within the entry
    std::optional<Money> amount;
    std::optional<Day> day;  ///< booking day of an entry
    std::string reason;      ///< ISO 20022 external code or the bank's own
    std::string text;        ///< what the bank wrote, as it wrote it
    std::string rule;        ///< which matching rule found the attempt, and what it compared
    bool inferred = false;   ///< from a sum of which it must be a part; not told of it by name
};

/// What the bank makes of a request to cancel.
enum class Recall : std::uint8_t { none, asked, pending, accepted, refused };

/// What the evidence amounts to.
struct AttemptOutcome {
    AttemptState state{};
    Recall recall = Recall::none;
    std::string refusal;  ///< why the bank refuses to cancel (ISO 20022 ExternalPaymentCancellationRejection1Code)
    std::string reason;   ///< of a rejection or return
    std::optional<Money> booked_amount;
    std::optional<Money> returned_amount;
    std::int64_t bank_file = 0;  ///< of the booking, or of what decided
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    bool inferred = false;    ///< the booking is
    std::uint32_t facts = 0;  ///< of the bank's, each once
};

/// When a booking may be called final and a silence unknown.
struct Clocks {
    Day as_of;
    int return_window_days = 0;  ///< calendar days after booking in which a return is usual
};

/// Folds evidence in any order, repeated or not, into one outcome.
/// `evidence` holds what concerns the attempt itself, its batch and its file. While people ask the bank to cancel, and
/// until money that it has debited and promised back is here, nothing else becomes of the transfer: cancel_requested.
/// Where facts exclude each other, what people have ruled holds until the bank says anything more.
AttemptOutcome fold(FileState file, Money amount, std::span<Evidence const> evidence, Clocks const& clocks);

/// Whether what failed may be tried again.
enum class Failure : std::uint8_t { curable, final };

/// What the line and its latest attempt say of the payout, and what a failure of it is. No attempt: planned later, so
/// open.
PayoutState payout_state_of(LineState line, std::optional<AttemptState> attempt, Failure failure);
/// What people who closed it made of the payout.
PayoutState payout_state_of(ClosingKind closing);

std::string_view text_of(EvidenceKind kind);
std::optional<EvidenceKind> evidence_kind_of(std::string_view text);

}  // namespace almoner
