#include "seal/decisions.hpp"

#include <algorithm>

#include "seal/approvals.hpp"
#include "settings/text_file.hpp"

namespace almoner::seal {

namespace {

namespace fs = std::filesystem;

/// Who decides, and how many of them.
struct Rule {
    settings::Role role;
    std::ptrdiff_t persons;
};

/// In the order of DecisionKind.
constexpr Rule rules[] = {{settings::Role::settings, 2}, {settings::Role::settings, 2}, {settings::Role::settings, 2}};

/// Whether this person signed the file, and may.
bool signed_by(People::Member const& member, std::string_view text, fs::path const& file, People const& people,
               Day day) {
    auto const cms = settings::load_text(signature_path(file, member.person.id));
    auto const signatory = cms ? verify_signatory(text, *cms, people, day) : Result<Signatory>(cms.error());
    return signatory && signatory->person.id == member.person.id;
}

bool is_decided(std::string_view text, fs::path const& file, Rule const& rule, People const& people, Day day) {
    auto const& members = people.members();
    return std::count_if(members.begin(), members.end(), [&](auto const& member) {
               return member.person.roles.contains(rule.role) && in_office(member.person, day) &&
                      signed_by(member, text, file, people, day);
           }) >= rule.persons;
}

bool names(settings::Decision const& decision, settings::DecisionKind kind, std::string_view target) {
    auto const& targets = decision.targets;
    return decision.kind == kind && std::find(targets.begin(), targets.end(), target) != targets.end();
}

}  // namespace

Result<std::optional<fs::path>> decision_by(fs::path const& folder, People const& people, settings::DecisionKind kind,
                                            std::string_view target, Day day, std::set<std::string> const& taken_up) {
    auto const& rule = rules[static_cast<std::size_t>(kind)];
    std::optional<fs::path> found;
    std::error_code fault;
    if (!fs::exists(folder, fault) && !fault) {
        return found;
    }
    auto entry = fs::directory_iterator(folder, fault);
    for (; !fault && !found && entry != fs::directory_iterator(); entry.increment(fault)) {
        auto const& file = entry->path();
        auto const waits = file.extension() == ".toml" && !taken_up.contains(file.stem().string());
        auto const text = waits ? settings::load_text(file) : Result<std::string>(std::string());
        auto const decision =
            text ? settings::parse_decision(*text, file.filename().string()) : Result<settings::Decision>(text.error());
        if (decision && names(*decision, kind, target) && is_decided(*text, file, rule, people, day)) {
            found = file;
        }
    }
    return fault ? Result<std::optional<fs::path>>(Error{ErrorCode::file_io, {folder.string(), {}, 0, 0}, {}, {}})
                 : found;
}

}  // namespace almoner::seal
