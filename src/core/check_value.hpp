#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/check_tables.hpp"

namespace almoner {

enum class Verdict { ok, warning, held, refused };

/// "ok", "warning", "held", "refused": the third column of `account --stdin`.
std::string_view text_of(Verdict verdict);

/// What a single value is worth. `code` says why it is not ok.
struct ValueVerdict {
    Verdict verdict = Verdict::ok;
    std::optional<ErrorCode> code;

    bool operator==(ValueVerdict const&) const = default;
};

/// A value and what it is judged by; a rule uses its own part.
struct ValueQuestion {
    std::string_view scheme;
    std::string_view value;
    CheckTables const& tables;
    Day today;
};

/// The rule of a scheme.
using ValueRule = ValueVerdict (*)(ValueQuestion const& question);

/// The names of schemes, in alphabetical order: account_XX, ar_cbu, au_bsb ... Two stand for many: account_XX for each
/// country of ISO 3166, clearing_SYSTEM for each clearing system whose members' form is published.
std::vector<std::string_view> value_schemes();

/// The rule of `scheme`, to be looked up once for many values; nullptr for a scheme nobody knows.
ValueRule value_rule(std::string_view scheme, CheckTables const& tables);

/// Judges one value by the rules of `scheme`, by structure and checksum alone; nothing for a scheme it does not know.
/// `iban` judges without the national check digits, `iban_national` with them. A scheme refuses what does not hold,
/// also where a list would only be held or warned for it; rules that banks themselves break (NUBAN, Sweden) warn. What
/// nothing public can check is a warning, account.not_checkable, and never ok.
std::optional<ValueVerdict> check_value(std::string_view scheme, std::string_view value, CheckTables const& tables,
                                        Day today);

/// The verdict where the check gave `error`: refused, but warning where nothing could be checked.
ValueVerdict verdict_of(Error const& error);

}  // namespace almoner
