#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/check_value.hpp"
#include "core/line.hpp"
#include "crypto/digest.hpp"
#include "settings/profile.hpp"
#include "settings/programme.hpp"
#include "sheet/columns.hpp"
#include "sheet/rows.hpp"

namespace almoner::vetting {

/// The columns a list may have, by their canonical names.
std::vector<sheet::Column> list_columns(settings::Programme const& programme);

/// An amount as its column says it: of yuan, or of ten thousands of them (amount_wan). @error those of Money::parse
Result<Money> amount_of(std::string_view column, std::string_view text, Currency currency);

/// What a line is checked against.
struct LineTerms {
    settings::Programme const& programme;
    settings::Profile const& profile;
    CheckTables const& tables;
    crypto::KeyedDigest const& person_digest;
    Day today;
    std::string unit;  ///< of the cover, for lines that name none
    std::string file;  ///< for positions
    sheet::Words const& words;
    std::map<std::string, std::string> said;  ///< headings the cover explains
};

/// One row after checking: what could be read of it, and everything that is wrong with it.
struct CheckedLine {
    Line line;
    PersonKey account_key{};  ///< keyed digest of the account; zero without one
    std::vector<Finding> findings;
};

/// Checks one row by itself: structure, identity, account, amount, category. What needs other rows
/// (duplicates, totals) is the survey's. @error crypto.failure
Result<CheckedLine> check_line(LineTerms const& terms, sheet::Columns const& columns, sheet::Row const& row);

/// The state its findings give a line: refused before held before accepted.
LineState state_after(std::vector<Finding> const& findings);

}  // namespace almoner::vetting
