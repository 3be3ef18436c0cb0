#include "core/evidence.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/names.hpp"

namespace almoner {

namespace {

constexpr std::size_t kind_count = 14;
constexpr Names<kind_count> evidence_kinds = {
    "received", "release_pending", "accepted",       "rejected",        "provisional",    "debited",    "credited_back",
    "mismatch", "cancel_asked",    "cancel_pending", "cancel_accepted", "cancel_refused", "ruled_paid", "ruled_failed"};

AttemptState state_before_answers(FileState file) {
    switch (file) {
        case FileState::planned: return AttemptState::planned;
        case FileState::sealed: return AttemptState::emitted;
        case FileState::delivered: return AttemptState::delivered;
        case FileState::submitted: return AttemptState::submitted;
        case FileState::at_bank_for_release: return AttemptState::at_bank_for_release;
        case FileState::in_doubt: return AttemptState::in_doubt;
        case FileState::withdrawn: return AttemptState::withdrawn;
        case FileState::not_sent: return AttemptState::not_sent;
    }
    check(false, "a file has one of the named states");
    return {};
}

auto source_of(Evidence const& evidence) {
    return std::tuple{evidence.bank_file, evidence.statement, evidence.entry, evidence.detail, evidence.kind};
}

/// What was seen, counted so that neither order nor repetition matters.
struct Tally {
    explicit Tally(Currency currency) : booked(Money::zero(currency)), returned(Money::zero(currency)) {}

    Money booked;
    Money returned;
    int debits = 0;
    bool debited_by_name = false;  ///< not only worked out from a sum
    std::optional<Day> last_day;
    bool seen[kind_count] = {};
    std::size_t requests = 0;  ///< to cancel
    /// By which file of the bank, or by which request people were told: one file says so at several levels.
    std::set<std::pair<std::int64_t, std::uint32_t>> refusals;
    Evidence const* refusal = nullptr;
    bool given_up_by_word = false;  ///< what people heard from the bank
    Evidence const* debit = nullptr;
    Evidence const* credit = nullptr;
    Evidence const* rejection = nullptr;
    Evidence const* latest_mismatch = nullptr;
    std::uint32_t facts = 0;           ///< of the bank's files
    Evidence const* ruling = nullptr;  ///< the one made on most of them

    [[nodiscard]] bool saw(EvidenceKind kind) const { return seen[static_cast<std::size_t>(kind)]; }
};

bool is_ruling(Evidence const& fact) {
    return fact.kind == EvidenceKind::ruled_paid || fact.kind == EvidenceKind::ruled_failed;
}

void count(Tally& tally, Evidence const& fact) {
    tally.facts += fact.bank_file == 0 ? 0 : 1;
    if (is_ruling(fact)) {
        tally.ruling = tally.ruling == nullptr || tally.ruling->entry <= fact.entry ? &fact : tally.ruling;
        return;
    }
    tally.seen[static_cast<std::size_t>(fact.kind)] = true;
    if (fact.kind == EvidenceKind::debited && fact.amount) {
        tally.booked += *fact.amount;
        ++tally.debits;
        tally.debited_by_name = tally.debited_by_name || !fact.inferred;
        tally.debit = &fact;
        tally.last_day = std::max(tally.last_day, fact.day);
    } else if (fact.kind == EvidenceKind::credited_back && fact.amount) {
        tally.returned += *fact.amount;
        tally.credit = &fact;
    } else if (fact.kind == EvidenceKind::rejected && tally.rejection == nullptr) {
        tally.rejection = &fact;
    } else if (fact.kind == EvidenceKind::mismatch) {
        tally.latest_mismatch = &fact;
    } else if (fact.kind == EvidenceKind::cancel_asked) {
        ++tally.requests;
    } else if (fact.kind == EvidenceKind::cancel_refused) {
        tally.refusals.emplace(fact.bank_file, fact.bank_file == 0 ? fact.entry : 0);
        tally.refusal = &fact;
    } else if (fact.kind == EvidenceKind::cancel_accepted && fact.bank_file == 0) {
        tally.given_up_by_word = true;
    }
}

Tally tally_of(std::span<Evidence const> evidence, Currency currency) {
    std::vector<Evidence const*> facts;
    facts.reserve(evidence.size());
    for (auto const& fact : evidence) {
        facts.push_back(&fact);
    }
    std::sort(facts.begin(), facts.end(), [](auto* left, auto* right) { return source_of(*left) < source_of(*right); });
    auto tally = Tally{currency};
    Evidence const* previous = nullptr;
    for (auto const* fact : facts) {
        if (previous == nullptr || source_of(*previous) != source_of(*fact)) {
            count(tally, *fact);
        }
        previous = fact;
    }
    return tally;
}

/// A second debit that came back is as if it had never been: one payment stands.
void leave_out_doubles(Tally& tally, Money amount) {
    auto const too_much = tally.booked - amount;
    if (tally.debits < 2 || tally.returned < too_much) {
        return;
    }
    tally.booked = amount;
    tally.debits = 1;
    tally.returned -= too_much;
    tally.credit = tally.returned == Money::zero(amount.currency()) ? nullptr : tally.credit;
}

/// A bank that speaks of what it never got has got it, but for refusing it.
bool was_never_sent(Tally const& tally, FileState file) {
    auto const knows_it = tally.debits > 0 || tally.saw(EvidenceKind::provisional) ||
                          tally.saw(EvidenceKind::accepted) || tally.saw(EvidenceKind::release_pending) ||
                          tally.saw(EvidenceKind::received);
    return knows_it && (file == FileState::withdrawn || file == FileState::not_sent);
}

bool contradicts_itself(Tally const& tally, Money amount) {
    // A bank that debits a batch whole gives back what it rejected.
    auto const came_back = tally.credit != nullptr && tally.returned == amount;
    auto const rejected_and_debited = tally.rejection != nullptr && tally.debits > 0 && !came_back;
    auto const returned_undebited = tally.credit != nullptr && tally.debits == 0;
    return tally.latest_mismatch != nullptr || tally.debits > 1 || rejected_and_debited || returned_undebited ||
           tally.returned > amount;
}

/// A bank that debits a batch whole, and has not yet given back what it rejected.
bool waits_for_money_back(Tally const& tally) {
    return tally.rejection != nullptr && tally.debits == 1 && !tally.debited_by_name && tally.credit == nullptr &&
           tally.latest_mismatch == nullptr;
}

Recall recall_of(Tally const& tally) {
    if (tally.saw(EvidenceKind::cancel_accepted)) {
        return Recall::accepted;
    }
    if (tally.requests > tally.refusals.size()) {
        return tally.saw(EvidenceKind::cancel_pending) ? Recall::pending : Recall::asked;
    }
    return tally.refusals.empty() ? Recall::none : Recall::refused;
}

/// Whether a request can still change anything: what has failed has, and a contradiction stays one.
bool can_be_recalled(AttemptState state) {
    switch (state) {
        case AttemptState::rejected:
        case AttemptState::returned:
        case AttemptState::returned_short:
        case AttemptState::conflict:
        case AttemptState::withdrawn:
        case AttemptState::not_sent: return false;
        default: return true;
    }
}

/// What a request to cancel, and the bank's answer to it, make of where the transfer stands otherwise.
AttemptState recalled(AttemptState state, Tally const& tally) {
    auto const recall = recall_of(tally);
    if (!can_be_recalled(state) || recall == Recall::none || recall == Recall::refused) {
        return state;
    }
    if (recall != Recall::accepted) {
        return AttemptState::cancel_requested;
    }
    // Accepted and refused, without one request for each: nobody knows what holds.
    if (!tally.refusals.empty() && tally.refusals.size() >= tally.requests) {
        return AttemptState::conflict;
    }
    // A pending debit may still be booked: only people who have asked know that it will not be.
    auto const may_be_gone = tally.debits > 0 || (state == AttemptState::provisional && !tally.given_up_by_word);
    return may_be_gone ? AttemptState::cancel_requested : AttemptState::cancelled;
}

/// Booked, and final once the days have gone by in which a return is usual.
AttemptState booked(Tally const& tally, Clocks const& clocks) {
    auto const window = date::days{clocks.return_window_days};
    return tally.last_day && *tally.last_day + window < clocks.as_of ? AttemptState::final_ : AttemptState::booked;
}

/// What people have ruled of a contradiction, until the bank says anything more.
AttemptState ruled(Tally const& tally, Clocks const& clocks) {
    if (tally.ruling == nullptr || tally.ruling->entry != tally.facts) {
        return AttemptState::conflict;
    }
    return tally.ruling->kind == EvidenceKind::ruled_paid ? booked(tally, clocks) : AttemptState::rejected;
}

AttemptState state_of(Tally const& tally, FileState file, Money amount, Clocks const& clocks) {
    if (waits_for_money_back(tally)) {
        return AttemptState::provisional;
    }
    if (contradicts_itself(tally, amount) || was_never_sent(tally, file)) {
        return ruled(tally, clocks);
    }
    if (tally.credit != nullptr) {
        return tally.returned == amount ? AttemptState::returned : AttemptState::returned_short;
    }
    if (tally.debits == 1) {
        return booked(tally, clocks);
    }
    if (tally.rejection != nullptr) {
        return AttemptState::rejected;
    }
    if (tally.saw(EvidenceKind::provisional)) {
        return AttemptState::provisional;
    }
    if (tally.saw(EvidenceKind::accepted)) {
        return AttemptState::bank_accepted;
    }
    if (tally.saw(EvidenceKind::release_pending)) {
        return AttemptState::at_bank_for_release;
    }
    return tally.saw(EvidenceKind::received) ? AttemptState::bank_received : state_before_answers(file);
}

}  // namespace

AttemptOutcome fold(FileState file, Money amount, std::span<Evidence const> evidence, Clocks const& clocks) {
    auto tally = tally_of(evidence, amount.currency());
    leave_out_doubles(tally, amount);
    AttemptOutcome outcome;
    outcome.state = recalled(state_of(tally, file, amount, clocks), tally);
    outcome.recall = recall_of(tally);
    outcome.facts = tally.facts;
    outcome.refusal = tally.refusal == nullptr ? std::string() : tally.refusal->reason;
    if (tally.debits > 0) {
        outcome.booked_amount = tally.booked;
        outcome.inferred = !tally.debited_by_name;
    }
    if (tally.credit != nullptr) {
        outcome.returned_amount = tally.returned;
    }
    for (auto const* why : {tally.credit, tally.rejection, tally.latest_mismatch}) {
        if (why != nullptr && outcome.reason.empty()) {
            outcome.reason = why->reason;
        }
    }
    for (auto const* source : {tally.debit, tally.credit, tally.rejection, tally.latest_mismatch}) {
        if (source != nullptr && outcome.bank_file == 0) {
            outcome.bank_file = source->bank_file;
            outcome.statement = source->statement;
            outcome.entry = source->entry;
        }
    }
    return outcome;
}

PayoutState payout_state_of(LineState line, std::optional<AttemptState> attempt, Failure failure) {
    if (line == LineState::cancelled) {
        return PayoutState::cancelled;
    }
    if (line != LineState::accepted) {
        return PayoutState::held;
    }
    if (!attempt) {
        return PayoutState::open;
    }
    switch (*attempt) {
        case AttemptState::booked: return PayoutState::paid;
        case AttemptState::final_: return PayoutState::paid_final;
        case AttemptState::rejected:
        case AttemptState::returned:
        case AttemptState::returned_short:
            return failure == Failure::final ? PayoutState::failed_final : PayoutState::failed_curable;
        case AttemptState::cancelled:
        case AttemptState::withdrawn:
        case AttemptState::not_sent: return PayoutState::open;
        default: return PayoutState::in_flight;
    }
}

PayoutState payout_state_of(ClosingKind closing) {
    switch (closing) {
        case ClosingKind::paid_outside: return PayoutState::paid;
        case ClosingKind::written_back: return PayoutState::written_back;
        case ClosingKind::carried_over: return PayoutState::carried_over;
        case ClosingKind::recovered: return PayoutState::recovered;
    }
    check(false, "a closing is of one of the named kinds");
    return {};
}

std::string_view text_of(EvidenceKind kind) { return name_in(evidence_kinds, kind); }
std::optional<EvidenceKind> evidence_kind_of(std::string_view text) {
    return value_in<EvidenceKind>(evidence_kinds, text);
}

}  // namespace almoner
