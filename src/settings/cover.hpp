#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/identifiers.hpp"
#include "core/money.hpp"

namespace almoner::settings {

/// What a list does to the programme; the word on the cover is the enumerator.
enum class ListKind { original, supplement, correction, cancellation, test };

/// Lines and money of one category over all channels.
struct CategorySum {
    std::string category;
    std::uint64_t count = 0;
    Money total;
    bool operator==(CategorySum const&) const = default;
};

/// What the check found when the cover was made.
struct FindingCounts {
    std::uint64_t refused = 0;
    std::uint64_t held = 0;
    std::uint64_t warnings = 0;
    bool operator==(FindingCounts const&) const = default;
};

/// Where and when the list was shown in public before it was approved.
struct Notice {
    std::optional<Day> from;
    std::optional<Day> to;
    std::string place;
    std::uint64_t objections = 0;
    bool operator==(Notice const&) const = default;
};

/// The cover sheet of a list, as its file says it. `count` and `total` are of bank lines, the others
/// of cash and in-kind lines; `sums` go over all channels.
struct Cover {
    ListCode code;
    ListKind kind = ListKind::original;
    std::optional<ListCode> of;
    std::string programme;
    std::string period;
    int instalment = 1;
    std::string unit;
    std::string fund;
    std::string profile;
    std::string debtor_account;  ///< id in almoner.toml
    Currency currency;
    Day execution_date;
    std::optional<Day> deadline;
    std::uint64_t count = 0;
    Money total;
    std::uint64_t cash_count = 0;
    Money cash_total;
    std::uint64_t in_kind_count = 0;
    Money in_kind_total;
    std::vector<CategorySum> sums;
    std::string rows_file;
    std::string rows_sha256;  ///< lower-case hexadecimal
    std::string settings_sha256;
    FindingCounts findings;
    std::string maker;
    std::string reason;
    std::string basis;
    std::optional<Notice> notice;
    std::map<std::string, std::string> columns;  ///< header text -> field name
    bool operator==(Cover const&) const = default;
};

/// Parses the bytes of a cover sheet. `file_name` goes into error positions.
/// @error cover.syntax      not TOML, another format number, or a value of the wrong kind; with row and column
/// @error cover.key_unknown a key no cover has
/// @error cover.reason      a supplement, correction or cancellation that does not say why
/// @error settings.missing_key @error list.code_syntax @error currency.unknown and those of Money::parse
Result<Cover> parse_cover(std::string_view text, std::string const& file_name);

/// The cover sheet's text, keys in the order of the design; parse_cover reads back the same values.
std::string to_text(Cover const& cover);

/// "original", "supplement" ... as covers say it.
std::string_view text_of(ListKind kind);
/// Whether such a list changes another: it names that one in `of`, and says in `reason` why.
bool is_of_another(ListKind kind);
/// Nothing for a word that names no kind.
std::optional<ListKind> list_kind_of(std::string_view text);

}  // namespace almoner::settings
