#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/check_value.hpp"
#include "core/money.hpp"
#include "crypto/digest.hpp"
#include "sheet/headings.hpp"
#include "store/registers.hpp"

namespace almoner::vetting {

/// What the file of a register is read with.
struct RegisterTerms {
    store::RegisterKind kind{};
    Currency currency;  ///< of what was paid before (previous)
    CheckTables const& tables;
    crypto::KeyedDigest const& person_digest;
    sheet::Words const& words;
    std::map<std::string, std::string> said;  ///< headings somebody explained
    Day today;
    std::string file;  ///< for positions
};

/// A register as its file says it: keyed digests instead of names and numbers.
struct RegisterFile {
    std::vector<store::RegisterEntry> entries;  ///< ascending by key, then by row
    std::vector<Finding> findings;              ///< the first `kept_findings` of them
    std::uint64_t rows_not_understood = 0;      ///< refused; the others go on

    static constexpr std::size_t kept_findings = 10'000;
};

/// Reads a register as offices keep tables. Digests are made of the same subjects as a list's: the identity number of a
/// person or the social credit code of an enterprise, else the account (registered, previous); both where both stand
/// (staff, stopped); the account with its holder's name (verdicts: match, close_match, no_match or not_possible, in the
/// words of EPC Verification of Payee, UK Confirmation of Payee and Chinese banks).
/// Findings of rows: register.nobody neither a person nor an account, register.word a verdict that is none,
/// sheet.hidden_row, and those of the values.
/// @error those of for_each_naming_row @error crypto.failure
Result<RegisterFile> read_register(RegisterTerms const& terms, std::filesystem::path const& path);

}  // namespace almoner::vetting
