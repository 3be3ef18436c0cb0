#include "cli/decision_file.hpp"

#include "cli/key_room.hpp"
#include "payout/lost.hpp"
#include "seal/decisions.hpp"
#include "store/durable.hpp"

namespace almoner::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t decision_limit = 1U << 16;

bool answers(fs::path const& file, Question const& question) {
    if (question.taken_up.contains(file.stem().string())) {
        return false;
    }
    auto const text = store::read_whole(file, decision_limit);
    auto const decision = text ? settings::parse_decision(*text, file.filename().string()) : text.error();
    return decision && says_the_same(*decision, question.asked);
}

/// The file that answers already, or where the next one goes.
Result<fs::path> file_for(fs::path const& folder, Question const& question) {
    auto const files = store::files_in(folder, ".toml");
    if (!files) {
        return files.error();
    }
    for (auto const& file : *files) {
        if (answers(file, question)) {
            return file;
        }
    }
    return folder / (std::to_string(files->size() + 1) + "-" + std::string(text_of(question.asked.kind)) + ".toml");
}

Status may_decide(Office const& office, Options const& options, Question const& question) {
    auto const people = people_of(office);
    if (!people) {
        return people.error();
    }
    auto const* member = people->find(options.as);
    return member != nullptr && seal::may_decide(member->person, question.asked.kind)
               ? Status{}
               : Error{ErrorCode::approval_power,
                       {},
                       options.as,
                       {std::string(text_of(question.asked.kind)), "settings"}};
}

}  // namespace

Status sign_decision(Office const& office, Options const& options, Pen const& pen, Question const& question) {
    if (auto const may = may_decide(office, options, question); !may) {
        return may;
    }
    if (options.reason.empty()) {
        return Error{ErrorCode::usage_argument, {}, "--reason", {}};
    }
    auto const folder = office.workspace.home / "decisions";
    if (auto const made = store::make_folder(folder); !made) {
        return made;
    }
    auto const file = file_for(folder, question);
    auto const there = file ? store::presence_of(*file) : file.error();
    if (!there) {
        return there.error();
    }
    if (*there == store::Presence::absent) {
        auto decision = question.asked;
        decision.reason = options.reason;
        decision.person = options.as;
        decision.time = office.clock->now();
        auto const written =
            store::write_durably(*file, settings::to_text(decision), store::DurableFile::IfThere::refuse);
        if (!written) {
            return written;
        }
    }
    return sign_cover(options, pen, *file);
}

Status sign_over(Office const& office, Options const& options, settings::DecisionKind kind, std::string const& sha256) {
    if (options.as.empty()) {
        return {};
    }
    auto const pen = pen_of(office, options);
    return pen ? sign_decision(office, options, *pen, {{.kind = kind, .targets = {sha256}}}) : Status{pen.error()};
}

Result<std::optional<std::filesystem::path>> decision_over(Office const& office, store::Connection& connection,
                                                           settings::DecisionKind kind, std::string const& sha256) {
    auto const day = office.clock->local().day;
    auto const people = people_of(office);
    auto const holders = people
                             ? payout::last_settings_holders(office.workspace, office.formats, connection, *people, day)
                             : people.error();
    return holders ? seal::decision_by(office.workspace.home / "decisions", *holders, kind, sha256, day)
                   : Result<std::optional<std::filesystem::path>>(holders.error());
}

}  // namespace almoner::cli
