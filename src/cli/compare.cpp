#include <algorithm>

#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "payout/compare_copy.hpp"
#include "store/files.hpp"

namespace almoner::cli {

namespace {

/// The file whose rendering this is a copy of: the one named, or the one whose MsgId is in the copy's name.
Result<store::FileRecord> record_for(store::Connection& connection, std::string const& message_id,
                                     std::filesystem::path const& copy) {
    auto const files = store::files(connection, std::nullopt);
    if (!files) {
        return files.error();
    }
    auto const name = copy.filename().string();
    auto const is_it = [&](auto const& file) {
        return message_id.empty() ? name.find(file.message_id) != std::string::npos : file.message_id == message_id;
    };
    auto const found = std::find_if(files->begin(), files->end(), is_it);
    if (found == files->end()) {
        return Error{ErrorCode::rendering_unknown, {copy.string(), {}, 0, 0}, message_id, {}};
    }
    return *found;
}

Result<settings::Rendering> rendering_for(Office const& office, store::Connection& connection,
                                          store::FileRecord const& record) {
    auto const list = store::list_by_number(connection, record.list);
    if (!list) {
        return list.error();
    }
    check(list->has_value(), "every file is of a list");
    auto const profile = office.formats.profile((*list)->profile);
    if (!profile) {
        return profile.error();
    }
    if (profile->rendering.empty()) {
        return Error{ErrorCode::rendering_unknown, {record.name, {}, 0, 0}, profile->id, {}};
    }
    return office.formats.rendering(profile->rendering);
}

Result<ExitCode> compare(Office const& office, store::Connection& connection, std::string const& message_id,
                         std::filesystem::path const& copy) {
    auto const record = record_for(connection, message_id, copy);
    auto const rendering =
        record ? rendering_for(office, connection, *record) : Result<settings::Rendering>(record.error());
    if (!rendering) {
        return rendering.error();
    }
    auto const compared =
        payout::compare_copy(connection, office.workspace.home / "archive", *record, *rendering, copy);
    if (!compared) {
        return compared.error();
    }
    for (auto const& finding : compared->findings) {
        print(office.texts.line(finding));
    }
    if (!compared->findings.empty()) {
        return ExitCode::needs_person;
    }
    print(office.texts.get(
        "cli.compare_same",
        std::vector<std::string>{copy.filename().string(), std::to_string(compared->rows), record->message_id}));
    return ExitCode::well;
}

}  // namespace

ExitCode run_compare(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const connection = open_store(*office);
    if (!connection) {
        return leave_with(connection.error(), office->texts);
    }
    auto worst = ExitCode::well;
    for (auto const& copy : options.files) {
        auto const compared = compare(*office, **connection, options.of, copy);
        if (!compared) {
            return leave_with(compared.error(), office->texts);
        }
        worst = std::max(worst, *compared);
    }
    return worst;
}

}  // namespace almoner::cli
