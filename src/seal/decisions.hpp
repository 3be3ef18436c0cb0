#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "seal/people.hpp"
#include "settings/decision.hpp"

namespace almoner::seal {

/// A decision that enough persons have taken.
struct Decided {
    std::filesystem::path file;  ///< N-KIND.toml, its signatures beside it: N-KIND.PERSON.p7s
    settings::Decision decision;
};

/// Whether the person has the role that a decision of this kind needs.
bool may_decide(settings::Person const& person, settings::DecisionKind kind);

/// How many persons a decision of this kind takes.
int persons_needed(settings::DecisionKind kind);

/// The decisions of these kinds in `folder`, in the order of their numbers, that are signed by as many distinct persons
/// as the kind needs, each with the role it needs, in office and with a certificate in force on `day`. Files that
/// cannot be read, and signatures that do not hold, count for nothing; nor do those of `taken_up`, N-KIND: what was
/// decided for once. @error file.io the folder, or a file of it, is there and cannot be read
Result<std::vector<Decided>> decided(std::filesystem::path const& folder, People const& people,
                                     std::set<settings::DecisionKind> const& kinds, Day day,
                                     std::set<std::string> const& taken_up = {});

/// The file by which enough persons have decided so on `target`, if there is one. @error those of decided
Result<std::optional<std::filesystem::path>> decision_by(std::filesystem::path const& folder, People const& people,
                                                         settings::DecisionKind kind, std::string_view target, Day day,
                                                         std::set<std::string> const& taken_up = {});

}  // namespace almoner::seal
