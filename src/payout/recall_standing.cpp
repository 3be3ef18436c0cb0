#include "payout/recall_standing.hpp"

#include <algorithm>

#include "core/evidence.hpp"
#include "payout/payouts_named.hpp"

namespace almoner::payout {

namespace {

using settings::DecisionKind;

/// How the transfer stands for who wants it back; nothing where the bank cannot give it up any more.
std::string standing_for_recall(AttemptState state) {
    switch (state) {
        case AttemptState::delivered:
        case AttemptState::submitted:
        case AttemptState::at_bank_for_release:
        case AttemptState::bank_received:
        case AttemptState::bank_accepted:
        case AttemptState::provisional: return "under_way";
        case AttemptState::booked: return "booked";
        default: return {};
    }
}

std::string standing_of(DecisionKind kind, AttemptState state) {
    if (kind == DecisionKind::recall) {
        return standing_for_recall(state);
    }
    return state == AttemptState::cancel_requested ? std::string(text_of(state)) : std::string();
}

/// Whether people have written down already what they heard of the latest request.
bool has_been_told(std::vector<Evidence> const& evidence) {
    std::uint32_t latest = 0;
    for (auto const& fact : evidence) {
        latest = fact.kind == EvidenceKind::cancel_asked ? std::max(latest, fact.entry) : latest;
    }
    return std::any_of(evidence.begin(), evidence.end(), [latest](auto const& fact) {
        return fact.bank_file == 0 && fact.kind != EvidenceKind::cancel_asked && fact.entry == latest;
    });
}

std::string_view taken_by(DecisionKind kind) {
    return kind == DecisionKind::recall ? "delivered, submitted, accepted, or booked inside the return window"
                                        : "cancel_requested";
}

/// Looks at payouts one by one, for one kind of decision.
class Look {
public:
    /// @error store.failure and faults of a profile
    static Result<Look> over(Ground const& ground, DecisionKind kind) {
        auto const files = store::files(ground.store, std::nullopt);
        auto const lists = store::lists(ground.store);
        if (!files || !lists) {
            return files ? lists.error() : files.error();
        }
        Look look(ground.today, kind);
        std::map<std::int64_t, int> windows;
        for (auto const& list : *lists) {
            auto const profile = ground.formats.profile(list.profile);
            if (!profile) {
                return profile.error();
            }
            windows.emplace(list.list, profile->return_window_days);
        }
        for (auto const& file : *files) {
            look.files_.emplace(file.file, File{file.state, windows.at(file.list)});
        }
        return look;
    }

    [[nodiscard]] Result<RecallStanding> at(store::ListRecord const& list, ListCode code, store::PayoutRow const& row,
                                            std::string const& id) const {
        auto const is_over =
            row.closing || !row.attempt || (kind_ != DecisionKind::recall && has_been_told(row.evidence));
        auto const standing = is_over ? std::string() : standing_of(kind_, state_of(row));
        if (standing.empty()) {
            return Error{ErrorCode::decision_state,
                         {},
                         id,
                         {std::string(state_text(row)), std::string(text_of(kind_)), std::string(taken_by(kind_))}};
        }
        auto const end_to_end_id = EndToEndId::of(code, row.line.number, *row.attempt);
        return RecallStanding{{list.list, row.line.number, *row.attempt},
                              std::string(end_to_end_id.text()),
                              row.file,
                              row.batch,
                              row.line,
                              standing + " " + to_text(row.line.amount)};
    }

private:
    struct File {
        FileState state{};
        int return_window_days = 0;
    };

    Look(Day today, DecisionKind kind) : today_(today), kind_(kind) {}

    [[nodiscard]] AttemptState state_of(store::PayoutRow const& row) const {
        auto const& file = files_.at(row.file);
        return fold(file.state, row.line.amount, row.evidence, {today_, file.return_window_days}).state;
    }

    [[nodiscard]] std::string_view state_text(store::PayoutRow const& row) const {
        if (row.closing) {
            return text_of(*row.closing);
        }
        return row.attempt ? text_of(state_of(row)) : text_of(row.line.state);
    }

    Day today_;
    DecisionKind kind_;
    std::map<std::int64_t, File> files_;
};

}  // namespace

Result<RecallStandings> recall_standings(Ground const& ground, DecisionKind kind,
                                         std::vector<std::string> const& payout_ids) {
    auto const look = Look::over(ground, kind);
    if (!look) {
        return look.error();
    }
    RecallStandings standings;
    for (auto const& id : payout_ids) {
        standings.emplace(id, Error{ErrorCode::transfer_unknown, {}, id, {}});
    }
    auto const told = for_each_named(ground.store, payout_ids,
                                     [&](store::ListRecord const& list, ListCode code, store::PayoutRow const& row,
                                         std::string const& id) { standings.at(id) = look->at(list, code, row, id); });
    return told ? Result<RecallStandings>(std::move(standings)) : told.error();
}

}  // namespace almoner::payout
