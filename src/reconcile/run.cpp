#include "reconcile/run.hpp"

#include <map>

#include "reconcile/decided.hpp"
#include "reconcile/show_closings.hpp"
#include "reconcile/solve_lumps.hpp"
#include "store/durable.hpp"

namespace almoner::reconcile {

namespace {

/// What is wrong between all statements that are here, each with the file in which it shows.
Result<std::vector<Finding>> between_statements(store::Connection& connection) {
    auto const statements = store::statements(connection);
    auto const files = store::bank_files(connection);
    if (!statements || !files) {
        return statements ? files.error() : statements.error();
    }
    std::map<std::int64_t, std::string> names;
    for (auto const& file : *files) {
        names.emplace(file.bank_file, file.name);
    }
    std::vector<Finding> findings;
    for (auto& fault : chain_faults(*statements)) {
        findings.push_back(finding_of(fault.what, {names.at((*statements)[fault.at].bank_file), {}, 0, 0}));
    }
    return findings;
}

/// Commit first, consume last: an interrupted night meets the file again and knows it. A run that was overtaken removes
/// nothing, for another file may have come under the name.
Status consume(Desk const& desk, std::filesystem::path const& file) {
    auto const fence = store::begin_transaction(desk.store, desk.ticket);
    return fence ? store::remove_durably(file) : Status{fence.error()};
}

}  // namespace

Result<Reconciled> run(Desk const& desk, std::vector<std::filesystem::path> const& named) {
    auto const inbox = desk.workspace.home / "inbox" / "bank";
    auto const waiting = named.empty() ? store::files_in(inbox, "") : Result<std::vector<std::filesystem::path>>(named);
    auto decided = waiting ? take_up_decisions(desk) : Result<std::vector<Admission>>(waiting.error());
    if (!decided) {
        return decided.error();
    }
    Reconciled reconciled{*std::move(decided), {}, {}};
    for (auto const& file : *waiting) {
        auto admission = admit(desk, file);
        if (!admission) {
            return admission.error();
        }
        reconciled.files.push_back(*std::move(admission));
        if (!named.empty()) {
            continue;
        }
        if (auto const consumed = consume(desk, file); !consumed) {
            return consumed.error();
        }
    }
    auto const solved = solve_lumps(desk);
    auto const shown = solved ? show_closings(desk) : solved;
    auto between = shown ? between_statements(desk.store) : shown.error();
    auto lumps = between ? unsolved_lumps(desk.store) : between.error();
    if (!lumps) {
        return lumps.error();
    }
    reconciled.between_statements = *std::move(between);
    reconciled.unsolved_lumps = *std::move(lumps);
    return reconciled;
}

}  // namespace almoner::reconcile
