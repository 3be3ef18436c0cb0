#include "seal/decisions.hpp"

#include <algorithm>
#include <charconv>

#include "bytes/folder.hpp"
#include "seal/approvals.hpp"
#include "settings/text_file.hpp"

namespace almoner::seal {

namespace {

namespace fs = std::filesystem;

/// Who decides, and how many of them.
struct Rule {
    std::optional<settings::Role> role;  ///< any person of the register where there is none
    std::ptrdiff_t persons = 0;
};

Rule rule_of(settings::DecisionKind kind) {
    switch (kind) {
        // That a file was given to the bank is a report.
        case settings::DecisionKind::submitted: return {std::nullopt, 1};
        case settings::DecisionKind::close_minor:
        case settings::DecisionKind::reopen: return {settings::Role::settings, 1};
        // Everything else moves money, sets it free or lets something count.
        default: return {settings::Role::settings, 2};
    }
}

bool has_role(settings::Person const& person, Rule const& rule) {
    return !rule.role || person.roles.contains(*rule.role);
}

/// Whether this person signed the file, and may. What the disk cannot read is not taken for one that is not there.
Result<bool> signed_by(People::Member const& member, std::string_view text, fs::path const& file, People const& people,
                       Day day) {
    auto const cms = settings::load_text(signature_path(file, member.person.id));
    if (!cms && cms.error().code == ErrorCode::file_io) {
        return cms.error();
    }
    auto const signatory = cms ? verify_signatory(text, *cms, people, day) : Result<Signatory>(cms.error());
    return signatory && signatory->person.id == member.person.id;
}

Result<bool> is_decided(std::string_view text, fs::path const& file, Rule const& rule, People const& people, Day day) {
    std::ptrdiff_t count = 0;
    for (auto const& member : people.members()) {
        if (has_role(member.person, rule) && in_office(member.person, day)) {
            auto const is_signed = signed_by(member, text, file, people, day);
            if (!is_signed) {
                return is_signed.error();
            }
            count += *is_signed ? 1 : 0;
        }
    }
    return count >= rule.persons;
}

/// N of N-KIND.toml; what has no number comes first.
std::uint64_t number_of(fs::path const& file) {
    auto const stem = file.stem().string();
    std::uint64_t number = 0;
    std::from_chars(stem.data(), stem.data() + stem.size(), number);
    return number;
}

Result<std::vector<fs::path>> files_of(fs::path const& folder) {
    auto files = bytes::names_in(folder, ".toml");
    if (!files) {
        return files.error().code == ErrorCode::file_missing ? std::vector<fs::path>() : std::move(files);
    }
    std::stable_sort(files->begin(), files->end(),
                     [](auto const& left, auto const& right) { return number_of(left) < number_of(right); });
    return files;
}

}  // namespace

bool may_decide(settings::Person const& person, settings::DecisionKind kind) { return has_role(person, rule_of(kind)); }

int persons_needed(settings::DecisionKind kind) { return static_cast<int>(rule_of(kind).persons); }

Result<std::vector<Decided>> decided(fs::path const& folder, People const& people,
                                     std::set<settings::DecisionKind> const& kinds, Day day,
                                     std::set<std::string> const& taken_up) {
    auto const files = files_of(folder);
    if (!files) {
        return files.error();
    }
    std::vector<Decided> all;
    for (auto const& file : *files) {
        auto const text =
            taken_up.contains(file.stem().string()) ? Result<std::string>(std::string()) : settings::load_text(file);
        if (!text && text.error().code == ErrorCode::file_io) {
            return text.error();
        }
        auto decision = text ? settings::parse_decision(*text, file.filename().string()) : text.error();
        auto const counts = decision && kinds.contains(decision->kind)
                                ? is_decided(*text, file, rule_of(decision->kind), people, day)
                                : Result<bool>(false);
        if (!counts) {
            return counts.error();
        }
        if (*counts) {
            all.push_back({file, *std::move(decision)});
        }
    }
    return all;
}

Result<std::optional<fs::path>> decision_by(fs::path const& folder, People const& people, settings::DecisionKind kind,
                                            std::string_view target, Day day, std::set<std::string> const& taken_up) {
    auto const all = decided(folder, people, {kind}, day, taken_up);
    if (!all) {
        return all.error();
    }
    auto const found = std::find_if(all->begin(), all->end(), [&](auto const& one) {
        auto const& targets = one.decision.targets;
        return std::find(targets.begin(), targets.end(), target) != targets.end();
    });
    return found == all->end() ? std::optional<fs::path>() : std::optional(found->file);
}

}  // namespace almoner::seal
