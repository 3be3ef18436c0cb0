#include <algorithm>

#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"

namespace almoner::cli {

namespace {

namespace fs = std::filesystem;

constexpr auto folders = {"programmes", "keys/private", "inbox/lists",   "inbox/bank",    "decisions",
                          "staging",    "outbox",       "archive/lists", "archive/files", "archive/bank",
                          "quarantine", "reports",      "anchor",        "state"};

/// A workspace without sample: to be filled in by the office.
constexpr std::string_view blank_workspace =
    R"(# One organisation's workspace. Every key is required but those marked optional.
organisation = ""            # as the bank knows it (pain.001 InitgPty)
list_prefix = "AA"           # first two characters of every list code, unlike any other workspace's
language = "en"              # en or zh
time_zone = "Asia/Shanghai"  # where the office is
rehearsal = false            # true allows --now; never in earnest
# prove_banks = false        # in a rehearsal only: pay without having proven the bank by a test list first
# anchors = ["/mnt/auditor"]  # optional, folders that keep the audit log's checkpoints beside anchor/

# [[debtor_accounts]]
# id = "main"                # the name covers use
# name = ""                  # holder
# account = ""               # or iban = ""
# bank_code = ""             # optional, clearing member id
# currency = "CNY"
# opening = "0.00"           # optional, what it held before the first statement that is brought in
# statement_days = 1         # optional, banking days in which the bank brings a statement of every day
)";

Status copy_file_to(fs::path const& from, fs::path const& to) {
    return store::copy_durably(from, to, store::DurableFile::IfThere::replace);
}

Status copy_all(fs::path const& from, fs::path const& to, std::string_view suffix) {
    auto const files = store::files_in(from, suffix);
    if (!files) {
        return files.error();
    }
    for (auto const& file : *files) {
        if (auto const copied = copy_file_to(file, to / file.filename()); !copied) {
            return copied;
        }
    }
    return {};
}

/// The registers of a sample, when it has any, for `almoner register` to read.
Status copy_registers(fs::path const& from, fs::path const& to) {
    std::error_code ignored;
    if (!fs::is_directory(from, ignored)) {
        return {};
    }
    auto const made = store::make_folder(to);
    return made ? copy_all(from, to, ".csv") : made;
}

/// The sample programmes named, or every one.
Result<std::vector<fs::path>> chosen(fs::path const& samples, std::vector<std::string> const& names) {
    std::vector<fs::path> folders_chosen;
    std::error_code fault;
    for (auto const& entry : fs::directory_iterator(samples / "programmes", fault)) {
        auto const name = entry.path().filename().string();
        auto const wanted =
            std::any_of(names.begin(), names.end(), [&](auto const& one) { return one == "all" || one == name; });
        if (wanted && fs::exists(entry.path() / "programme.toml", fault)) {
            folders_chosen.push_back(entry.path());
        }
    }
    std::sort(folders_chosen.begin(), folders_chosen.end());
    if (fault || folders_chosen.empty()) {
        return Error{ErrorCode::usage_argument, {}, names.front(), {(samples / "programmes").string()}};
    }
    return folders_chosen;
}

Status lay_sample(fs::path const& home, fs::path const& root, std::vector<std::string> const& names) {
    auto const samples = root / "samples";
    auto const programmes = chosen(samples, names);
    if (!programmes) {
        return programmes.error();
    }
    auto const demo = root / "keys" / "demo";
    std::vector<Status> steps = {copy_file_to(samples / "workspace" / "almoner.toml", home / "almoner.toml"),
                                 copy_file_to(samples / "workspace" / "bank.toml", home / "bank.toml"),
                                 copy_file_to(samples / "workspace" / "register.toml", home / "keys" / "register.toml"),
                                 copy_file_to(samples / "workspace" / "ring.toml", home / "keys" / "ring.toml"),
                                 copy_all(demo, home / "keys", ".crt"),
                                 copy_all(demo / "private", home / "keys" / "private", ".key")};
    for (auto const& programme : *programmes) {
        auto const lists = home / "inbox" / "lists";
        steps.push_back(copy_file_to(programme / "programme.toml",
                                     home / "programmes" / (programme.filename().string() + ".toml")));
        steps.push_back(copy_registers(programme / "registers", home / "inbox" / "registers"));
        steps.push_back(copy_all(programme, lists, ".csv"));
        steps.push_back(copy_all(programme, lists, ".cover.toml"));
    }
    for (auto const& step : steps) {
        if (!step) {
            return step;
        }
    }
    return {};
}

Status make_workspace(Options const& options, settings::Formats const& formats) {
    std::error_code ignored;
    if (fs::exists(options.home / "almoner.toml", ignored)) {
        return Error{ErrorCode::workspace_exists, {options.home.string(), {}, 0, 0}, {}, {}};
    }
    for (auto const* folder : folders) {
        if (auto const made = store::make_folder(options.home / folder); !made) {
            return made;
        }
    }
    return options.samples.empty() ? store::write_durably(options.home / "almoner.toml", blank_workspace,
                                                          store::DurableFile::IfThere::refuse)
                                   : lay_sample(options.home, formats.folder().parent_path(), options.samples);
}

}  // namespace

ExitCode run_init(Options const& options) {
    auto const formats = find_formats();
    if (!formats) {
        return leave_with(formats.error());
    }
    auto const texts = texts_for(*formats, options, {});
    if (!texts) {
        return leave_with(texts.error());
    }
    if (auto const made = make_workspace(options, *formats); !made) {
        return leave_with(made.error(), *texts);
    }
    print(texts->get("cli.workspace_made", std::vector<std::string>{options.home.string()}));
    return ExitCode::well;
}

}  // namespace almoner::cli
