#include "cli/decision_file.hpp"

#include "cli/key_room.hpp"
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
    return decision && decision->kind == question.kind && decision->targets == question.targets &&
           decision->said == question.said && decision->how == question.how &&
           decision->reference == question.reference && decision->code == question.code;
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
    return folder / (std::to_string(files->size() + 1) + "-" + std::string(text_of(question.kind)) + ".toml");
}

Status may_decide(Office const& office, Options const& options, Question const& question) {
    auto const people = people_of(office);
    if (!people) {
        return people.error();
    }
    auto const* member = people->find(options.as);
    return member != nullptr && seal::may_decide(member->person, question.kind)
               ? Status{}
               : Error{ErrorCode::approval_power, {}, options.as, {std::string(text_of(question.kind)), "settings"}};
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
        settings::Decision const decision{question.kind, question.targets,    options.reason,
                                          options.as,    office.clock->now(), question.said,
                                          question.how,  question.reference,  question.code};
        auto const written =
            store::write_durably(*file, settings::to_text(decision), store::DurableFile::IfThere::refuse);
        if (!written) {
            return written;
        }
    }
    return sign_cover(options, pen, *file);
}

}  // namespace almoner::cli
