#include "reconcile/decided.hpp"

#include <algorithm>
#include <set>

#include "audit/archived.hpp"
#include "audit/log.hpp"
#include "seal/decisions.hpp"
#include "seal/settings_seal.hpp"

namespace almoner::reconcile {

namespace {

/// Judged by those under the seal in force, whatever the register says today; nobody before the first.
Result<seal::People> holders(Desk const& desk) {
    auto const seals = audit::leaves_of(desk.store, audit::seal_kind);
    if (!seals) {
        return seals.error();
    }
    return seals->empty() ? Result<seal::People>(seal::People())
                          : seal::holders_under(desk.workspace, seals->back().archived);
}

/// The leaf that will tell of the decision, with its papers in the archive; nothing while nobody has decided.
Result<std::optional<audit::Leaf>> decided(Desk const& desk, seal::People const& people, std::string const& sha256) {
    auto const& home = desk.workspace.home;
    auto const kind = settings::DecisionKind::admit_bank_file;
    auto const decision = seal::decision_by(home / "decisions", people, kind, sha256, desk.clock.local().day);
    if (!decision || !*decision) {
        return decision ? Result<std::optional<audit::Leaf>>(std::nullopt) : decision.error();
    }
    audit::Leaf leaf{.utc = desk.clock.now(),
                     .run = desk.ticket.run,
                     .kind = std::string(settings::text_of(kind)),
                     .subject = (*decision)->stem().string(),
                     .sha256 = sha256};
    if (auto const kept = audit::archive_decision(leaf, home / "archive", **decision, sha256); !kept) {
        return kept.error();
    }
    return std::optional(std::move(leaf));
}

/// Its contested statements count, and their other versions no more.
Result<Admission> let_count(Desk const& desk, store::BankFileRecord const& file,
                            std::vector<BankStatement> const& statements, audit::Leaf leaf) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    std::set<audit::Part> touched;
    auto const set = [&](BankStatement const& one, Standing standing) {
        touched.insert({"statement", one.bank_file});
        return store::set_standing(desk.store, one, standing);
    };
    for (auto const& holds : statements) {
        if (holds.bank_file != file.bank_file || holds.standing != Standing::contested) {
            continue;
        }
        for (auto const& other : statements) {
            auto const contests = other.standing == Standing::contested && other.bank_file != file.bank_file &&
                                  is_same_page(other, holds);
            if (auto const given_up = contests ? set(other, Standing::superseded) : Status{}; !given_up) {
                return given_up.error();
            }
        }
        if (auto const counts = set(holds, Standing::counts); !counts) {
            return counts.error();
        }
    }
    std::vector<audit::Part> const parts(touched.begin(), touched.end());
    if (auto const told = audit::append(desk.store, std::move(leaf), parts); !told) {
        return told.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    return Admission{Admission::Outcome::decided, file.name, file.message, 0, {}};
}

bool is_contested(store::BankFileRecord const& file, std::vector<BankStatement> const& statements) {
    return std::any_of(statements.begin(), statements.end(), [&](auto const& one) {
        return one.bank_file == file.bank_file && one.standing == Standing::contested;
    });
}

}  // namespace

Result<std::vector<Admission>> take_up_decisions(Desk const& desk) {
    auto const people = holders(desk);
    auto const files = store::bank_files(desk.store);
    if (!people || !files) {
        return people ? files.error() : people.error();
    }
    std::vector<Admission> taken;
    for (auto const& file : *files) {
        // A file let in may contest what came before it, so that the next one is looked at as things are then.
        auto const statements = store::statements(desk.store);
        if (!statements) {
            return statements.error();
        }
        if (!file.quarantined && !is_contested(file, *statements)) {
            continue;
        }
        auto leaf = decided(desk, *people, file.sha256);
        if (!leaf) {
            return leaf.error();
        }
        if (!*leaf) {
            continue;
        }
        auto admission =
            file.quarantined ? let_in(desk, file, **leaf) : let_count(desk, file, *statements, *std::move(*leaf));
        if (!admission) {
            return admission.error();
        }
        taken.push_back(*std::move(admission));
    }
    return taken;
}

}  // namespace almoner::reconcile
