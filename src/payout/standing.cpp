#include "payout/standing.hpp"

#include <algorithm>

#include "core/evidence.hpp"
#include "payout/payouts_named.hpp"
#include "vetting/correctable.hpp"

namespace almoner::payout {

namespace {

using settings::DecisionKind;

/// What a decision about a file may follow on.
std::vector<FileState> states_for(DecisionKind kind) {
    return kind == DecisionKind::deliver ? std::vector{FileState::in_doubt}
                                         : std::vector{FileState::delivered, FileState::in_doubt};
}

Error past(std::string const& target, std::string_view state, DecisionKind kind, std::string_view takes) {
    return {
        ErrorCode::decision_state, {}, target, {std::string(state), std::string(text_of(kind)), std::string(takes)}};
}

ClosingKind closing_for(DecisionKind kind) {
    switch (kind) {
        case DecisionKind::paid_outside: return ClosingKind::paid_outside;
        case DecisionKind::write_back: return ClosingKind::written_back;
        case DecisionKind::carry_over: return ClosingKind::carried_over;
        default:
            check(kind == DecisionKind::recovered, "a decision that closes a payout");
            return ClosingKind::recovered;
    }
}

/// Looks at payouts one by one, for one kind of decision.
class Look {
public:
    Look(Ground const& ground, settings::Decision const& decision, vetting::CorrectionGround corrections,
         std::vector<store::FileRecord> files)
        : today_(ground.today), kind_(decision.kind), given_back_(decision.amount),
          corrections_(std::move(corrections)), files_(std::move(files)) {}

    [[nodiscard]] Result<PayoutStanding> at(store::ListRecord const& list, store::PayoutRow const& row,
                                            std::string const& id) const {
        auto const closes = kind_ == DecisionKind::recovered ? paid(row, id) : failed(row, id);
        if (!closes) {
            return closes.error();
        }
        auto const& [state, amount, reason] = *closes;
        auto const ended = given_back_.empty() ? Result<Money>(amount) : part_of(amount, id);
        if (!ended) {
            return ended.error();
        }
        return PayoutStanding{{list.list, row.line.number, closing_for(kind_), *ended, {}, {}, {}},
                              state + " " + to_text(amount) + (reason.empty() ? "" : " " + reason)};
    }

private:
    /// What came back of what was paid, where it was not all.
    [[nodiscard]] Result<Money> part_of(Money paid_amount, std::string const& id) const {
        auto part = Money::parse(given_back_, paid_amount.currency());
        auto const zero = Money::zero(paid_amount.currency());
        return part && (*part > paid_amount || *part == zero)
                   ? Result<Money>(past(id, given_back_, kind_, "at most " + to_text(paid_amount)))
                   : part;
    }

    [[nodiscard]] Result<vetting::Correctable> failed(store::PayoutRow const& row, std::string const& id) const {
        auto found = corrections_.available(row);
        if (found) {
            return found;
        }
        auto error = found.error();
        error.value = id;
        return error.code == ErrorCode::correction_chain_broken
                   ? error
                   : past(id, error.arguments.front(), kind_,
                          "held, rejected, returned, cancelled, withdrawn, not_sent");
    }

    [[nodiscard]] Result<vetting::Correctable> paid(store::PayoutRow const& row, std::string const& id) const {
        constexpr std::string_view takes = "booked, final";
        if (row.closing || !row.attempt || row.line.state != LineState::accepted) {
            return past(id, row.closing ? text_of(*row.closing) : text_of(row.line.state), kind_, takes);
        }
        auto const state = latest_outcome(files_, row, today_).state;
        if (state != AttemptState::booked && state != AttemptState::final_) {
            return past(id, text_of(state), kind_, takes);
        }
        // Final or not is a matter of the day; two people who sign on different days mean the same.
        return vetting::Correctable{std::string(text_of(AttemptState::booked)), row.line.amount, {}};
    }

    Day today_;
    DecisionKind kind_;
    std::string given_back_;  ///< recovered: in part
    vetting::CorrectionGround corrections_;
    std::vector<store::FileRecord> files_;
};

Result<Look> look(Ground const& ground, settings::Decision const& decision) {
    auto corrections = vetting::CorrectionGround::look(ground.store, ground.workspace, ground.reasons, ground.today);
    auto files = store::files(ground.store, std::nullopt);
    if (!corrections || !files) {
        return corrections ? files.error() : corrections.error();
    }
    return Look(ground, decision, *std::move(corrections), *std::move(files));
}

}  // namespace

Result<FileStanding> file_standing(Ground const& ground, DecisionKind kind, std::string const& message_id) {
    auto file = store::file_by_message_id(ground.store, message_id);
    if (!file) {
        return file.error();
    }
    if (!*file) {
        return Error{ErrorCode::transfer_unknown, {}, message_id, {}};
    }
    auto const answered = store::is_answered(ground.store, (*file)->file);
    if (!answered) {
        return answered.error();
    }
    auto const allowed = states_for(kind);
    auto const fits = std::find(allowed.begin(), allowed.end(), (*file)->state) != allowed.end();
    if (!fits || *answered) {
        return past(message_id, fits ? "answered by the bank" : text_of((*file)->state), kind,
                    kind == DecisionKind::deliver ? "in_doubt" : "delivered, in_doubt");
    }
    auto said = std::string(text_of((*file)->state));
    return FileStanding{**std::move(file), std::move(said)};
}

Result<PayoutStandings> payout_standings(Ground const& ground, settings::Decision const& decision) {
    auto const& payout_ids = decision.targets;
    auto const looks = look(ground, decision);
    if (!looks) {
        return looks.error();
    }
    PayoutStandings standings;
    for (auto const& id : payout_ids) {
        standings.emplace(id, Error{ErrorCode::transfer_unknown, {}, id, {}});
    }
    auto const told = for_each_named(ground.store, payout_ids,
                                     [&](store::ListRecord const& list, ListCode, store::PayoutRow const& row,
                                         std::string const& id) { standings.at(id) = looks->at(list, row, id); });
    return told ? Result<PayoutStandings>(std::move(standings)) : told.error();
}

}  // namespace almoner::payout
