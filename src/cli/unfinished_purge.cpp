#include "cli/unfinished_purge.hpp"

#include "cli/print.hpp"
#include "payout/purge.hpp"
#include "payout/signed_records.hpp"
#include "report/night.hpp"
#include "store/purges.hpp"
#include "store/schema.hpp"

namespace almoner::cli {

namespace {

/// The next night writes them anew.
Status remove_reports(std::filesystem::path const& home) {
    for (auto const name : report::night_files) {
        if (auto const removed = store::remove_durably(home / "reports" / name); !removed) {
            return removed;
        }
    }
    return {};
}

/// What earlier programs left of the store names the same persons.
Status remove_earlier_stores(std::filesystem::path const& home) {
    for (auto const& file : store::schema_files()) {
        auto const earlier = store::earlier_store(home / "state" / "almoner.db", file.number);
        if (auto const removed = store::remove_durably(earlier); !removed) {
            return removed;
        }
    }
    return {};
}

}  // namespace

Status finish_purge(Office const& office, NightShift& shift) {
    auto& store = shift.store();
    auto const& home = office.workspace.home;
    auto const manifest = store::purge_to_finish(store);
    if (!manifest || manifest->empty()) {
        return manifest ? Status{} : manifest.error();
    }
    // Whoever writes into the store alone has nothing erased.
    auto const is_signed = payout::purges_are_signed(office.workspace, store);
    auto const erased = is_signed ? payout::erase_files(home, *manifest) : is_signed;
    auto removed = erased ? remove_reports(home) : erased;
    removed = removed ? remove_earlier_stores(home) : removed;
    auto const forgotten = removed ? store::forget_what_was_erased(store) : Result<bool>(removed.error());
    if (!forgotten || !*forgotten) {
        if (forgotten) {
            print(office.texts.get("cli.purge_waits"));
        }
        return forgotten ? Status{} : forgotten.error();
    }
    auto transaction = store::begin_transaction(store, shift.reconcile_desk().ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const marked = store::set_purge_to_finish(store, "");
    auto const committed = marked ? transaction->commit() : marked;
    if (committed) {
        print(office.texts.get("cli.purge_finished"));
    }
    return committed;
}

}  // namespace almoner::cli
