#include "audit/anchor.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "store/durable.hpp"

namespace almoner::audit {

namespace {

constexpr std::string_view ending = ".checkpoint";
constexpr std::size_t digits = 10;
constexpr std::uint64_t note_limit = 1U << 16;

/// Names sort as numbers do.
std::string name_of(std::uint64_t size) {
    auto const number = std::to_string(size);
    return std::string(digits - std::min(digits, number.size()), '0') + number + std::string(ending);
}

/// Each note under the number of its leaves; one that is there stays.
Status keep(std::vector<std::filesystem::path> const& folders, std::uint64_t size, std::string_view note) {
    for (auto const& folder : folders) {
        if (auto const made = store::make_folder(folder); !made) {
            return made;
        }
        auto const kept = store::write_durably(folder / name_of(size), note, store::DurableFile::IfThere::refuse);
        if (!kept && kept.error().code != ErrorCode::file_exists) {
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
            all.push_back({file, *std::move(checkpoint)});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](auto const& left, auto const& right) { return left.checkpoint.size < right.checkpoint.size; });
    return all;
}

}  // namespace almoner::audit
