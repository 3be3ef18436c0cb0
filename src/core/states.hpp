#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace almoner {

/// Where a transfer file stands. Planned, sealed and delivered attempts take their state from here.
enum class FileState : std::uint8_t {
    planned,
    sealed,
    delivered,
    submitted,
    at_bank_for_release,
    in_doubt,
    withdrawn,
    not_sent,
};

/// Where one attempt stands: the fold of its evidence (design: states and evidence).
enum class AttemptState : std::uint8_t {
    planned,
    emitted,
    delivered,
    submitted,
    at_bank_for_release,
    bank_received,
    bank_accepted,
    provisional,
    booked,
    final_,
    rejected,
    returned,
    returned_short,
    cancel_requested,
    cancelled,
    unknown,
    conflict,
    in_doubt,
    withdrawn,
    not_sent,
};

/// Where what is owed stands: the fold of its line and its attempts.
enum class PayoutState : std::uint8_t {
    held,
    open,
    in_flight,
    paid,
    paid_final,
    failed_curable,
    failed_final,
    cancelled,
    written_back,
    carried_over,
    recovered,
};

/// How people ended what the bank did not pay, or what was paid and came back by another way.
enum class ClosingKind : std::uint8_t {
    paid_outside,  ///< by hand: at the bank's portal, in cash or by cheque
    written_back,  ///< the money is the fund's again
    carried_over,  ///< to the next period, which approves it anew
    recovered,     ///< the payee gave it back
};

std::string_view text_of(FileState state);
std::string_view text_of(AttemptState state);
std::string_view text_of(PayoutState state);
std::string_view text_of(ClosingKind kind);
std::optional<FileState> file_state_of(std::string_view text);
std::optional<ClosingKind> closing_kind_of(std::string_view text);

}  // namespace almoner
