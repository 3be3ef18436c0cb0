#include "reconcile/decided.hpp"

#include <algorithm>
#include <map>
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

/// Who may decide, and what of theirs has been taken up already: each decision is taken up once, so that a version that
/// comes later is looked at anew.
struct Deciders {
    seal::People people;
    std::set<std::string> taken_up;
};

constexpr auto kind = settings::DecisionKind::admit_bank_file;

/// The leaf that will tell of the decision, with its papers in the archive; nothing while nobody has decided.
Result<std::optional<audit::Leaf>> decided(Desk const& desk, Deciders const& deciders, std::string const& sha256) {
    auto const& home = desk.workspace.home;
    auto const decision =
        seal::decision_by(home / "decisions", deciders.people, kind, sha256, desk.clock.local().day, deciders.taken_up);
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

/// The file's statements count that have other versions, and those no more.
std::map<std::size_t, Standing> standings_by(std::vector<BankStatement> const& statements, std::int64_t bank_file) {
    std::map<std::size_t, Standing> standings;
    for (std::size_t at = 0; at < statements.size(); ++at) {
        auto const& holds = statements[at];
        if (holds.bank_file != bank_file || !has_rivals(holds) || standings.contains(at)) {
            continue;
        }
        for (std::size_t other = 0; other < statements.size(); ++other) {
            if (statements[other].standing != Standing::repeated && is_same_page(statements[other], holds)) {
                standings[other] = other == at ? Standing::counts : Standing::superseded;
            }
        }
    }
    return standings;
}

Result<Admission> let_count(Desk const& desk, store::BankFileRecord const& file,
                            std::vector<BankStatement> const& statements, audit::Leaf leaf) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    std::set<audit::Part> touched;
    // First what counts no more: of two versions one counts at most.
    for (auto const turn : {Standing::superseded, Standing::counts}) {
        for (auto const& [at, standing] : standings_by(statements, file.bank_file)) {
            auto const set = standing == turn ? store::set_standing(desk.store, statements[at], standing) : Status{};
            if (!set) {
                return set.error();
            }
            touched.insert({"statement", statements[at].bank_file});
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

bool is_open(store::BankFileRecord const& file, std::vector<BankStatement> const& statements) {
    return file.quarantined || std::any_of(statements.begin(), statements.end(), [&](auto const& one) {
               return one.bank_file == file.bank_file && has_rivals(one);
           });
}

}  // namespace

Result<std::vector<Admission>> take_up_decisions(Desk const& desk) {
    auto people = holders(desk);
    auto taken_up = people ? audit::subjects_of(desk.store, settings::text_of(kind)) : people.error();
    auto const files = taken_up ? store::bank_files(desk.store) : taken_up.error();
    if (!files) {
        return files.error();
    }
    Deciders const deciders{*std::move(people), *std::move(taken_up)};
    std::vector<Admission> taken;
    for (auto const& file : *files) {
        // A file let in may contest what came before it, so that the next one is looked at as things are then.
        auto const statements = store::statements(desk.store);
        if (!statements) {
            return statements.error();
        }
        if (!is_open(file, *statements)) {
            continue;
        }
        auto leaf = decided(desk, deciders, file.sha256);
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
