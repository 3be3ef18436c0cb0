#include "audit/proof.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "audit/anchor.hpp"
#include "audit/log.hpp"
#include "store/contents.hpp"
#include "store/durable.hpp"
#include "store/files.hpp"
#include "store/runs.hpp"

namespace almoner::audit {

namespace {

/// What the latest leaf says of a part or of a file, and whose leaf it is.
template <class Said>
struct Told {
    Said said;
    std::string subject;
};

/// Below the archive: signed files, and what goes with them.
constexpr char const* files_folder = "files";

/// The digest of nothing: what a part without rows has.
std::string digest_of_nothing() {
    auto const digest = crypto::sha256("");
    check(static_cast<bool>(digest), "SHA-256 is there");
    return crypto::hex(*digest);
}

class Proof {
public:
    explicit Proof(Ground const& ground) : ground_(ground) {}

    Result<Verdict> all() {
        if (auto const seen = look_around(); !seen) {
            return seen.error();
        }
        auto const moment = store::Snapshot::begin(ground_.store);
        if (!moment) {
            return moment.error();
        }
        for (auto const step : {&Proof::read_log, &Proof::hold_rows, &Proof::hold_files, &Proof::hold_sealed}) {
            if (auto const done = (this->*step)(); !done) {
                return done.error();
            }
        }
        return std::move(verdict_);
    }

private:
    /// What follows on the store is looked at before it: a run that goes on meanwhile is ahead in the store only.
    Status look_around() {
        auto checkpoints = anchored_of_log(ground_.store, ground_.anchors, ground_.witnesses);
        auto kept = store::files_in(ground_.archive / files_folder, "");
        auto visible = store::files_in(ground_.outbox, "");
        if (!checkpoints || !kept || !visible) {
            return !checkpoints ? checkpoints.error() : !kept ? kept.error() : visible.error();
        }
        checkpoints_ = *std::move(checkpoints);
        kept_ = *std::move(kept);
        visible_ = *std::move(visible);
        return {};
    }

    /// The log itself, leaf by leaf, beside the checkpoints in the order of their size.
    Status read_log() {
        verdict_.checkpoints = checkpoints_.size();
        Tree tree;
        auto next = checkpoints_.begin();
        auto const compare = [&]() -> Status {
            for (; next != checkpoints_.end() && next->checkpoint.size == tree.size(); ++next) {
                auto const root = tree.root();
                if (!root) {
                    return root.error();
                }
                if (*root != next->checkpoint.root) {
                    find(ErrorCode::audit_log_changed, next->file, std::to_string(tree.size()));
                }
                runs_.clear();
            }
            return {};
        };
        auto const read =
            store::for_each_audit_leaf(ground_.store, [&](std::string_view record, std::string_view sha256) -> Status {
                auto const taken = take_leaf(record, sha256, tree);
                return taken ? compare() : taken;
            });
        verdict_.leaves = tree.size();
        if (runs_.size() > 1) {
            find(ErrorCode::audit_checkpoint_missing, {}, std::to_string(runs_.size()));
        }
        if (read && next != checkpoints_.end()) {
            auto const& newest = checkpoints_.back();
            find(ErrorCode::audit_store_behind, newest.file, std::to_string(tree.size()),
                 {std::to_string(newest.checkpoint.size)});
        }
        return read;
    }

    Status take_leaf(std::string_view record, std::string_view sha256, Tree& tree) {
        auto const hash = leaf_hash(record);
        if (!hash) {
            return hash.error();
        }
        auto const leaf = parse_leaf(record);
        if (!leaf || crypto::hex(*hash) != sha256 || leaf->sequence != tree.size()) {
            find(ErrorCode::audit_record, {}, std::to_string(tree.size()));
        } else {
            remember(*leaf);
        }
        return tree.add(*hash);
    }

    void remember(Leaf const& leaf) {
        if (leaf.kind == run_kind) {
            runs_.push_back(leaf.sequence);
        }
        for (auto const& [part, digest] : leaf.rows) {
            rows_[part] = {digest, leaf.subject};
        }
        for (auto const& [path, digest] : leaf.archived) {
            files_[path] = {digest, leaf.subject};
        }
    }

    Status hold_rows() {
        for (auto const& table : store::parted_tables()) {
            if (auto const held = hold_table(table); !held) {
                return held;
            }
        }
        verdict_.parts += rows_.size();
        // What is left had rows once.
        for (auto const& [part, told] : rows_) {
            if (told.said.sha256 != digest_of_nothing()) {
                rows_differ(part, {told.said.columns, digest_of_nothing()}, told.subject);
            }
        }
        return {};
    }

    struct Open {
        crypto::Sha256Sink sink;
        int columns = 0;
    };

    /// One scan of the table; its parts are told apart row by row.
    Status hold_table(store::PartedTable const& table) {
        std::map<std::int64_t, std::unique_ptr<Open>> open;
        auto const sink_of = [&](std::int64_t number, int columns) -> Result<store::PartSink> {
            auto& part = open[number];
            if (!part) {
                part = std::make_unique<Open>();
                auto const told = rows_.find({std::string(table.name), number});
                part->columns = told == rows_.end() ? columns : told->second.said.columns;
            }
            return store::PartSink{&part->sink, part->columns};
        };
        if (auto const read = store::write_parts(ground_.store, table, sink_of); !read) {
            return read;
        }
        for (auto const& [number, part] : open) {
            auto digest = part->sink.finish_hex();
            if (!digest) {
                return digest.error();
            }
            hold_part({std::string(table.name), number}, {part->columns, *std::move(digest)});
        }
        return {};
    }

    void hold_part(Part const& part, RowsDigest const& found) {
        ++verdict_.parts;
        auto const told = rows_.extract(part);
        if (!told) {
            rows_differ(part, found, "-");
        } else if (!(told.mapped().said == found)) {
            rows_differ(part, found, told.mapped().subject);
        }
    }

    void rows_differ(Part const& part, RowsDigest found, std::string const& subject) {
        verdict_.rows[part] = std::move(found);
        verdict_.faults.push_back({ErrorCode::audit_rows_changed, {}, part.text(), {subject}});
    }

    Status hold_files() {
        for (auto const& [path, told] : files_) {
            crypto::Sha256Sink sink;
            auto const copied = store::copy_into(ground_.archive / path, sink);
            auto const digest = copied ? sink.finish_hex() : copied.error();
            if (!copied && copied.error().code == ErrorCode::file_io) {
                return copied.error();
            }
            auto const found = digest ? *digest : "";
            if (found == told.said) {
                verdict_.archived_files += found.empty() ? 0 : 1;
                continue;
            }
            verdict_.archived[path] = found;
            verdict_.faults.push_back({digest ? ErrorCode::audit_archive_changed : ErrorCode::audit_archive_missing,
                                       {(ground_.archive / path).string(), {}, 0, 0},
                                       told.subject,
                                       {}});
        }
        return {};
    }

    /// Files that were signed or handed out are those that were sealed.
    Status hold_sealed() {
        auto const names = store::file_names(ground_.store);
        if (!names) {
            return names.error();
        }
        for (auto const& file : kept_) {
            auto const name = file.filename().string();
            auto const may_be =
                files_.contains(files_folder + ("/" + name)) ||
                std::any_of(names->begin(), names->end(), [&](auto const& one) { return is_being_written(name, one); });
            hold_sealed(file, may_be);
        }
        for (auto const& file : visible_) {
            auto const told = files_.find(files_folder + ("/" + file.filename().string()));
            crypto::Sha256Sink sink;
            auto const copied = store::copy_into(file, sink);
            if (!copied && copied.error().code == ErrorCode::file_missing) {
                continue;  // Taken by transport just now.
            }
            auto const digest = copied ? sink.finish_hex() : copied.error();
            if (!digest) {
                return digest.error();
            }
            hold_sealed(file, told != files_.end() && told->second.said == *digest);
        }
        return {};
    }

    void hold_sealed(std::filesystem::path const& file, bool is_known) {
        ++verdict_.files_held;
        if (!is_known) {
            find(ErrorCode::audit_unknown_file, file, file.filename().string());
        }
    }

    /// Of a file in the archive that no leaf tells of yet: one that is planned, or a request to the bank about one.
    static bool is_being_written(std::string const& name, store::FileName const& file) {
        auto const stem = std::filesystem::path(file.name).stem().string();
        return name.starts_with(file.message_id + "C") ||
               (file.is_planned && (name == file.name || name.starts_with(stem + ".")));
    }

    /// A fault of the log itself. Reading goes on, for the rest may say more.
    void find(ErrorCode code, std::filesystem::path const& file, std::string value,
              std::vector<std::string> arguments = {}) {
        verdict_.log_holds = false;
        verdict_.faults.push_back({code, {file.string(), {}, 0, 0}, std::move(value), std::move(arguments)});
    }

    Ground const& ground_;
    std::vector<Anchored> checkpoints_;
    std::vector<std::filesystem::path> kept_;     ///< in archive/files
    std::vector<std::filesystem::path> visible_;  ///< in the outbox
    std::vector<std::uint64_t> runs_;  ///< that ended since the checkpoint; a power cut may lose the last one's
    std::map<Part, Told<RowsDigest>> rows_;
    std::map<std::string, Told<std::string>> files_;
    Verdict verdict_;
};

}  // namespace

Result<std::string> digest_of_differences(Verdict const& verdict) {
    auto const digest = crypto::sha256(record_of(acceptance_of(verdict, "")));
    return digest ? Result<std::string>(crypto::hex(*digest)) : digest.error();
}

Leaf acceptance_of(Verdict const& verdict, std::string decision) {
    return {.kind = "accepted", .sha256 = std::move(decision), .archived = verdict.archived, .rows = verdict.rows};
}

Result<Verdict> prove(Ground const& ground) { return Proof(ground).all(); }

Status not_behind(Ground const& ground) {
    auto const checkpoints = anchored_of_log(ground.store, ground.anchors, ground.witnesses);
    auto const gone = checkpoints ? astray(ground.store, *checkpoints) : checkpoints.error();
    auto const leaves = store::audit_leaf_count(ground.store);
    if (!gone || !leaves) {
        return gone ? leaves.error() : gone.error();
    }
    if (gone->empty()) {
        return {};
    }
    auto const& newest = gone->back();
    auto const size = std::to_string(newest.checkpoint.size);
    auto const is_behind = newest.checkpoint.size > *leaves;
    return Error{is_behind ? ErrorCode::audit_store_behind : ErrorCode::audit_log_changed,
                 {newest.file.string(), {}, 0, 0},
                 is_behind ? std::to_string(*leaves) : size,
                 {size}};
}

}  // namespace almoner::audit
