#include "audit/anchor.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "store/durable.hpp"
#include "store/runs.hpp"

namespace almoner::audit {

namespace {

constexpr std::string_view ending = ".checkpoint";
constexpr std::size_t digits = 10;
constexpr std::uint64_t note_limit = 1U << 16;

/// Names sort as numbers do. A log that went on after its store was lost comes by the same size twice.
std::string name_of(std::uint64_t size, int time) {
    auto const number = std::to_string(size);
    return std::string(digits - std::min(digits, number.size()), '0') + number +
           (time == 1 ? "" : "-" + std::to_string(time)) + std::string(ending);
}

/// One that is there stays. @error file.exists it says something else
Status keep_as(std::filesystem::path const& path, std::string_view note) {
    auto const kept = store::write_durably(path, note, store::DurableFile::IfThere::refuse);
    if (kept || kept.error().code != ErrorCode::file_exists) {
        return kept;
    }
    auto const there = store::read_whole(path, note_limit);
    return !there ? Status{there.error()} : *there == note ? Status{} : kept;
}

/// Each note under the number of its leaves.
Status keep(std::vector<std::filesystem::path> const& folders, std::uint64_t size, std::string_view note) {
    for (auto const& folder : folders) {
        if (auto const made = store::make_folder(folder); !made) {
            return made;
        }
        auto time = 1;
        auto kept = keep_as(folder / name_of(size, time), note);
        while (!kept && kept.error().code == ErrorCode::file_exists) {
            kept = keep_as(folder / name_of(size, ++time), note);
        }
        if (!kept) {
            return kept;
        }
    }
    return {};
}

}  // namespace

Result<Checkpoint> publish(store::Connection& connection, std::vector<std::filesystem::path> const& folders,
                           Witness const& witness, crypto::PrivateKey const& key) {
    auto const tree = tree_of(connection);
    auto const root = tree ? tree->root() : tree.error();
    if (!root) {
        return root.error();
    }
    Checkpoint checkpoint{witness.origin(), tree->size(), *root};
    auto const note = sign_checkpoint(checkpoint, witness, key);
    if (!note) {
        return note.error();
    }
    auto const kept = keep(folders, checkpoint.size, *note);
    return kept ? Result<Checkpoint>(std::move(checkpoint)) : kept.error();
}

namespace {

/// @error audit.checkpoint it holds with none of the keys
Result<Checkpoint> verified(std::string_view note, std::vector<Witness> const& witnesses) {
    auto checkpoint = Result<Checkpoint>(Error{ErrorCode::audit_checkpoint, {}, {}, {}});
    for (auto const& witness : witnesses) {
        checkpoint = verify_checkpoint(note, witness);
        if (checkpoint) {
            break;
        }
    }
    return checkpoint;
}

}  // namespace

Result<std::vector<Anchored>> anchored(std::vector<std::filesystem::path> const& folders,
                                       std::vector<Witness> const& witnesses) {
    std::vector<Anchored> all;
    for (auto const& folder : folders) {
        auto const files = store::files_in(folder, ending);
        if (!files) {
            return files.error();
        }
        for (auto const& file : *files) {
            auto const note = store::read_whole(file, note_limit);
            auto checkpoint = note ? verified(*note, witnesses) : note.error();
            if (!checkpoint) {
                auto fault = checkpoint.error();
                fault.position.file = file.string();
                return fault;
            }
            auto const digest = crypto::sha256(*note);
            if (!digest) {
                return digest.error();
            }
            all.push_back({file, *std::move(checkpoint), crypto::hex(*digest)});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](auto const& left, auto const& right) { return left.checkpoint.size < right.checkpoint.size; });
    return all;
}

Result<std::set<std::string>> recovered_notes(store::Connection& connection) {
    auto const leaves = leaves_of(connection, recovered_kind);
    if (!leaves) {
        return leaves.error();
    }
    std::set<std::string> notes;
    for (auto const& leaf : *leaves) {
        for (auto const& [path, sha256] : leaf.archived) {
            if (path.starts_with(recovered_folder)) {
                notes.insert(sha256);
            }
        }
    }
    return notes;
}

Result<std::vector<Anchored>> anchored_of_log(store::Connection& connection,
                                              std::vector<std::filesystem::path> const& folders,
                                              std::vector<Witness> const& witnesses) {
    auto all = anchored(folders, witnesses);
    auto const gone = recovered_notes(connection);
    if (!all || !gone) {
        return all ? gone.error() : all.error();
    }
    std::erase_if(*all, [&](auto const& one) { return gone->contains(one.sha256); });
    return all;
}

Result<std::vector<Anchored>> astray(store::Connection& connection, std::vector<Anchored> const& checkpoints) {
    std::vector<Anchored> found;
    Tree tree;
    auto next = checkpoints.begin();
    auto const read = store::for_each_audit_leaf(connection, [&](std::string_view record, std::string_view) -> Status {
        auto const hash = leaf_hash(record);
        auto const added = hash ? tree.add(*hash) : Status{hash.error()};
        if (!added) {
            return added;
        }
        for (; next != checkpoints.end() && next->checkpoint.size <= tree.size(); ++next) {
            auto const root = tree.root();
            if (!root) {
                return root.error();
            }
            if (*root != next->checkpoint.root) {
                found.push_back(*next);
            }
        }
        return {};
    });
    found.insert(found.end(), next, checkpoints.end());
    return read ? Result<std::vector<Anchored>>(std::move(found)) : read.error();
}

}  // namespace almoner::audit
