#include <set>

#include "audit/log.hpp"
#include "audit/workspace_copy.hpp"
#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "settings/backup_note.hpp"
#include "settings/key_ring.hpp"
#include "store/runs.hpp"

namespace almoner::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t key_limit = 1U << 20;
constexpr std::string_view store_path = "state/almoner.db";

/// A copy in the making: under a hidden name beside the one it gets, which goes with it when it fails.
class Draft {
public:
    /// @error file.exists the copy, or what another left of one, is there
    static Result<Draft> make(fs::path const& place) {
        auto const folder = place.parent_path() / ("." + place.filename().string() + ".draft");
        for (auto const& path : {place, folder}) {
            auto const there = store::presence_of(path);
            if (!there || *there != store::Presence::absent) {
                return there ? Error{ErrorCode::file_exists, {path.string(), {}, 0, 0}, {}, {}} : there.error();
            }
        }
        auto const made = store::make_folder(folder);
        return made ? Result<Draft>(Draft(place, folder)) : made.error();
    }

    Draft(Draft&& other) noexcept : place_(std::move(other.place_)), folder_(std::exchange(other.folder_, {})) {}
    Draft& operator=(Draft&&) = delete;
    ~Draft() {
        if (!folder_.empty()) {
            std::error_code ignored;
            fs::remove_all(folder_, ignored);
        }
    }

    [[nodiscard]] fs::path const& folder() const { return folder_; }

    /// From here on the copy is there, whole.
    Status publish() {
        auto const moved = store::move_durably(folder_, place_);
        if (moved) {
            folder_.clear();
        }
        return moved;
    }

private:
    Draft(fs::path place, fs::path folder) : place_(std::move(place)), folder_(std::move(folder)) {}
    fs::path place_;
    fs::path folder_;
};

/// What a copy takes of a workspace besides the anchored checkpoints and the store.
class Selection {
public:
    Selection(fs::path const& home, std::set<std::string> logged, settings::KeyRing const& ring)
        : home_(home), logged_(std::move(logged)) {
        for (auto const& key : ring) {
            private_halves_.insert(fs::path(key.private_half).lexically_normal());
        }
    }

    /// Not what another run may have given to the bank since (outbox, staging), no private key, and of the signed files
    /// those that this store has sealed.
    [[nodiscard]] bool takes(std::string const& path) const {
        constexpr std::string_view left[] = {"anchor/", "state/", "outbox/", "staging/", "keys/private/"};
        for (auto const folder : left) {
            if (path.starts_with(folder)) {
                return false;
            }
        }
        if (path == settings::backup_note_name || private_halves_.contains((home_ / path).lexically_normal())) {
            return false;
        }
        constexpr std::string_view archive = "archive/";
        if (path.starts_with("archive/files/")) {
            return logged_.contains(path.substr(archive.size()));
        }
        return !path.starts_with("keys/") || !holds_private_key(home_ / path);
    }

private:
    static bool holds_private_key(fs::path const& file) {
        auto const text = store::read_whole(file, key_limit);
        return text && text->find("PRIVATE KEY-----") != std::string::npos;
    }

    fs::path const& home_;
    std::set<std::string> logged_;
    std::set<fs::path> private_halves_;
};

/// The store of one moment, as a file of its own. @error store.missing @error store.older @error store.failure
Status copy_store(fs::path const& home, fs::path const& to, audit::Manifest& manifest) {
    auto const pages = to / "state" / "pages";
    if (auto const made = store::make_folder(pages.parent_path()); !made) {
        return made;
    }
    if (auto const copied = store::copy_sqlite(home / store_path, pages); !copied) {
        return copied;
    }
    crypto::Sha256Sink sink;
    auto const kept = store::copy_durably(pages, to / store_path, store::DurableFile::IfThere::refuse, &sink);
    auto const digest = kept ? sink.finish_hex() : kept.error();
    if (!digest) {
        return digest.error();
    }
    manifest.emplace(store_path, *digest);
    return store::remove_durably(pages);
}

/// What the copied log is and speaks of.
struct Log {
    std::uint64_t size = 0;
    std::string root;
    std::set<std::string> archived;
};

Result<Log> log_of(fs::path const& store_file) {
    auto const connection = store::open_sqlite_to_read(store_file);
    auto const tree = connection ? audit::tree_of(**connection) : Result<audit::Tree>(connection.error());
    auto const root = tree ? tree->root() : tree.error();
    if (!root) {
        return root.error();
    }
    Log log{tree->size(), crypto::hex(*root), {}};
    auto const read =
        store::for_each_audit_leaf(**connection, [&](std::string_view record, std::string_view) -> Status {
            auto const leaf = audit::parse_leaf(record);
            if (!leaf) {
                return leaf.error();
            }
            for (auto const& [path, sha256] : leaf->archived) {
                log.archived.insert(path);
            }
            return {};
        });
    return read ? Result<Log>(std::move(log)) : read.error();
}

/// Where people, transport and the bank expect to find things.
Status make_folders(fs::path const& to) {
    for (auto const* folder : {"keys/private", "inbox/lists", "inbox/bank", "decisions", "staging", "outbox",
                               "archive/lists", "archive/files", "archive/bank", "quarantine", "reports"}) {
        if (auto const made = store::make_folder(to / folder); !made) {
            return made;
        }
    }
    return {};
}

/// Every part in the order in which a run that goes on meanwhile can only be ahead: checkpoints follow on the store,
/// and the store on what is archived.
Result<settings::BackupNote> copy_all(Office const& office, fs::path const& to) {
    auto const& home = office.workspace.home;
    settings::BackupNote note{office.clock->now(), 0, {}, {}};
    auto const ring = settings::load_key_ring(home / "keys" / "ring.toml");
    if (!ring) {
        return ring.error();
    }
    auto const anchored = audit::copy_files(
        home, to, [](std::string const& path) { return path.starts_with("anchor/"); }, note.files);
    auto const stored = anchored ? copy_store(home, to, note.files) : anchored;
    auto const log = stored ? log_of(to / store_path) : Result<Log>(stored.error());
    if (!log) {
        return log.error();
    }
    note.log_size = log->size;
    note.log_root = log->root;
    Selection const selection(home, log->archived, *ring);
    auto const copied = audit::copy_files(
        home, to, [&](std::string const& path) { return selection.takes(path); }, note.files);
    auto const made = copied ? make_folders(to) : copied;
    return made ? Result<settings::BackupNote>(std::move(note)) : made.error();
}

/// A copy inside the workspace would be lost with it, and would be in the next one.
bool is_inside(fs::path const& place, fs::path const& home) {
    auto const below = fs::weakly_canonical(place).lexically_relative(fs::weakly_canonical(home));
    return !below.empty() && *below.begin() != "..";
}

Result<settings::BackupNote> back_up(Office const& office, fs::path const& place) {
    if (is_inside(place, office.workspace.home)) {
        return Error{ErrorCode::usage_argument, {}, place.string(), {}};
    }
    auto draft = Draft::make(place);
    auto note = draft ? copy_all(office, draft->folder()) : draft.error();
    if (!note) {
        return note;
    }
    auto const written = store::write_durably(draft->folder() / settings::backup_note_name, settings::to_text(*note),
                                              store::DurableFile::IfThere::refuse);
    auto const published = written ? draft->publish() : written;
    return published ? std::move(note) : published.error();
}

}  // namespace

ExitCode run_backup(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const place = fs::absolute(options.out).lexically_normal();
    auto const note = back_up(*office, place.has_filename() ? place : place.parent_path());
    if (!note) {
        return leave_with(note.error(), office->texts);
    }
    print(office->texts.get("cli.backup_made",
                            std::vector<std::string>{options.out.string(), std::to_string(note->files.size()),
                                                     std::to_string(note->log_size), note->log_root}));
    return ExitCode::well;
}

}  // namespace almoner::cli
