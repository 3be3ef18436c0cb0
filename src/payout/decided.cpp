#include "payout/decided.hpp"

#include "payout/record.hpp"
#include "payout/sealed_settings.hpp"
#include "seal/decisions.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

Status archive_decision(Desk const& desk, fs::path const& decision, std::string const& target, audit::Leaf& leaf) {
    auto const folder = fs::path("decisions") / target.substr(0, 12);
    if (auto const made = store::make_folder(desk.workspace.home / "archive" / folder); !made) {
        return made;
    }
    auto const files = store::files_in(decision.parent_path(), "");
    if (!files) {
        return files.error();
    }
    for (auto const& file : *files) {
        if (!file.filename().string().starts_with(decision.stem().string() + ".")) {
            continue;
        }
        if (auto const kept = archive_with(leaf, desk, file, folder / file.filename()); !kept) {
            return kept;
        }
    }
    return {};
}

}  // namespace

Result<bool> is_decided(Desk const& desk, settings::DecisionKind kind, std::string const& target, audit::Leaf& leaf) {
    auto const holders = settings_holders(desk);
    if (!holders) {
        return holders.error();
    }
    auto const decision =
        seal::decision_by(desk.workspace.home / "decisions", *holders, kind, target, desk.clock.local().day);
    if (!decision || !*decision) {
        return decision ? Result<bool>(false) : decision.error();
    }
    leaf.subject = (*decision)->stem().string();
    auto const kept = archive_decision(desk, **decision, target, leaf);
    return kept ? Result<bool>(true) : kept.error();
}

}  // namespace almoner::payout
