#include "payout/recover.hpp"

#include <algorithm>
#include <map>

#include "audit/archived.hpp"
#include "payout/folders.hpp"
#include "payout/rebuild.hpp"
#include "payout/record.hpp"
#include "settings/backup_note.hpp"
#include "store/answers.hpp"
#include "store/durable.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t message_id_length = 12;
constexpr std::size_t in_the_name = 16;  // of a bank's file's digest in archive/bank

/// Where in a file's name a MsgId stands; its length where there is none.
std::size_t message_id_in(std::string const& name) {
    for (std::size_t at = 0; at + message_id_length <= name.size(); ++at) {
        if (MessageId::parse(name.substr(at, message_id_length))) {
            return at;
        }
    }
    return name.size();
}

/// To give up transfers of a file: its MsgId, C and two digits.
bool is_request(std::string const& name) {
    auto const after = message_id_in(name) + message_id_length;
    return after < name.size() && name[after] == 'C';
}

Finding told(ErrorCode code, std::string value, std::vector<std::string> arguments = {}) {
    return finding_of({code, {}, std::move(value), std::move(arguments)}, {});
}

/// Lists first paid before their corrections.
using Rounds = std::map<std::pair<std::string, int>, Round>;

class Recovering {
public:
    Recovering(Desk const& desk, Lost const& lost, std::vector<crypto::Certificate> const& certificates)
        : desk_(desk), lost_(lost), certificates_(certificates) {}

    Result<Recovered> run(fs::path const& decision) {
        auto archived = archived_lists(desk_);
        auto transaction = archived ? store::begin_transaction(desk_.store, desk_.ticket) : archived.error();
        if (!transaction) {
            return transaction.error();
        }
        auto const leaves = store::audit_leaf_count(desk_.store);
        if (!leaves) {
            return leaves.error();
        }
        is_new_ = *leaves == 0;
        archived_ = *std::move(archived);
        if (auto const begun = tell_what_is_gone(decision); !begun) {
            return begun.error();
        }
        for (auto const& [key, round] : rounds()) {
            if (auto const done = rebuild_round(round); !done) {
                return done.error();
            }
        }
        if (auto const looked = tell_the_rest(); !looked) {
            return looked.error();
        }
        // Before the commit, after which nobody would know that they are missing.
        auto const put_back = put_back_answers();
        auto const committed = put_back ? transaction->commit() : put_back;
        // A note that stays behind is known by then.
        auto const removed =
            committed ? store::remove_durably(desk_.workspace.home / settings::backup_note_name) : committed;
        return removed ? Result<Recovered>(std::move(recovered_)) : removed.error();
    }

private:
    /// The first leaf: from here the log goes on, and what it cannot lead to any more is kept by digest.
    Status tell_what_is_gone(fs::path const& decision) {
        audit::Leaf leaf{.kind = std::string(audit::recovered_kind), .subject = "-", .sha256 = lost_.sha256};
        auto const archive = desk_.workspace.home / "archive";
        if (auto const made = store::make_folder(archive / audit::recovered_folder); !made) {
            return made;
        }
        for (auto const& one : lost_.checkpoints) {
            auto const to = fs::path(audit::recovered_folder) / (one.sha256 + ".checkpoint");
            if (auto const kept = archive_with(leaf, desk_, one.file, to); !kept) {
                return kept;
            }
            leaf.subject = std::to_string(one.checkpoint.size) + " " + crypto::hex(one.checkpoint.root);
        }
        if (!lost_.backup_sha256.empty()) {
            auto const kept = archive_with(leaf, desk_, desk_.workspace.home / settings::backup_note_name,
                                           fs::path(audit::recovered_folder) / (lost_.backup_sha256 + ".toml"));
            if (!kept) {
                return kept;
            }
        }
        for (auto const& [name, sha256] : lost_.files) {
            if (is_request(name)) {
                leaf.archived.emplace("files/" + name, sha256);
                recovered_.requests.push_back(name);
            }
        }
        auto const kept = audit::archive_decision(leaf, archive, decision, lost_.sha256);
        return kept ? record(desk_, std::move(leaf), {}) : kept;
    }

    Rounds rounds() {
        std::map<std::string, UnsealedFile> files;
        for (auto const& [name, sha256] : lost_.files) {
            auto const at = message_id_in(name);
            auto const id = MessageId::parse(name.substr(at, message_id_length));
            if (is_request(name)) {
                continue;
            }
            if (!id) {
                recovered_.findings.push_back(told(ErrorCode::recover_file, name, {"MsgId"}));
                continue;
            }
            auto const file = files.try_emplace(std::string(id->text()), UnsealedFile{*id, {}}).first;
            file->second.names.emplace(name, sha256);
        }
        Rounds rounds;
        for (auto& [text, file] : files) {
            auto const number = round_of(file.message_id);
            auto const code = file.message_id.list_code();
            auto const key = std::pair{std::string(code.text()), number};
            rounds.try_emplace(key, Round{code, number, {}}).first->second.files.push_back(std::move(file));
        }
        return rounds;
    }

    /// Whether a list of the archive may be the one that a round pays.
    static bool may_be(settings::Cover const& cover, Round const& round) {
        using settings::ListKind;
        return round.number == 1 ? cover.code == round.code && cover.kind != ListKind::correction &&
                                       cover.kind != ListKind::cancellation
                                 : cover.kind == ListKind::correction && cover.of == round.code;
    }

    /// Tries the lists that may be it, each whole or not at all.
    Status rebuild_round(Round const& round) {
        auto why = Error{ErrorCode::recover_list, {}, std::string(round.code.text()), {}};
        for (auto const& list : archived_) {
            if (!may_be(list.list.cover, round)) {
                continue;
            }
            if (auto const begun = desk_.store.execute("SAVEPOINT round"); !begun) {
                return begun;
            }
            auto rebuilt = rebuild(desk_, round, list, certificates_);
            if (rebuilt) {
                take(std::move(*rebuilt), list.list.cover.code);
                return desk_.store.execute("RELEASE round");
            }
            why = rebuilt.error();
            if (auto const undone = desk_.store.execute("ROLLBACK TO round; RELEASE round"); !undone) {
                return undone;
            }
        }
        for (auto const& file : round.files) {
            auto const code = why.code == ErrorCode::recover_list ? ErrorCode::recover_list : ErrorCode::recover_file;
            recovered_.findings.push_back(
                told(code, std::string(file.message_id.text()), {std::string(text_of(why.code)) + " " + why.value}));
        }
        return {};
    }

    void take(Rebuilt rebuilt, ListCode code) {
        if (rebuilt.lines_held != 0) {
            recovered_.findings.push_back(
                told(ErrorCode::line_recovered, std::string(code.text()), {std::to_string(rebuilt.lines_held)}));
        }
        recovered_.files.insert(recovered_.files.end(), std::make_move_iterator(rebuilt.files.begin()),
                                std::make_move_iterator(rebuilt.files.end()));
    }

    /// Lists that nothing was signed for, and registers: people bring them again.
    Status tell_the_rest() {
        for (auto const& list : archived_) {
            auto const known = store::list_by_code(desk_.store, list.list.cover.code.text());
            if (!known) {
                return known.error();
            }
            if (!*known) {
                recovered_.findings.push_back(
                    told(ErrorCode::recover_list, std::string(list.list.cover.code.text()), {list.list.cover_file}));
            }
        }
        if (is_new_) {
            recovered_.findings.push_back(told(ErrorCode::recover_registers, "registers"));
        }
        return {};
    }

    /// The bank's files that the store does not know, under the names they came by.
    Status put_back_answers() {
        auto const& home = desk_.workspace.home;
        auto const files = store::files_in(home / "archive" / "bank", "");
        if (!files) {
            return files.error();
        }
        for (auto const& file : *files) {
            auto const digest = file_digest(file);
            auto const known = digest ? store::bank_file_by_digest(desk_.store, *digest) : digest.error();
            auto const name = file.filename().string();
            if (!known || *known || !name.starts_with(digest->substr(0, in_the_name) + "-")) {
                if (!known) {
                    return known.error();
                }
                continue;
            }
            auto const to = home / "inbox" / "bank" / name.substr(in_the_name + 1);
            auto const put = store::copy_durably(file, to, store::DurableFile::IfThere::refuse);
            if (!put && put.error().code != ErrorCode::file_exists) {
                return put;
            }
            recovered_.bank_files += put ? 1 : 0;
        }
        return {};
    }

    Desk const& desk_;
    Lost const& lost_;
    std::vector<crypto::Certificate> const& certificates_;
    std::vector<ArchivedList> archived_;
    bool is_new_ = false;  ///< the store, which was lost whole
    Recovered recovered_;
};

}  // namespace

Result<Recovered> recover(Desk const& desk, Lost const& lost, fs::path const& decision,
                          std::vector<crypto::Certificate> const& certificates) {
    return Recovering(desk, lost, certificates).run(decision);
}

}  // namespace almoner::payout
