#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "core/evidence.hpp"
#include "core/result.hpp"
#include "settings/profile.hpp"
#include "settings/rendering.hpp"
#include "settings/workspace.hpp"

namespace almoner::settings {

/// The folder `formats/` and what can be loaded from it. Nothing is read before it is asked for, and profiles and
/// calendars once: what a night began with holds to its end.
class Formats {
public:
    explicit Formats(std::filesystem::path folder) : folder_(std::move(folder)), read_(std::make_shared<Read>()) {}

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }
    /// @error formats.missing no profile of that name
    [[nodiscard]] Result<Profile> profile(std::string_view id) const;
    /// `renderings/ID.toml`. @error formats.missing no rendering of that name; and those of load_rendering
    [[nodiscard]] Result<Rendering> rendering(std::string_view id) const;
    /// `calendars/ID.toml`. @error formats.missing no calendar of that name; and those of load_workspace
    [[nodiscard]] Result<Calendar> calendar(std::string_view id) const;
    /// `messages/VERSION/FILE`
    [[nodiscard]] std::filesystem::path message_file(std::string_view version, std::string_view file) const;
    /// `messages/*/FILE` of the messages that have one, in the order of their names. @error file.io
    [[nodiscard]] Result<std::vector<std::filesystem::path>> message_files(std::string_view file) const;
    /// Whole text of `messages/VERSION/FILE`. @error formats.missing @error file.io
    [[nodiscard]] Result<std::string> message_text(std::string_view version, std::string_view file) const;

private:
    /// What copies of this share.
    struct Read {
        std::map<std::string, Profile, std::less<>> profiles;
        std::map<std::string, Calendar, std::less<>> calendars;
    };
    std::filesystem::path folder_;
    std::shared_ptr<Read> read_;
};

/// A reading map as its file says it (formats/messages/*/reading.toml).
struct ReadingMapFile {
    /// What repeats in the message, and the paths of its facts.
    struct Record {
        std::string name;
        std::string inside;
        std::string at;
        std::vector<std::pair<std::string, std::string>> facts;
        bool anywhere = false;
        std::vector<std::string> needed;  ///< names of facts
    };
    std::string message;  ///< the folder it stands in: "camt.053.001.08"
    std::string answers;  ///< what its records are to us: "statement", "status", or of a request to cancel "resolution"
    std::string begin = "Document";  ///< the element that paths start from
    std::vector<Record> records;
};
/// @error formats.missing @error settings.syntax @error settings.key_unknown @error settings.value a fact that is not
/// ["name", "path"]
Result<ReadingMapFile> load_reading_map(std::filesystem::path const& file);
/// Every messages/*/reading.toml, in the order of their folders. @error formats.missing and those of
/// load_reading_map
Result<std::vector<ReadingMapFile>> load_reading_maps(Formats const& formats);

/// What a bank's status code means for us (formats/codes/status.tsv): received, release_pending,
/// accepted or rejected; PART says to look below and maps to nothing.
class StatusCodes {
public:
    /// @error formats.missing @error settings.syntax
    /// @error settings.value with the row: a kind that no status report proves, or a code that stands twice
    static Result<StatusCodes> load(std::filesystem::path const& formats_folder);
    /// Nothing for PART. @error status.unknown a code the table lacks
    [[nodiscard]] Result<std::optional<EvidenceKind>> kind_of(std::string_view status) const;
    /// The same of a request to cancel (formats/codes/cancellation.tsv): cancel_accepted, cancel_refused,
    /// cancel_pending; nothing for PACR. @error status.unknown
    [[nodiscard]] Result<std::optional<EvidenceKind>> cancel_kind_of(std::string_view status) const;

private:
    using Kinds = std::map<std::string, std::optional<EvidenceKind>, std::less<>>;
    static Result<Kinds> load_kinds(std::filesystem::path const& file, std::vector<EvidenceKind> const& allowed);
    static Result<std::optional<EvidenceKind>> look_up(Kinds const& kinds, std::string_view status);
    Kinds kinds_;
    Kinds cancel_kinds_;
};

/// One reason of formats/codes/reasons.tsv: what it means is in the texts, `reason.CODE`.
struct Reason {
    std::string code;
    std::string mended_by;  ///< recipient, unit, bank, us, nobody
    bool final = false;     ///< never to be tried again (deceased, fraud)
    int severity = 3;       ///< of the exception, 1 to 4
};
/// The reasons a bank gives, by code (ISO 20022 ExternalStatusReason1Code, ExternalReturnReason1Code), or in the bank's
/// own words where codes/reason_texts.tsv has them.
class Reasons {
public:
    /// @error formats.missing @error settings.syntax @error settings.value with the row
    static Result<Reasons> load(std::filesystem::path const& formats_folder);
    /// Null for a code or text the tables lack.
    [[nodiscard]] Reason const* find(std::string_view code) const;

private:
    std::map<std::string, Reason, std::less<>> reasons_;
};

}  // namespace almoner::settings
