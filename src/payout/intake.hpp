#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "payout/desk.hpp"
#include "settings/cover.hpp"
#include "settings/profile.hpp"
#include "settings/rules.hpp"
#include "store/lists.hpp"

namespace almoner::payout {

/// A list frozen in the archive, bound to its cover and signed by enough people. Only `intake` makes one.
struct PaymentList {
    settings::Cover cover;
    std::string cover_sha256;
    std::string cover_file;            ///< name under which it lay in the inbox
    std::filesystem::path cover_path;  ///< in the inbox
    std::filesystem::path rows;        ///< the frozen copy; nothing else is read from here on
    settings::Programme const* programme = nullptr;
    settings::Profile profile;
    settings::Rules rules;  ///< of the programme's packs
    std::vector<store::ApprovalRecord> approvals;
    std::int64_t of_list = 0;  ///< store id of the list it supplements, corrects or cancels from
};

/// What the intake made of one cover in the inbox.
struct Intake {
    std::optional<PaymentList> list;  ///< nothing when taken before, or when a finding forbids it
    bool taken_before = false;
    std::string list_code;  ///< as far as it could be read
    std::vector<Finding> findings;
};

/// Reads the cover, freezes the list into the archive and verifies its signatures over the frozen copy.
/// Faults of the list are findings; an error is a failure of the run.
/// Source: ISO 20022 knows no cover sheet; the format is the project's (docs/architecture.md).
Result<Intake> intake(Desk const& desk, std::filesystem::path const& cover_path);

/// What the intake will say of a cover and its rows, as far as no store is needed to know: before anybody signs it.
/// @error cover.prefix @error cover.programme @error cover.fund @error cover.debtor_account @error cover.kind
/// @error cover.test_limit @error cover.settings_changed @error cover.rows_missing @error cover.rows_changed
std::vector<Error> cover_faults(settings::Workspace const& workspace,
                                std::map<std::string, settings::Programme> const& programmes,
                                settings::Formats const& formats, settings::Cover const& cover,
                                std::filesystem::path const& rows);

/// Removes a claimed list from the inbox: commit first, consume last. A run that was overtaken removes nothing, for
/// another list may have come under the names. @error run.superseded @error file.io
Status consume(Desk const& desk, std::filesystem::path const& cover_path, std::string const& rows_file);

/// The digest a cover binds its rows by: SHA-256 of the file's bytes, hexadecimal. @error file.missing @error file.io
Result<std::string> file_digest(std::filesystem::path const& path);

/// The digest a cover binds the settings by: programme file, profile file and rule packs in force.
Result<std::string> settings_digest(settings::Workspace const& workspace, settings::Formats const& formats,
                                    settings::Programme const& programme, std::string const& profile);

}  // namespace almoner::payout
