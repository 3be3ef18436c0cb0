#include "payout/take_up_said.hpp"

#include "payout/entry_standing.hpp"
#include "payout/record.hpp"
#include "payout/ruling_standing.hpp"
#include "store/lumps.hpp"

namespace almoner::payout {

namespace {

/// What a decision has changed.
struct Changed {
    std::set<audit::Part> parts;
    std::set<std::int64_t> files;  ///< of whose batches the sums may be made up of others now
};

/// Enters what was said of each target that still stands as it did, with the leaf that tells of it.
template <class Standing, class Enter>
Status take_up_each(Desk const& desk, Result<std::map<std::string, Result<Standing>>> const& standings,
                    seal::Decided const& decided, TakenUp& taken, Enter const& enter) {
    auto same = standings ? unchanged(*standings, decided, taken) : standings.error();
    auto leaf = same ? leaf_of(desk, decided) : same.error();
    auto transaction = leaf ? store::begin_transaction(desk.store, desk.ticket) : leaf.error();
    if (!transaction) {
        return transaction.error();
    }
    Changed changed;
    for (auto& standing : *same) {
        if (auto const entered = enter(standing, changed); !entered) {
            return entered;
        }
    }
    auto const solved = store::add_files_to_solve(desk.store, changed.files);
    auto const told = solved ? record(desk, *std::move(leaf), {changed.parts.begin(), changed.parts.end()}) : solved;
    return told ? transaction->commit() : told;
}

}  // namespace

Status take_up_entries(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const enter = [&](EntryStanding& standing, Changed& changed) -> Status {
        standing.explanation.decision = decided.file.stem().string();
        for (auto const* table : {"entry", "evidence", "explanation"}) {
            changed.parts.insert({table, standing.explanation.place.bank_file});
        }
        auto const added = store::add_explanation(desk.store, standing.explanation);
        if (!added || !standing.fact) {
            return added;
        }
        changed.files.insert(standing.file);
        return store::add_evidence(desk.store, {&*standing.fact, 1});
    };
    return take_up_each(desk, entry_standings(ground, decided.decision), decided, taken, enter);
}

Status take_up_rulings(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const enter = [&](RulingStanding& standing, Changed& changed) -> Status {
        standing.ruling.reference = decided.decision.reference;
        standing.ruling.decision = decided.file.stem().string();
        changed.parts.insert({"ruling", standing.ruling.list});
        changed.files.insert(standing.file);
        return store::add_ruling(desk.store, standing.ruling);
    };
    return take_up_each(desk, ruling_standings(ground, decided.decision), decided, taken, enter);
}

}  // namespace almoner::payout
