#include <cstdio>
#include <functional>

#include "audit/kept_copies.hpp"
#include "audit/log.hpp"
#include "audit/proof.hpp"
#include "audit/purged.hpp"
#include "audit/workspace_copy.hpp"
#include "cli/backup_note_file.hpp"
#include "cli/command.hpp"
#include "cli/key_room.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "cli/purges_told.hpp"
#include "core/json.hpp"
#include "payout/folders.hpp"
#include "payout/sealed_files.hpp"
#include "payout/signed_records.hpp"
#include "report/invariants.hpp"
#include "store/soundness.hpp"

namespace almoner::cli {

namespace {

/// One invariant, and what looking at it came to.
struct Invariant {
    std::string name;
    std::string about;  ///< what was looked at: pages, lists, transfer files
    std::uint64_t looked_at = 0;
    std::vector<std::string> broken = {};  ///< where, each in a line
};

/// Looks at one invariant after the other and tells of each at once: a store that is damaged may end the program, and
/// what was found before that is said.
class Inspection {
public:
    Inspection(Office const& office, Options const& options, store::Connection& connection, KeyRoom const& room,
               std::vector<audit::Witness> const& witnesses)
        : office_(office), json_(options.json), store_(connection), room_(room), witnesses_(witnesses) {}

    Result<ExitCode> run() {
        for (auto const step : {&Inspection::backup, &Inspection::file_of_the_store, &Inspection::log_and_archive}) {
            if (auto const done = (this->*step)(); !done) {
                return done.error();
            }
        }
        // Whatever is read from here on is read as it is written; rows that are damaged could end the program.
        if (sound_) {
            auto const moment = store::Snapshot::begin(store_);
            auto const read = moment ? rows() : moment.error();
            if (!read) {
                return read.error();
            }
        }
        if (!json_) {
            std::vector<std::string> const counts = {std::to_string(invariants_), std::to_string(broken_)};
            print(office_.texts.get(!sound_        ? "cli.fsck_stopped"
                                    : broken_ == 0 ? "cli.fsck_holds"
                                                   : "cli.fsck_fails",
                                    counts));
        }
        return broken_ == 0 ? ExitCode::well : ExitCode::needs_person;
    }

private:
    /// Looked at in a backup only, or where one was brought back and nothing was run since.
    Status backup() {
        auto const note = backup_note_of(office_.workspace.home);
        if (!note || !*note) {
            return note ? Status{} : Status{note.error()};
        }
        auto const faults = audit::held_against((*note)->files, office_.workspace.home);
        if (!faults) {
            return faults.error();
        }
        tell("backup_as_written", "files", (*note)->files.size(), *faults);
        return {};
    }

    Status file_of_the_store() {
        auto const sound = look({{"store_pages", "pages", store::pages},
                                 {"store_schema", "rules", store::schema},
                                 {"store_references", "tables", store::references}});
        sound_ = sound && *sound;
        return sound ? Status{} : Status{sound.error()};
    }

    /// What the store says of itself.
    struct Look {
        std::string_view name;
        std::string_view about;
        Result<store::Soundness> (*at)(store::Connection&);
    };
    /// Whether all of it holds.
    Result<bool> look(std::initializer_list<Look> looks) {
        auto holds = true;
        for (auto const& one : looks) {
            auto found = one.at(store_);
            if (!found) {
                return found.error();
            }
            holds = holds && found->faults.empty();
            tell({std::string(one.name), std::string(one.about), found->looked_at, std::move(found->faults)});
        }
        return holds;
    }

    Status log_and_archive() {
        auto const& workspace = office_.workspace;
        auto const archive = workspace.home / "archive";
        auto const verdict = audit::prove({store_, archive, workspace.home / "outbox", workspace.anchors, witnesses_});
        if (!verdict) {
            return verdict.error();
        }
        Invariant log{"audit_log", "leaves", verdict->leaves};
        Invariant rows{"rows_as_logged", "parts", verdict->parts};
        Invariant kept{"archive_as_logged", "archived files", verdict->archived_files + verdict->archived.size()};
        Invariant sealed{"nothing_unsealed", "files", verdict->files_held};
        for (auto const& fault : verdict->faults) {
            auto const code = fault.code;
            auto& invariant = code == ErrorCode::audit_rows_changed   ? rows
                              : code == ErrorCode::audit_unknown_file ? sealed
                              : code == ErrorCode::audit_archive_changed || code == ErrorCode::audit_archive_missing
                                  ? kept
                                  : log;
            invariant.broken.push_back(office_.texts.line(fault));
        }
        for (auto const* invariant : {&log, &rows, &kept, &sealed}) {
            tell(*invariant);
        }
        sound_ = sound_ && verdict->rows.empty();
        return {};
    }

    /// Looked at where there were any.
    Status recoveries() {
        auto const leaves = audit::leaves_of(store_, audit::recovered_kind);
        if (!leaves || leaves->empty()) {
            return leaves ? Status{} : Status{leaves.error()};
        }
        auto const decided = payout::recoveries_are_signed(office_.workspace, store_);
        tell("recoveries_signed", "recoveries", leaves->size(),
             decided ? std::vector<Error>{} : std::vector{decided.error()});
        return {};
    }

    /// The same.
    Status purges() {
        auto const purges = audit::purges(store_);
        if (!purges || purges->empty()) {
            return purges ? Status{} : Status{purges.error()};
        }
        auto const decided = payout::purges_are_signed(office_.workspace, store_);
        tell("purges_signed", "purges", purges->size(), decided ? std::vector<Error>{} : std::vector{decided.error()});
        if (!json_) {
            tell_of_purges(*purges, office_.texts);
        }
        return {};
    }

    Status rows() {
        for (auto const step : {&Inspection::recoveries, &Inspection::purges, &Inspection::copies, &Inspection::files,
                                &Inspection::numbers, &Inspection::books}) {
            if (auto const done = (this->*step)(); !done) {
                return done;
            }
        }
        return {};
    }

    Status copies() {
        auto const copies = audit::hold_copies(store_, office_.workspace.home / "archive");
        if (!copies) {
            return copies.error();
        }
        tell("archive_as_stored", "files", copies->looked_at, copies->faults);
        return {};
    }

    Status files() {
        auto const read =
            payout::read_sealed_files({store_, office_.workspace, office_.formats, [&](store::FileRecord const& file) {
                                           return certificate_of(office_, room_, file);
                                       }});
        auto const folded = payout::refold_files(store_);
        if (!read || !folded) {
            return read ? folded.error() : read.error();
        }
        tell("files_as_stored", "files", read->read, read->faults);
        if (read->of_old_bank != 0 && !json_) {
            print(office_.texts.get("cli.fsck_old_bank", std::vector{std::to_string(read->of_old_bank)}));
        }
        tell("file_states", "files", folded->read, folded->faults);
        return {};
    }

    Status numbers() {
        auto const sound = look({{"file_sums", "files", store::file_sums},
                                 {"identifiers_once", "identifiers", store::identifiers},
                                 {"one_live_attempt", "payouts", store::live_attempts}});
        return sound ? Status{} : Status{sound.error()};
    }

    Status books() {
        auto const horizon = report::horizon(store_, office_.formats, office_.workspace, office_.clock->local().day);
        auto const laws = horizon ? report::laws(store_, office_.programmes, *horizon) : horizon.error();
        if (!laws) {
            return laws.error();
        }
        constexpr std::string_view names[] = {"list_equation", "fund_equation", "payout_equation", "entries_taken_in",
                                              "approved_before_planned"};
        check(laws->size() == std::size(names), "every law of the books has a name");
        for (std::size_t at = 0; at < laws->size(); ++at) {
            tell(names[at], (*laws)[at].about, (*laws)[at].looked_at, (*laws)[at].broken);
        }
        return {};
    }

    void tell(std::string_view name, std::string_view about, std::uint64_t looked_at,
              std::vector<Error> const& faults) {
        Invariant invariant{std::string(name), std::string(about), looked_at};
        for (auto const& fault : faults) {
            invariant.broken.push_back(office_.texts.line(fault));
        }
        tell(invariant);
    }

    void tell(Invariant const& invariant) {
        ++invariants_;
        broken_ += invariant.broken.empty() ? 0 : 1;
        auto const count = std::to_string(invariant.broken.size());
        if (json_) {
            std::string where;
            for (auto const& place : invariant.broken) {
                where += (where.empty() ? "" : "\n") + place;
            }
            JsonLine line;
            line.field("invariant", invariant.name).field("about", invariant.about);
            line.field("looked_at", static_cast<std::int64_t>(invariant.looked_at));
            line.field("broken", static_cast<std::int64_t>(invariant.broken.size())).field("where", where);
            print(line.text());
        } else {
            print(office_.texts.get("cli.fsck_line",
                                    std::vector{invariant.name, office_.texts.get("fsck." + invariant.name),
                                                std::to_string(invariant.looked_at), count}));
            for (auto const& place : invariant.broken) {
                print("  " + place);
            }
        }
        std::fflush(stdout);
    }

    Office const& office_;
    bool json_;
    store::Connection& store_;
    KeyRoom const& room_;
    std::vector<audit::Witness> const& witnesses_;
    bool sound_ = true;  ///< the store may be read on
    std::uint64_t invariants_ = 0;
    std::uint64_t broken_ = 0;
};

Result<ExitCode> inspect(Office const& office, Options const& options) {
    auto const connection = store::open_sqlite_to_read(payout::Folders(office.workspace.home).store);
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    auto const witnesses = witnesses_of(office);
    if (!connection || !room || !witnesses) {
        return !connection ? connection.error() : !room ? room.error() : witnesses.error();
    }
    return Inspection(office, options, **connection, *room, *witnesses).run();
}

}  // namespace

ExitCode run_fsck(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const done = inspect(*office, options);
    return done ? *done : leave_with(done.error(), office->texts);
}

}  // namespace almoner::cli
