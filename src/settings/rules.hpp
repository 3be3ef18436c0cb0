#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// A rule that lists are held against. The code of the finding it raises is its name; which key tells how far it goes
/// depends on the code (formats/rules/general.toml explains each).
struct Rule {
    ErrorCode code{};
    Severity severity{};
    std::optional<Day> from;              ///< first execution date it is in force for
    std::optional<Day> until;             ///< last one
    std::vector<std::string> categories;  ///< lines of these only; empty: of all
    std::vector<std::string> funds;       ///< lists of these only; empty: of all
    std::vector<std::string> words;       ///< relations that are allowed, kinds of registers ...
    std::optional<Money> amount;
    int days = 0;
    int minimum = 0;
    int maximum = 0;
    std::string pack;  ///< where it stands

    [[nodiscard]] bool concerns(std::string_view category) const;
};

/// The rules that a list is held against: one of each code at most.
class RulesInForce {
public:
    /// Null when there is none.
    [[nodiscard]] Rule const* find(ErrorCode code) const {
        auto const at = static_cast<std::size_t>(code);
        return at < by_code_.size() ? by_code_[at] : nullptr;
    }

    /// The same rules but for these.
    [[nodiscard]] RulesInForce without(std::span<ErrorCode const> codes) const;

private:
    friend class Rules;
    std::vector<Rule const*> by_code_;
};

/// The rules of a programme: those of its packs, a later pack before an earlier one.
class Rules {
public:
    /// `formats/rules/ID.toml` of each pack. @error formats.missing no such pack @error settings.missing_key a rule
    /// without the key that tells how far it goes @error settings.value a code that is no rule, a severity that is none
    /// of warning, held, refused; and those of load_workspace
    static Result<Rules> load(std::filesystem::path const& formats_folder, std::span<std::string const> packs);

    /// Those in force on `day`, the execution date, for a list of `fund`. They live as long as these rules do.
    [[nodiscard]] RulesInForce on(Day day, std::string_view fund) const;

private:
    std::vector<Rule> rules_;
};

/// The file of a pack. @error formats.missing an id that is no file's name
Result<std::filesystem::path> rule_pack_file(std::filesystem::path const& formats_folder, std::string_view pack);

}  // namespace almoner::settings
