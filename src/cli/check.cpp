#include "cli/command.hpp"
#include "cli/cover_sheet.hpp"
#include "cli/findings.hpp"
#include "cli/named_list.hpp"
#include "cli/print.hpp"
#include "payout/intake.hpp"
#include "report/marked_list.hpp"
#include "vetting/cover_check.hpp"

namespace almoner::cli {

namespace {

/// One list after checking.
struct Checked {
    std::filesystem::path rows;  ///< empty when none could be found
    std::uint64_t lines = 0;
    settings::FindingCounts counts;
    std::vector<Finding> findings;  ///< the worst first
    bool more = false;              ///< there may be more findings than are kept
    bool waits_whole = false;       ///< what was found keeps every line back
};

Checked checked_of(NamedList const& list, vetting::Survey const& survey) {
    return {list.rows, survey.lines, survey.counts, survey.findings,
            survey.findings.size() >= vetting::Survey::kept_findings};
}

/// What cannot be read to its end has that one finding; an error is a fault of the machine or the command.
Result<Checked> only(Error const& error, std::filesystem::path const& file, std::filesystem::path const& rows) {
    if (severity_of(error.code) == Severity::stopped) {
        return error;
    }
    auto position = error.position;
    position.file = file.filename().string();
    return Checked{.rows = rows, .findings = {finding_of(error, std::move(position))}, .waits_whole = true};
}

Result<Checked> check_rows(Office const& office, Options const& options, std::filesystem::path const& file) {
    auto const list = named_by(office, options, file);
    if (!list) {
        return list.error();
    }
    auto reference = open_reference(office);
    auto const survey = reference ? survey_of(office, *list, *reference) : reference.error();
    if (!survey) {
        return only(survey.error(), file, file);
    }
    auto checked = checked_of(*list, *survey);
    checked.findings.insert(checked.findings.end(), survey->totals.begin(), survey->totals.end());
    checked.waits_whole = !survey->totals.empty();
    return checked;
}

/// The rows of a cover, held against what it says of them.
Result<Checked> check_against(Office const& office, settings::Cover const& cover, NamedList const& list,
                              std::string const& cover_file) {
    auto reference = open_reference(office);
    auto const survey = reference ? survey_of(office, list, *reference) : reference.error();
    if (!survey) {
        // That the rows are not there is the cover's fault, and told with its others.
        auto const missing = survey.error().code == ErrorCode::file_missing;
        return missing ? Result<Checked>(Checked{}) : only(survey.error(), list.rows, list.rows);
    }
    auto const rules = judge_of(office, list, *reference, cover, cover_file);
    if (!rules) {
        return rules.error();
    }
    auto checked = checked_of(list, *survey);
    auto const judged = vetting::judge(*survey, cover, *list.programme, cover_file);
    checked.findings.insert(checked.findings.end(), judged.begin(), judged.end());
    checked.findings.insert(checked.findings.end(), rules->begin(), rules->end());
    checked.waits_whole = !judged.empty() || vetting::keeps_back(*rules);
    return checked;
}

Result<Checked> check_cover(Office const& office, std::filesystem::path const& file) {
    auto const cover = read_cover(file);
    if (!cover) {
        return only(cover.error(), file, {});
    }
    auto const list = named_by(office, *cover, file);
    if (!list) {
        return only(list.error(), file, {});
    }
    auto checked = check_against(office, *cover, *list, file.filename().string());
    if (!checked) {
        return checked;
    }
    for (auto const& fault :
         payout::cover_faults(office.workspace, office.programmes, office.formats, *cover, list->rows)) {
        checked->findings.push_back(finding_of(fault, {file.filename().string(), {}, 0, 0}));
        checked->waits_whole = true;
    }
    return checked;
}

void print_findings(Office const& office, Options const& options, BothTexts const& both, Checked const& checked) {
    for (auto const& finding : checked.findings) {
        print(options.json ? json_of(finding, both) : office.texts.line(finding));
    }
    if (checked.more) {
        print_error(office.texts.get("cli.more_findings", std::vector{std::to_string(vetting::Survey::kept_findings)}));
    }
}

void print_summary(Office const& office, std::string const& file, Checked const& checked) {
    auto const& counts = checked.counts;
    print(
        office.texts.get("cli.checked", std::vector{file, std::to_string(checked.lines), std::to_string(counts.refused),
                                                    std::to_string(counts.held), std::to_string(counts.warnings)}));
    if (checked.waits_whole) {
        print(office.texts.get("cli.checked_whole", std::vector{file}));
    }
}

/// Under a draft's name until it is whole; what is there already is never replaced.
Status write_workbook(Checked const& checked, BothTexts const& both, std::filesystem::path const& path) {
    auto const draft = path.parent_path() / ("." + path.filename().string() + ".draft");
    if (auto const removed = store::remove_durably(draft); !removed) {
        return removed;
    }
    report::MarkedList const list{checked.rows, checked.findings, both.english, both.chinese};
    auto const written = report::write_marked_list(list, draft);
    auto const moved = written ? store::move_durably(draft, path) : written;
    if (!moved) {
        // The draft holds what the list holds; what is to be told is why it got no further.
        static_cast<void>(store::remove_durably(draft));
    }
    return moved;
}

Result<ExitCode> check_one(Office const& office, Options const& options, BothTexts const& both,
                           std::filesystem::path const& file) {
    auto checked = file.extension() == ".toml" ? check_cover(office, file) : check_rows(office, options, file);
    if (!checked) {
        return checked.error();
    }
    sort_worst_first(checked->findings);
    print_findings(office, options, both, *checked);
    if (!options.json) {
        print_summary(office, file.filename().string(), *checked);
    }
    if (!options.workbook.empty()) {
        if (auto const written = write_workbook(*checked, both, options.workbook); !written) {
            return written.error();
        }
    }
    auto const well = checked->findings.empty() || checked->findings.front().severity == Severity::normalised;
    return well ? ExitCode::well : ExitCode::needs_person;
}

}  // namespace

ExitCode run_check(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const both = load_both(office->formats.folder());
    if (!both) {
        return leave_with(both.error(), office->texts);
    }
    if (!options.workbook.empty() && options.files.size() > 1) {
        return leave_with({ErrorCode::usage_argument, {}, "--workbook", {}}, office->texts);
    }
    auto worst = ExitCode::well;
    for (auto const& file : options.files) {
        auto const checked = check_one(*office, options, *both, file);
        if (!checked) {
            print_error(office->texts.line(checked.error()));
        }
        worst = checked && *checked == ExitCode::well ? worst : ExitCode::needs_person;
    }
    return worst;
}

}  // namespace almoner::cli
