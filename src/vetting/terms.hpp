#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/check_value.hpp"
#include "core/line.hpp"
#include "crypto/digest.hpp"
#include "settings/profile.hpp"
#include "settings/programme.hpp"
#include "settings/rules.hpp"
#include "sheet/headings.hpp"

namespace almoner::vetting {

/// What a list and its lines are held against.
struct Terms {
    settings::Programme const& programme;
    settings::Profile const& profile;
    CheckTables const& tables;
    crypto::KeyedDigest const& person_digest;
    settings::RulesInForce rules;
    Day today;
    Day execution_date;
    std::string code;  ///< of the list; empty before it has one
    int instalment = 1;
    std::string unit;  ///< of the cover, for lines that name none
    std::string file;  ///< for positions
    sheet::Words const& words;
    std::map<std::string, std::string> said;  ///< headings the cover explains
};

/// Keyed digests by which a line is compared with others; zero where it has nothing to compare.
struct LineKeys {
    PersonKey account{};
    PersonKey payee{};            ///< account and its holder's name together
    std::uint64_t namesake = 0;   ///< name and birth date, within this run only; 0 where nobody asks
    bool shares_account = false;  ///< the holder holds it for others, too, and the rules allow that
    bool gives_reason = false;    ///< why a person may stand twice
};

/// One row after checking: what could be read of it, and everything that is wrong with it.
struct CheckedLine {
    Line line;
    LineKeys keys;
    std::vector<Finding> findings;
    std::string payee_id = {};  ///< as it stands in the list, for who verifies the payee
};

/// What a keyed digest is made of: an identity number, an account, an account with its holder's name.
inline std::string person_subject(std::string_view identity) { return "id:" + std::string(identity); }
inline std::string account_subject(std::string_view number) { return "account:" + std::string(number); }
inline std::string payee_subject(std::string_view number, std::string_view name) {
    return "payee:" + std::string(number) + "|" + std::string(name);
}

/// A finding of a rule has the rule's severity.
inline Finding finding_of_rule(settings::Rule const& rule, Position position, std::string value,
                               std::vector<std::string> arguments) {
    return {rule.code, rule.severity, std::move(position), std::move(value), std::move(arguments)};
}

}  // namespace almoner::vetting
