#include "payout/take_up_said.hpp"

#include "payout/entry_standing.hpp"
#include "payout/record.hpp"
#include "payout/ruling_standing.hpp"
#include "store/lumps.hpp"

namespace almoner::payout {

namespace {

/// Tells of the change; the sums of the batches of `files` may be made up of others now.
Status finish(Desk const& desk, audit::Leaf leaf, std::set<audit::Part> const& touched,
              std::set<std::int64_t> const& files, store::Transaction& transaction) {
    auto const solved = store::add_files_to_solve(desk.store, files);
    auto const told = solved ? record(desk, std::move(leaf), {touched.begin(), touched.end()}) : solved;
    return told ? transaction.commit() : told;
}

}  // namespace

Status take_up_entries(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const standings = entry_standings(ground, decided.decision);
    auto const same = standings ? unchanged(*standings, decided, taken) : standings.error();
    auto leaf = same ? leaf_of(desk, decided) : same.error();
    auto transaction = leaf ? store::begin_transaction(desk.store, desk.ticket) : leaf.error();
    if (!transaction) {
        return transaction.error();
    }
    std::set<audit::Part> touched;
    std::set<std::int64_t> files;
    for (auto standing : *same) {
        standing.explanation.decision = decided.file.stem().string();
        auto const added = store::add_explanation(desk.store, standing.explanation);
        auto const proven = added && standing.fact ? store::add_evidence(desk.store, {&*standing.fact, 1}) : added;
        if (!proven) {
            return proven;
        }
        for (auto const* table : {"entry", "evidence", "explanation"}) {
            touched.insert({table, standing.explanation.place.bank_file});
        }
        if (standing.fact) {
            files.insert(standing.file);
        }
    }
    return finish(desk, *std::move(leaf), touched, files, *transaction);
}

Status take_up_rulings(Desk const& desk, Ground const& ground, seal::Decided const& decided, TakenUp& taken) {
    auto const standings = ruling_standings(ground, decided.decision);
    auto const same = standings ? unchanged(*standings, decided, taken) : standings.error();
    auto leaf = same ? leaf_of(desk, decided) : same.error();
    auto transaction = leaf ? store::begin_transaction(desk.store, desk.ticket) : leaf.error();
    if (!transaction) {
        return transaction.error();
    }
    std::set<audit::Part> touched;
    std::set<std::int64_t> files;
    for (auto standing : *same) {
        standing.ruling.reference = decided.decision.reference;
        standing.ruling.decision = decided.file.stem().string();
        if (auto const added = store::add_ruling(desk.store, standing.ruling); !added) {
            return added;
        }
        touched.insert({"ruling", standing.ruling.list});
        files.insert(standing.file);
    }
    return finish(desk, *std::move(leaf), touched, files, *transaction);
}

}  // namespace almoner::payout
