#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "settings/workspace.hpp"

namespace almoner::settings {

/// A value out of a file as it may be shown: it stays on its line and cannot steer a terminal; control characters are
/// shown as \x0a.
std::string printable(std::string_view value);

/// Every sentence people read, in one language: formats/texts/<language>.toml. Keys are dotted:
/// `code.account.iban_checksum`, `report.title`, `state.paid`. {0}, {1} ... take arguments.
class Texts {
public:
    /// @error formats.missing @error settings.syntax @error settings.value something that is not a text
    static Result<Texts> load(std::filesystem::path const& formats_folder, Language language);

    [[nodiscard]] Language language() const { return language_; }
    /// The sentence, arguments filled in. A key the catalogue lacks is shown as itself, so that
    /// nothing is hidden; a test keeps the catalogues complete.
    [[nodiscard]] std::string get(std::string_view key, std::span<std::string const> arguments = {}) const;
    [[nodiscard]] bool has(std::string_view key) const;

    /// `FILE!SHEET:ROW:COLUMN: code: 'value': what to do`, always one line: control characters of the value are
    /// shown as \x0a.
    [[nodiscard]] std::string line(Error const& error) const;
    [[nodiscard]] std::string line(Finding const& finding) const;

private:
    Language language_ = Language::en;
    std::map<std::string, std::string, std::less<>> sentences_;
};

}  // namespace almoner::settings
