#include "reconcile/run.hpp"

#include "store/durable.hpp"

namespace almoner::reconcile {

Result<Reconciled> run(Desk const& desk, std::vector<std::filesystem::path> const& named) {
    auto const inbox = desk.workspace.home / "inbox" / "bank";
    auto const waiting = named.empty() ? store::files_in(inbox, "") : Result<std::vector<std::filesystem::path>>(named);
    if (!waiting) {
        return waiting.error();
    }
    Reconciled reconciled;
    for (auto const& file : *waiting) {
        auto admission = admit(desk, file);
        if (!admission) {
            return admission.error();
        }
        reconciled.files.push_back(*std::move(admission));
        if (!named.empty()) {
            continue;
        }
        // Commit first, consume last: an interrupted night meets the file again and knows it.
        if (auto const removed = store::remove_durably(file); !removed) {
            return removed.error();
        }
    }
    return reconciled;
}

}  // namespace almoner::reconcile
