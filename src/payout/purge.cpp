#include "payout/purge.hpp"

#include "audit/archived.hpp"
#include "audit/purged.hpp"
#include "payout/intake.hpp"
#include "payout/record.hpp"
#include "store/durable.hpp"
#include "store/purges.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

/// The leaf that will tell of it, its papers in the archive.
Result<audit::Leaf> leaf_of(Desk const& desk, PurgePlan const& plan, fs::path const& decision) {
    auto const archive = desk.workspace.home / "archive";
    auto const manifest = audit::manifest_path(plan.sha256);
    audit::Leaf leaf{
        .kind = std::string(audit::purged_kind), .subject = decision.stem().string(), .sha256 = plan.sha256};
    leaf.archived.emplace(manifest.string(), plan.sha256);
    for (auto const& [path, sha256] : plan.files) {
        leaf.archived.emplace(path, "");
    }
    auto const made = store::make_folder((archive / manifest).parent_path());
    auto const written =
        made ? store::write_durably(archive / manifest, plan.manifest, store::DurableFile::IfThere::replace) : made;
    auto const kept = written ? audit::archive_decision(leaf, archive, decision, plan.sha256) : written;
    return kept ? Result<audit::Leaf>(std::move(leaf)) : kept.error();
}

/// Says which parts were changed.
Result<std::vector<audit::Part>> erase_rows(store::Connection& store, PurgePlan const& plan,
                                            std::string const& decision) {
    std::vector<audit::Part> touched;
    for (auto const& purged : plan.lists) {
        std::vector<std::int64_t> family;
        for (auto const& member : purged.family) {
            family.push_back(member.list);
            touched.push_back({"list", member.list});
        }
        for (auto const* table : {"line", "correction", "cancelled_line"}) {
            touched.push_back({table, purged.list.list});
        }
        if (auto const erased = store::erase_payees(store, purged.list.list, family, decision); !erased) {
            return erased.error();
        }
    }
    for (auto const& file : plan.bank_files) {
        for (auto const* table : {"bank_file", "entry", "evidence", "file_evidence", "shown_account"}) {
            touched.push_back({table, file.bank_file});
        }
        if (auto const erased = store::erase_words(store, file.bank_file, decision); !erased) {
            return erased.error();
        }
    }
    return touched;
}

/// Where else a file of the archive may lie under its name.
std::vector<fs::path> copies_of(fs::path const& home, fs::path const& archived) {
    std::vector<fs::path> places = {home / "archive" / archived};
    auto const folder = archived.parent_path();
    if (folder == "files") {
        for (auto const* other : {"outbox", "staging", "letters"}) {
            places.push_back(home / other / archived.filename());
        }
    } else if (folder == "bank") {
        places.push_back(home / "quarantine" / archived.filename());
    }
    return places;
}

Status erase_file(fs::path const& path, std::string const& sha256) {
    auto const digest = file_digest(path);
    if (!digest) {
        return digest.error().code == ErrorCode::file_missing ? Status{} : digest.error();
    }
    return *digest == sha256 ? store::remove_durably(path) : Status{};
}

}  // namespace

Status purge(Desk const& desk, PurgePlan const& plan, fs::path const& decision) {
    auto leaf = leaf_of(desk, plan, decision);
    if (!leaf) {
        return leaf.error();
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const touched = erase_rows(desk.store, plan, leaf->subject);
    auto const marked = touched ? store::set_purge_to_finish(desk.store, plan.sha256) : Status{touched.error()};
    auto const told = marked ? record(desk, *std::move(leaf), *touched) : marked;
    return told ? transaction->commit() : told;
}

Status erase_files(fs::path const& home, std::string const& manifest_sha256) {
    auto const files = audit::read_manifest(home / "archive", manifest_sha256);
    if (!files) {
        return files.error();
    }
    for (auto const& [archived, sha256] : *files) {
        for (auto const& place : copies_of(home, archived)) {
            if (auto const erased = erase_file(place, sha256); !erased) {
                return erased;
            }
        }
    }
    return {};
}

}  // namespace almoner::payout
