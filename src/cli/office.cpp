#include "cli/office.hpp"

#include <cstdlib>

#include "audit/anchor.hpp"
#include "audit/log.hpp"
#include "bytes/folder.hpp"
#include "cli/key_room.hpp"
#include "cli/print.hpp"
#include "core/names.hpp"
#include "payout/folders.hpp"
#include "settings/check_tables.hpp"
#include "settings/list_words.hpp"
#include "settings/register.hpp"
#include "settings/revocations.hpp"

namespace almoner::cli {

namespace {

std::filesystem::path environment(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// --home, ALMONER_HOME, or the nearest folder upwards that holds almoner.toml.
Result<std::filesystem::path> find_home(Options const& options) {
    if (!options.home.empty()) {
        return std::filesystem::absolute(options.home);
    }
    if (auto const home = environment("ALMONER_HOME"); !home.empty()) {
        return home;
    }
    std::error_code ignored;
    for (auto folder = std::filesystem::current_path(ignored); !folder.empty(); folder = folder.parent_path()) {
        auto const type = bytes::type_of(folder / "almoner.toml");
        if (!type || *type != std::filesystem::file_type::not_found) {
            return type ? Result<std::filesystem::path>(folder) : type.error();
        }
        if (folder == folder.root_path()) {
            break;
        }
    }
    return Error{ErrorCode::workspace_missing, {}, "almoner.toml", {}};
}

Result<std::optional<Instant>> moment_of(Options const& options, settings::Workspace const& workspace) {
    if (options.now.empty()) {
        return std::optional<Instant>{};
    }
    if (!workspace.rehearsal) {
        return Error{ErrorCode::usage_argument, {}, "--now", {}};
    }
    auto const moment = parse_instant(options.now);
    if (!moment) {
        return moment.error();
    }
    return std::optional(*moment);
}

/// The words of lists as the reader takes them.
Result<sheet::Words> words_of(settings::Formats const& formats) {
    auto const loaded = settings::load_list_words(formats.folder());
    if (!loaded) {
        return loaded.error();
    }
    constexpr Names<5> uses = {"is", "ask", "total", "footer", "value"};
    std::vector<sheet::Word> words;
    for (auto const& word : *loaded) {
        auto const use = value_in<sheet::WordUse>(uses, word.use);
        check(use.has_value(), "the table of words was checked when it was loaded");
        words.push_back({word.field, word.text, *use, word.value});
    }
    return sheet::Words(words);
}

}  // namespace

Result<settings::Formats> find_formats() {
    std::error_code ignored;
    auto const program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    for (auto const& folder : {program.parent_path().parent_path() / "share" / "almoner" / "formats",
                               environment("ALMONER_FORMATS"), std::filesystem::path(ALMONER_BUILD_FORMATS)}) {
        if (!folder.empty() && std::filesystem::is_directory(folder / "texts", ignored)) {
            return settings::Formats(folder);
        }
    }
    return Error{ErrorCode::formats_missing, {}, "ALMONER_FORMATS", {}};
}

Result<settings::Texts> texts_for(settings::Formats const& formats, Options const& options,
                                  std::optional<settings::Language> language) {
    auto wanted = language.value_or(settings::Language::en);
    if (!options.language.empty()) {
        wanted = options.language == "zh" ? settings::Language::zh : settings::Language::en;
    }
    return settings::Texts::load(formats.folder(), wanted);
}

ExitCode leave_early(Error const& error, Options const& options) {
    auto const formats = find_formats();
    auto const texts = formats ? texts_for(*formats, options, {}) : Result<settings::Texts>(formats.error());
    return texts ? leave_with(error, *texts) : leave_with(error);
}

Result<Office> open_office(Options const& options) {
    auto const home = find_home(options);
    if (!home) {
        return home.error();
    }
    auto formats = find_formats();
    if (!formats) {
        return formats.error();
    }
    auto workspace = settings::load_workspace(*home);
    if (!workspace) {
        return workspace.error();
    }
    auto const moment = moment_of(options, *workspace);
    if (!moment) {
        return moment.error();
    }
    auto clock = make_clock(workspace->time_zone, *moment);
    auto texts = texts_for(*formats, options, workspace->language);
    auto programmes = settings::load_programmes(*home / "programmes");
    auto tables = settings::load_check_tables(formats->folder());
    auto words = words_of(*formats);
    for (auto const* error : {clock ? nullptr : &clock.error(), texts ? nullptr : &texts.error(),
                              programmes ? nullptr : &programmes.error(), tables ? nullptr : &tables.error(),
                              words ? nullptr : &words.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    return Office{*std::move(workspace), *std::move(formats), *std::move(texts), *std::move(programmes),
                  *std::move(clock),     *std::move(tables),  *std::move(words), key_secrets(options)};
}

Result<std::unique_ptr<store::Connection>> open_store(Office const& office) {
    auto const folder = office.workspace.home / "state";
    if (auto const made = store::make_folder(folder); !made) {
        return made.error();
    }
    return store::open_sqlite(payout::Folders(office.workspace.home).store);
}

Result<crypto::KeyedDigest> person_digest_of(store::Connection& connection) {
    auto const fresh = crypto::random_bytes(32);
    if (!fresh) {
        return fresh.error();
    }
    auto const bytes = std::span(reinterpret_cast<std::uint8_t const*>(fresh->data()), fresh->size());
    auto const secret = store::store_secret(connection, crypto::hex(bytes));
    return secret ? crypto::KeyedDigest::with_key(*secret) : Result<crypto::KeyedDigest>(secret.error());
}

namespace {

Result<std::string> read_boot_id() { return store::read_whole("/proc/sys/kernel/random/boot_id", 64); }

std::string log_name(Office const& office) { return "almoner/" + office.workspace.list_prefix; }

Result<std::vector<audit::Witness>> witnesses_in(Office const& office, KeyRoom const& room) {
    std::vector<audit::Witness> witnesses;
    for (auto const& key : room.cabinet.keys()) {
        if (key.entry.purpose != settings::KeyPurpose::audit) {
            continue;
        }
        auto witness = audit::Witness::of(log_name(office), key.certificate);
        if (!witness) {
            return witness.error();
        }
        witnesses.push_back(*std::move(witness));
    }
    return witnesses;
}

/// The audit key that is in force, fit for use, with its private half.
Result<Keeper> keeper_of(Office const& office, KeyRoom const& room) {
    auto const today = office.clock->local().day;
    auto const chosen = room.cabinet.in_force(settings::KeyPurpose::audit, today);
    if (!chosen) {
        return chosen.error();
    }
    if (auto const fit = seal::fit_for_use(*chosen, today, room.revoked); !fit) {
        return fit.error();
    }
    auto key = private_half(office.secrets, *chosen);
    auto witness = audit::Witness::of(log_name(office), chosen->certificate);
    auto witnesses = witnesses_in(office, room);
    if (!key || !witness || !witnesses) {
        return !key ? key.error() : !witness ? witness.error() : witnesses.error();
    }
    return Keeper{*std::move(witness), *std::move(witnesses), *std::move(key)};
}

/// Who only reads the bank's answers signs nothing: a file key that has ended must not stop that.
Result<std::optional<seal::Signer>> signer_for(Office const& office, std::string_view kind, KeyRoom const& room) {
    if (kind == "reconcile") {
        return std::optional<seal::Signer>();
    }
    auto signer = file_signer(office, room, office.clock->local().day);
    return signer ? Result<std::optional<seal::Signer>>(*std::move(signer)) : signer.error();
}

}  // namespace

Result<std::vector<audit::Witness>> witnesses_of(Office const& office) {
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    return room ? witnesses_in(office, *room) : room.error();
}

Result<std::unique_ptr<NightShift>> NightShift::begin(Office const& office, std::string_view kind, Progress& progress) {
    auto const& workspace = office.workspace;
    for (auto const* folder : {"inbox/lists", "inbox/bank", "archive/lists", "archive/files", "archive/bank", "staging",
                               "outbox", "quarantine", "reports"}) {
        if (auto const made = store::make_folder(workspace.home / folder); !made) {
            return made.error();
        }
    }
    auto lock = lock_of(office);
    if (!lock) {
        return lock.error();
    }
    auto const persons = settings::load_register(workspace.home / "keys" / "register.toml");
    if (!persons) {
        return persons.error();
    }
    auto people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    if (!room) {
        return room.error();
    }
    auto signer = signer_for(office, kind, *room);
    auto bank = room->cabinet.bank_certificates(office.clock->local().day, room->revoked);
    auto keeper = keeper_of(office, *room);
    auto status_codes = settings::StatusCodes::load(office.formats.folder());
    auto boot_id = read_boot_id();
    for (auto const* error : {signer ? nullptr : &signer.error(), keeper ? nullptr : &keeper.error(),
                              status_codes ? nullptr : &status_codes.error(), boot_id ? nullptr : &boot_id.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    auto run = begin_writing(office, kind, *std::move(lock));
    if (!run) {
        return run.error();
    }
    return std::make_unique<NightShift>(office, progress, *std::move(run), *std::move(people), *std::move(signer),
                                        std::move(bank), *std::move(keeper), *std::move(status_codes),
                                        *std::move(boot_id));
}

NightShift::NightShift(Office const& office, Progress& progress, WritingRun run, seal::People people,
                       std::optional<seal::Signer> signer, std::vector<crypto::Certificate> bank, Keeper keeper,
                       settings::StatusCodes status_codes, std::string boot_id)
    : office_(office), progress_(progress), run_(std::move(run)), people_(std::move(people)),
      signer_(std::move(signer)), bank_(std::move(bank)), keeper_(std::move(keeper)),
      status_codes_(std::move(status_codes)), boot_id_(std::move(boot_id)) {}

payout::Desk NightShift::payout_desk() {
    check(signer_.has_value(), "a shift that pays has a key");
    return {office_.workspace, office_.programmes, people_,  office_.formats, office_.tables,
            office_.words,     run_.person_digest, *signer_, *run_.store,     run_.ticket,
            *office_.clock,    progress_,          boot_id_};
}

reconcile::Desk NightShift::reconcile_desk() {
    return {office_.workspace, office_.formats, bank_, status_codes_, *run_.store, run_.ticket, *office_.clock};
}

audit::Ground NightShift::audit_ground() const {
    auto const& home = office_.workspace.home;
    return {*run_.store, home / "archive", home / "outbox", office_.workspace.anchors, keeper_.witnesses};
}

/// The run's own leaf is the last one under its checkpoint.
Status NightShift::record_end(int exit_code) {
    auto transaction = store::begin_transaction(*run_.store, run_.ticket);
    if (!transaction) {
        return transaction.error();
    }
    audit::Leaf leaf{.utc = office_.clock->now(),
                     .run = run_.ticket.run,
                     .kind = std::string(audit::run_kind),
                     .subject = "exit " + std::to_string(exit_code)};
    if (auto const told = audit::append(*run_.store, std::move(leaf), {}); !told) {
        return told;
    }
    return transaction->commit();
}

Result<audit::Checkpoint> NightShift::finish(int exit_code) {
    if (auto const told = record_end(exit_code); !told) {
        return told.error();
    }
    if (auto const finished = cli::finish(office_, run_, exit_code); !finished) {
        return finished.error();
    }
    return audit::publish(*run_.store, office_.workspace.anchors, keeper_.witness, keeper_.key);
}

}  // namespace almoner::cli
