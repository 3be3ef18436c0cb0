#include "payout/take_up.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "audit/archived.hpp"
#include "audit/log.hpp"
#include "payout/deliver.hpp"
#include "payout/recall.hpp"
#include "payout/record.hpp"
#include "payout/sealed_settings.hpp"
#include "payout/standing.hpp"
#include "payout/take_up_said.hpp"
#include "seal/decisions.hpp"
#include "store/lumps.hpp"
#include "store/worklist.hpp"

namespace almoner::payout {

namespace {

using settings::DecisionKind;

/// All but `submitted`.
std::set<DecisionKind> const& kinds_for_holders() {
    static std::set<DecisionKind> const kinds = {
        DecisionKind::withdraw,     DecisionKind::deliver,         DecisionKind::paid_outside,
        DecisionKind::write_back,   DecisionKind::carry_over,      DecisionKind::recovered,
        DecisionKind::close,        DecisionKind::close_minor,     DecisionKind::reopen,
        DecisionKind::recall,       DecisionKind::recall_accepted, DecisionKind::recall_refused,
        DecisionKind::confirm_paid, DecisionKind::confirm_failed,  DecisionKind::explain,
        DecisionKind::match};
    return kinds;
}

bool is_about_exceptions(DecisionKind kind) {
    return kind == DecisionKind::close || kind == DecisionKind::close_minor || kind == DecisionKind::reopen;
}

bool is_about_entries(DecisionKind kind) { return kind == DecisionKind::explain || kind == DecisionKind::match; }

bool is_about_contradictions(DecisionKind kind) {
    return kind == DecisionKind::confirm_paid || kind == DecisionKind::confirm_failed;
}

bool is_about_recalls(DecisionKind kind) {
    return kind == DecisionKind::recall || kind == DecisionKind::recall_accepted ||
           kind == DecisionKind::recall_refused;
}

bool is_about_files(DecisionKind kind) {
    return kind == DecisionKind::submitted || kind == DecisionKind::withdraw || kind == DecisionKind::deliver;
}

/// The decisions that wait to be taken up. Who may say that a file was submitted stands in the register; everything
/// else is for those who held the settings role under the seal. One without what the store said was not made by this
/// program, and nobody knows what was looked at.
Result<std::vector<seal::Decided>> waiting(Desk const& desk) {
    auto const folder = desk.workspace.home / "decisions";
    std::set<std::string_view> names = {settings::text_of(DecisionKind::submitted)};
    std::transform(kinds_for_holders().begin(), kinds_for_holders().end(), std::inserter(names, names.end()),
                   [](auto kind) { return settings::text_of(kind); });
    auto const taken_up = audit::subjects_of(desk.store, names);
    auto const holders = taken_up ? settings_holders(desk) : taken_up.error();
    if (!holders) {
        return holders.error();
    }
    auto const today = desk.clock.local().day;
    auto all = seal::decided(folder, desk.people, {DecisionKind::submitted}, today, *taken_up);
    auto others = all ? seal::decided(folder, *holders, kinds_for_holders(), today, *taken_up) : all;
    if (!others) {
        return others;
    }
    std::move(others->begin(), others->end(), std::back_inserter(*all));
    std::erase_if(*all, [](auto const& one) { return one.decision.said.empty(); });
    return all;
}

Status move_file(Desk const& desk, DecisionKind kind, store::FileRecord const& file) {
    if (kind == DecisionKind::submitted) {
        return mark_submitted(desk, file);
    }
    if (kind == DecisionKind::withdraw) {
        return take_back(desk, file);
    }
    auto const delivered = deliver_again(desk, file);
    return delivered ? Status{} : delivered.error();
}

/// Where the night that took the decision up broke off after it had moved the file, this is all that is left to do.
std::optional<Status> finished(Desk const& desk, DecisionKind kind, std::string const& message_id) {
    auto const file = store::file_by_message_id(desk.store, message_id);
    if (!file || !*file) {
        return file ? std::nullopt : std::optional(Status{file.error()});
    }
    auto const state = (*file)->state;
    if (kind == DecisionKind::withdraw && (state == FileState::withdrawn || state == FileState::not_sent)) {
        return take_back(desk, **file);
    }
    auto const stands_so = (kind == DecisionKind::submitted && state == FileState::submitted) ||
                           (kind == DecisionKind::deliver && state == FileState::delivered);
    return stands_so ? std::optional(Status{}) : std::nullopt;
}

Status take_up_file(Desk const& desk, Ground const& ground, settings::Decision const& decision, std::size_t at) {
    auto const& target = decision.targets[at];
    if (auto const done = finished(desk, decision.kind, target)) {
        return *done;
    }
    auto const standing = file_standing(ground, decision.kind, target);
    if (!standing) {
        return standing.error();
    }
    return standing->said == decision.said[at]
               ? move_file(desk, decision.kind, standing->file)
               : Status{changed_since(target, standing->said, decision.kind, decision.said[at])};
}

/// File by file, each with a leaf of its own; that of the decision comes last, so that one that was broken off is taken
/// up again from where it stopped.
Status take_up_files(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    for (std::size_t at = 0; at < decided.decision.targets.size(); ++at) {
        auto const moved = take_up_file(desk, ground, decided.decision, at);
        auto const told = moved ? moved : too_late(decided, moved.error(), taken);
        if (!told) {
            return told;
        }
    }
    auto leaf = leaf_of(desk, decided);
    return leaf ? record_alone(desk, *std::move(leaf)) : leaf.error();
}

Result<std::vector<store::Closing>> closings_by(Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const& decision = decided.decision;
    auto const standings = payout_standings(ground, decision);
    auto const same = standings ? unchanged(*standings, decided, taken) : standings.error();
    if (!same) {
        return same.error();
    }
    std::vector<store::Closing> closings;
    for (auto const& standing : *same) {
        auto& closing = closings.emplace_back(standing.closing);
        closing.how = decision.how;
        closing.reference = decision.reference;
        closing.decision = decided.file.stem().string();
    }
    return closings;
}

/// What people have heard from the bank; the sums of the file's batches may be made up of others now.
Status note_answers(Desk const& desk, seal::Decided const& decided, std::vector<RecallStanding> const& answered) {
    auto const accepted = decided.decision.kind == DecisionKind::recall_accepted;
    std::set<std::int64_t> files;
    for (auto const& one : answered) {
        auto const noted = store::answer_recall(desk.store, one.transfer,
                                                accepted ? EvidenceKind::cancel_accepted : EvidenceKind::cancel_refused,
                                                decided.file.stem().string());
        if (!noted) {
            return noted;
        }
        files.insert(one.file);
    }
    return store::add_files_to_solve(desk.store, files);
}

Status take_up_recalls(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const& decision = decided.decision;
    auto const standings = recall_standings(ground, decision.kind, decision.targets);
    auto const wanted = standings ? unchanged(*standings, decided, taken) : standings.error();
    auto leaf = wanted ? leaf_of(desk, decided) : wanted.error();
    if (!leaf) {
        return leaf.error();
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const prepared = decision.kind == DecisionKind::recall
                              ? prepare_recalls(desk, decided, *wanted, *leaf)
                              : Result<std::vector<PreparedRecall>>(std::vector<PreparedRecall>{});
    if (!prepared) {
        return too_late(decided, prepared.error(), taken);
    }
    std::set<audit::Part> touched;
    for (auto const& one : *prepared) {
        if (auto const added = store::add_recall(desk.store, one.request, one.transfers); !added) {
            return added;
        }
        touched.insert({"recall_request", one.request.file});
    }
    auto const noted = decision.kind == DecisionKind::recall ? Status{} : note_answers(desk, decided, *wanted);
    if (!noted) {
        return noted;
    }
    for (auto const& one : *wanted) {
        touched.insert({"recall", one.transfer.list});
    }
    auto const told = record(desk, *std::move(leaf), {touched.begin(), touched.end()});
    return told ? transaction->commit() : told;
}

Status take_up_payouts(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const closings = closings_by(ground, decided, taken);
    auto leaf = closings ? leaf_of(desk, decided) : closings.error();
    if (!leaf) {
        return leaf.error();
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const added = store::add_closings(desk.store, *closings); !added) {
        return added;
    }
    std::set<audit::Part> touched;
    for (auto const& closing : *closings) {
        touched.insert({"closing", closing.list});
        touched.insert({"attempt", closing.list});
    }
    if (auto const told = record(desk, *std::move(leaf), {touched.begin(), touched.end()}); !told) {
        return told;
    }
    return transaction->commit();
}

/// What one person says of a grave exception closes nothing.
bool closes(DecisionKind kind, std::string_view said) {
    return kind != DecisionKind::close_minor || said.starts_with('3') || said.starts_with('4');
}

Status take_up_exceptions(Desk const& desk, seal::Decided const& decided, TakenUp& taken) {
    auto const& decision = decided.decision;
    auto leaf = leaf_of(desk, decided);
    auto transaction = leaf ? store::begin_transaction(desk.store, desk.ticket) : leaf.error();
    if (!transaction) {
        return transaction.error();
    }
    for (std::size_t at = 0; at < decision.targets.size(); ++at) {
        auto const& said = decision.said[at];
        if (!closes(decision.kind, said)) {
            auto const told =
                too_late(decided, changed_since(decision.targets[at], said, decision.kind, "severity 3 or 4"), taken);
            if (!told) {
                return told;
            }
            continue;
        }
        auto const closed = store::close_exception(desk.store, decision.targets[at],
                                                   decision.kind == DecisionKind::reopen ? std::string_view() : said,
                                                   decided.file.stem().string());
        if (!closed) {
            return closed;
        }
    }
    auto const told = record(desk, *std::move(leaf), {{"exception_closed", 0}});
    return told ? transaction->commit() : told;
}

Status take_up(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const kind = decided.decision.kind;
    return is_about_files(kind)            ? take_up_files(desk, ground, decided, taken)
           : is_about_recalls(kind)        ? take_up_recalls(desk, ground, decided, taken)
           : is_about_exceptions(kind)     ? take_up_exceptions(desk, decided, taken)
           : is_about_entries(kind)        ? take_up_entries(desk, ground, decided, taken)
           : is_about_contradictions(kind) ? take_up_rulings(desk, ground, decided, taken)
                                           : take_up_payouts(desk, ground, decided, taken);
}

}  // namespace

Result<bool> has_decisions(Desk const& desk) {
    auto const decisions = waiting(desk);
    auto const hidden = store::recalls_to_show(desk.store);
    if (!decisions || !hidden) {
        return decisions ? hidden.error() : decisions.error();
    }
    return !decisions->empty() || !hidden->empty();
}

Result<TakenUp> take_up_decisions(Desk const& desk) {
    auto const reasons = settings::Reasons::load(desk.formats.folder());
    auto const decisions = reasons ? waiting(desk) : reasons.error();
    if (!decisions) {
        return decisions.error();
    }
    Ground const ground{desk.workspace, *reasons, desk.store, desk.clock.local().day, desk.formats, desk.programmes};
    TakenUp taken;
    for (auto const& decided : *decisions) {
        if (auto const done = take_up(desk, ground, decided, taken); !done) {
            return done.error();
        }
        taken.decisions.push_back(decided.file.stem().string());
    }
    auto shown = show_recalls(desk);
    if (!shown) {
        return shown.error();
    }
    taken.recalls = *std::move(shown);
    return taken;
}

}  // namespace almoner::payout
