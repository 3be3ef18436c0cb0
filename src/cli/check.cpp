#include "cli/command.hpp"
#include "cli/cover_sheet.hpp"
#include "cli/finding_lines.hpp"
#include "cli/named_list.hpp"
#include "cli/print.hpp"
#include "vetting/cover_check.hpp"

namespace almoner::cli {

namespace {

Result<ExitCode> check_one(Office const& office, Options const& options, std::filesystem::path const& file) {
    std::optional<settings::Cover> cover;
    if (file.extension() == ".toml") {
        auto read = read_cover(file);
        if (!read) {
            return read.error();
        }
        cover = *std::move(read);
    }
    auto const list = cover ? named_by(office, *cover, file) : named_by(office, options, file);
    if (!list) {
        return list.error();
    }
    auto reference = open_reference(office);
    if (!reference) {
        return reference.error();
    }
    auto const surveyed = survey_of(office, *list, *reference);
    if (!surveyed) {
        return surveyed.error();
    }
    auto findings = surveyed->findings;
    if (cover) {
        auto const name = file.filename().string();
        auto const judged = vetting::judge(*surveyed, *cover, *list->programme, name);
        findings.insert(findings.end(), judged.begin(), judged.end());
        auto const rules = judge_of(office, *list, *reference, *cover, name);
        if (!rules) {
            return rules.error();
        }
        findings.insert(findings.end(), rules->begin(), rules->end());
    }
    for (auto const& finding : findings) {
        tell(office, options, finding);
    }
    auto const& counts = surveyed->counts;
    if (!options.json) {
        print(office.texts.get("cli.checked",
                               std::vector<std::string>{file.filename().string(), std::to_string(surveyed->lines),
                                                        std::to_string(counts.refused), std::to_string(counts.held),
                                                        std::to_string(counts.warnings)}));
    }
    return counts.refused + counts.held > 0 || !findings.empty() ? ExitCode::needs_person : ExitCode::well;
}

}  // namespace

ExitCode run_check(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto worst = ExitCode::well;
    for (auto const& file : options.files) {
        auto const checked = check_one(*office, options, file);
        if (!checked) {
            print_error(office->texts.line(checked.error()));
        }
        worst = checked && *checked == ExitCode::well ? worst : ExitCode::needs_person;
    }
    return worst;
}

}  // namespace almoner::cli
