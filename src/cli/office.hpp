#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "audit/proof.hpp"
#include "cli/clock.hpp"
#include "cli/exit_code.hpp"
#include "cli/key_secrets.hpp"
#include "cli/options.hpp"
#include "cli/writing_run.hpp"
#include "core/check_value.hpp"
#include "core/interfaces.hpp"
#include "crypto/digest.hpp"
#include "payout/desk.hpp"
#include "reconcile/desk.hpp"
#include "seal/approvals.hpp"
#include "seal/transfer_signature.hpp"
#include "settings/formats.hpp"
#include "settings/programme.hpp"
#include "settings/texts.hpp"
#include "settings/workspace.hpp"
#include "sheet/headings.hpp"
#include "store/connection.hpp"
#include "store/durable.hpp"

namespace almoner::cli {

/// A workspace with its settings read: enough for commands that look and do not pay.
struct Office {
    settings::Workspace workspace;
    settings::Formats formats;
    settings::Texts texts;
    std::map<std::string, settings::Programme> programmes;
    std::unique_ptr<Clock> clock;
    CheckTables tables;
    sheet::Words words;
    KeySecrets secrets;
};

/// Finds the workspace (--home, ALMONER_HOME, or the folder above that holds almoner.toml) and reads its
/// settings. @error workspace.missing and those of the settings
Result<Office> open_office(Options const& options);

/// The formats folder: beside the program, ALMONER_FORMATS, or the build tree's. @error formats.missing
Result<settings::Formats> find_formats();

/// The texts for `--lang`, else the workspace's language, else English.
Result<settings::Texts> texts_for(settings::Formats const& formats, Options const& options,
                                  std::optional<settings::Language> language);

/// Leaves before a workspace told its language: in the one asked for, else in English.
ExitCode leave_early(Error const& error, Options const& options);

/// The store of a workspace for reading; it is made when there is none. @error store.*
Result<std::unique_ptr<store::Connection>> open_store(Office const& office);

/// The digest that tells the persons of a store apart; its key is made with the store. @error store.* @error
/// crypto.failure
Result<crypto::KeyedDigest> person_digest_of(store::Connection& connection);

/// Who signs the audit log.
struct Keeper {
    audit::Witness witness;
    std::vector<audit::Witness> witnesses;  ///< and who has signed it before
    crypto::PrivateKey key;
};

/// The public halves of the audit keys of the ring, also of those that have ended: enough to look at the log.
/// @error signature.key and those of open_key_room
Result<std::vector<audit::Witness>> witnesses_of(Office const& office);

/// What a night needs besides: keys, and a run that may write. Holds what the desks refer to.
class NightShift {
public:
    /// What `begin` calls when all is loaded.
    NightShift(Office const& office, Progress& progress, WritingRun run, seal::People people,
               std::optional<seal::Signer> signer, std::vector<crypto::Certificate> bank, Keeper keeper,
               settings::StatusCodes status_codes, std::string boot_id);

    /// Everything is loaded and proved usable before the first file is touched.
    /// @error run.locked @error crypto.* @error key.* @error clock.behind
    static Result<std::unique_ptr<NightShift>> begin(Office const& office, std::string_view kind, Progress& progress);

    /// For a shift that pays: one that only reconciles has no key.
    [[nodiscard]] payout::Desk payout_desk();
    [[nodiscard]] reconcile::Desk reconcile_desk();
    [[nodiscard]] store::Connection& store() { return *run_.store; }
    /// Where the audit log and its anchors are.
    [[nodiscard]] audit::Ground audit_ground() const;
    /// Records how the run ended, and signs what the audit log is now.
    Result<audit::Checkpoint> finish(int exit_code);

private:
    Status record_end(int exit_code);

    Office const& office_;
    Progress& progress_;
    WritingRun run_;
    seal::People people_;
    std::optional<seal::Signer> signer_;  ///< none for a shift that only reconciles
    std::vector<crypto::Certificate> bank_;
    Keeper keeper_;
    settings::StatusCodes status_codes_;
    std::string boot_id_;
};

}  // namespace almoner::cli
