#include <algorithm>
#include <array>

#include "bytes/file.hpp"
#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "core/utf8.hpp"
#include "payout/inbox.hpp"

namespace almoner::cli {

namespace {

constexpr std::string_view records_folder = "archive/taken";

/// XML and SWIFT messages come from banks; everything else belongs to lists unless --as says otherwise.
Result<bool> is_from_bank(std::filesystem::path const& path) {
    auto file = bytes::File::open(path);
    if (!file) {
        return file.error();
    }
    std::array<char, 64> start{};
    auto const count = file->read(start);
    if (!count) {
        return count.error();
    }
    auto text = std::string_view(start.data(), *count);
    text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.starts_with('<') || text.starts_with("{1:") || text.starts_with(":20:");
}

Status take_one(Office const& office, Options const& options, std::filesystem::path const& file) {
    auto const from_bank = options.as.empty() ? is_from_bank(file) : Result<bool>(options.as == "bank");
    if (!from_bank) {
        return from_bank.error();
    }
    auto const* inbox = *from_bank ? "inbox/bank" : "inbox/lists";
    auto const& home = office.workspace.home;
    for (auto const folder : {std::string_view(inbox), records_folder}) {
        if (auto const made = store::make_folder(home / folder); !made) {
            return made;
        }
    }
    auto const taken = payout::take_in({file, options.from, office.clock->now()}, home / inbox, home / records_folder);
    if (!taken) {
        return taken.error();
    }
    std::vector<std::string> const words = {settings::printable(file.filename().string()),
                                            std::string(inbox) + "/" + taken->name, taken->sha256};
    print(office.texts.get(taken->was_there ? "cli.taken_before" : "cli.taken", words));
    return {};
}

/// Who brought a file must be readable in its record.
bool is_said(std::string_view from) {
    return from.find_first_not_of(' ') != std::string_view::npos && !first_utf8_fault(from);
}

}  // namespace

ExitCode run_take(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    if (!is_said(options.from)) {
        return leave_with({ErrorCode::usage_argument, {}, "--from", {}}, office->texts);
    }
    auto files = options.files;
    // A cover comes last, so that a night which begins now finds its rows and signatures.
    std::stable_partition(files.begin(), files.end(),
                          [](auto const& file) { return !file.string().ends_with(".cover.toml"); });
    auto worst = ExitCode::well;
    for (auto const& file : files) {
        if (auto const taken = take_one(*office, options, file); !taken) {
            print_error(office->texts.line(taken.error()));
            worst = ExitCode::needs_person;
        }
    }
    return worst;
}

}  // namespace almoner::cli
