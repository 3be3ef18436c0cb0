#include "core/states.hpp"

#include "core/names.hpp"

namespace almoner {

namespace {

constexpr Names<8> file_states = {"planned",  "sealed",    "delivered", "submitted", "at_bank_for_release",
                                  "in_doubt", "withdrawn", "not_sent"};
constexpr Names<20> attempt_states = {
    "planned",       "emitted",       "delivered",      "submitted",        "at_bank_for_release",
    "bank_received", "bank_accepted", "provisional",    "booked",           "final",
    "rejected",      "returned",      "returned_short", "cancel_requested", "cancelled",
    "unknown",       "conflict",      "in_doubt",       "withdrawn",        "not_sent"};
constexpr Names<11> payout_states = {"held",         "open",           "in_flight",    "paid",
                                     "paid_final",   "failed_curable", "failed_final", "cancelled",
                                     "written_back", "carried_over",   "recovered"};
constexpr Names<4> closing_kinds = {"paid_outside", "written_back", "carried_over", "recovered"};

}  // namespace

std::string_view text_of(FileState state) { return name_in(file_states, state); }
std::string_view text_of(AttemptState state) { return name_in(attempt_states, state); }
std::string_view text_of(PayoutState state) { return name_in(payout_states, state); }
std::string_view text_of(ClosingKind kind) { return name_in(closing_kinds, kind); }
std::optional<FileState> file_state_of(std::string_view text) { return value_in<FileState>(file_states, text); }
std::optional<ClosingKind> closing_kind_of(std::string_view text) { return value_in<ClosingKind>(closing_kinds, text); }

}  // namespace almoner
