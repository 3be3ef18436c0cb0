#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "cli/office.hpp"
#include "cli/options.hpp"
#include "settings/cover.hpp"
#include "settings/rules.hpp"
#include "vetting/survey.hpp"

namespace almoner::cli {

/// "--column HEADING=FIELD" as a cover keeps it. @error usage.argument
Result<std::map<std::string, std::string>> columns_of(Options const& options);

/// A list as a command names it: its rows, and what they are checked against.
struct NamedList {
    std::filesystem::path rows;
    settings::Programme const* programme = nullptr;
    settings::Profile profile;
    std::string unit;                            ///< for lines that name none
    std::map<std::string, std::string> columns;  ///< headings somebody explained
    settings::ListKind kind = settings::ListKind::original;
    std::string of;  ///< code of the list it is of
    settings::Rules rules;
    std::string fund;
    int instalment = 1;
    Day execution_date;
};

/// What a list is compared with beyond itself: the store, when the workspace has one, and the key of its persons.
struct Reference {
    std::unique_ptr<store::Connection> store;  ///< null before the first night
    crypto::KeyedDigest digest;
};

/// @error store.failure @error crypto.failure
Result<Reference> open_reference(Office const& office);

/// Rows and the options that speak of them. @error cover.programme @error cover.profile @error cover.kind
/// @error usage.argument a column that is not HEADING=FIELD
Result<NamedList> named_by(Office const& office, Options const& options, std::filesystem::path rows);

/// The rows beside `cover_path`, checked against what the cover says. @error cover.programme @error cover.profile
/// @error cover.rows_changed a rows_file that is no name
Result<NamedList> named_by(Office const& office, settings::Cover const& cover, std::filesystem::path const& cover_path);

/// What its lines are held against; refers to all three.
vetting::Terms terms_of(Office const& office, NamedList const& list, crypto::KeyedDigest const& digest);

/// Reads and checks every row; of a cancellation, the lines it names. @error those of vetting::survey
Result<vetting::Survey> survey_of(Office const& office, NamedList const& list, Reference& reference);

/// What the rules say of the list as a whole. @error those of vetting::judge_list
Result<std::vector<Finding>> judge_of(Office const& office, NamedList const& list, Reference& reference,
                                      settings::Cover const& cover, std::string const& cover_file);

}  // namespace almoner::cli
