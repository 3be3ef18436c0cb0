#include "cli/decision_file.hpp"

#include "cli/cover_sheet.hpp"
#include "cli/key_room.hpp"

namespace almoner::cli {

namespace {

constexpr std::uint64_t decision_limit = 1U << 16;

/// The file that waits with this decision on `target`, or where the next one goes.
Result<std::filesystem::path> decision_on(std::filesystem::path const& folder, settings::DecisionKind kind,
                                          std::string const& target, std::set<std::string> const& taken_up) {
    auto const files = store::files_in(folder, ".toml");
    if (!files) {
        return files.error();
    }
    for (auto const& file : *files) {
        auto const text = store::read_whole(file, decision_limit);
        auto const decision = text ? settings::parse_decision(*text, file.filename().string()) : text.error();
        auto const waits = !taken_up.contains(file.stem().string());
        if (waits && decision && decision->kind == kind && decision->targets == std::vector<std::string>{target}) {
            return file;
        }
    }
    return folder / (std::to_string(files->size() + 1) + "-" + std::string(settings::text_of(kind)) + ".toml");
}

Status may_decide(Office const& office, Options const& options, settings::DecisionKind kind) {
    auto const people = people_of(office);
    if (!people) {
        return people.error();
    }
    auto const* const member = people->find(options.as);
    if (member == nullptr) {
        return Error{ErrorCode::approval_unknown_person, {}, options.as, {}};
    }
    if (!member->person.roles.contains(settings::Role::settings)) {
        return Error{ErrorCode::approval_power, {}, options.as, {std::string(settings::text_of(kind)), "settings"}};
    }
    return options.reason.empty() ? Status{Error{ErrorCode::usage_argument, {}, "--reason", {}}} : Status{};
}

}  // namespace

Status sign_decision(Office const& office, Options const& options, settings::DecisionKind kind,
                     std::string const& target, std::set<std::string> const& taken_up) {
    auto const folder = office.workspace.home / "decisions";
    auto const pen = pen_of(office, options);
    auto const may = pen ? may_decide(office, options, kind) : pen.error();
    auto const made = may ? store::make_folder(folder) : may;
    auto const file = made ? decision_on(folder, kind, target, taken_up) : made.error();
    auto const there = file ? store::presence_of(*file) : file.error();
    if (!there) {
        return there.error();
    }
    if (*there == store::Presence::absent) {
        settings::Decision const decision{kind, {target}, options.reason, options.as, office.clock->now()};
        auto const written =
            store::write_durably(*file, settings::to_text(decision), store::DurableFile::IfThere::refuse);
        if (!written) {
            return written;
        }
    }
    return sign_cover(options, *pen, *file);
}

}  // namespace almoner::cli
