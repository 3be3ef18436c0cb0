#include <algorithm>

#include "cli/command.hpp"
#include "cli/cover_sheet.hpp"
#include "cli/named_list.hpp"
#include "cli/print.hpp"
#include "payout/intake.hpp"

namespace almoner::cli {

namespace {

/// The public notice, where the command line tells of one.
Result<std::optional<settings::Notice>> notice_of(Options const& options) {
    if (options.notice_from.empty() && options.notice_to.empty() && options.notice_place.empty()) {
        return std::optional<settings::Notice>{};
    }
    auto const from = parse_day(options.notice_from);
    auto const to = parse_day(options.notice_to);
    if (!from || !to || *to < *from) {
        return Error{ErrorCode::usage_argument, {}, from ? "--notice-to" : "--notice-from", {}};
    }
    return std::optional(settings::Notice{*from, *to, options.notice_place, options.objections});
}

/// The cover of a surveyed list, from the survey and the options.
Result<settings::Cover> cover_of(Office const& office, Options const& options, NamedList const& list,
                                 vetting::Survey const& survey) {
    auto const code = ListCode::parse(options.code);
    auto const day = parse_day(options.execution_date);
    auto const rows_digest = payout::file_digest(list.rows);
    auto const settings_now =
        payout::settings_digest(office.workspace, office.formats, *list.programme, options.profile);
    if (!code || !day) {
        return code ? day.error() : code.error();
    }
    if (!rows_digest || !settings_now) {
        return rows_digest ? settings_now.error() : rows_digest.error();
    }
    std::vector<settings::CategorySum> sums;
    for (auto const& category : survey.categories_in_order) {
        auto const& sum = survey.categories.at(category);
        sums.push_back({category, sum.count, sum.sum});
    }
    auto const deadline = options.deadline.empty() ? Result<Day>(*day) : parse_day(options.deadline);
    auto const of = options.of.empty() ? Result<ListCode>(*code) : ListCode::parse(options.of);
    auto const notice = notice_of(options);
    if (!deadline || !of || !notice) {
        return !deadline ? deadline.error() : of ? notice.error() : of.error();
    }
    return settings::Cover{.code = *code,
                           .kind = list.kind,
                           .of = options.of.empty() ? std::nullopt : std::optional(*of),
                           .programme = options.programme,
                           .period = list.programme->period,
                           .instalment = options.instalment,
                           .unit = options.unit,
                           .fund = options.fund,
                           .profile = options.profile,
                           .debtor_account = options.debtor_account,
                           .currency = list.programme->currency,
                           .execution_date = *day,
                           .deadline = options.deadline.empty() ? std::nullopt : std::optional(*deadline),
                           .count = survey.bank.count,
                           .total = survey.bank.sum,
                           .cash_count = survey.cash.count,
                           .cash_total = survey.cash.sum,
                           .in_kind_count = survey.in_kind.count,
                           .in_kind_total = survey.in_kind.sum,
                           .sums = std::move(sums),
                           .rows_file = list.rows.filename().string(),
                           .rows_sha256 = *rows_digest,
                           .settings_sha256 = *settings_now,
                           .findings = survey.counts,
                           .maker = options.as,
                           .reason = options.reason,
                           .basis = options.basis,
                           .notice = *notice,
                           .columns = list.columns};
}

Error error_of(Finding const& finding) { return {finding.code, finding.position, finding.value, finding.arguments}; }

/// A cover over a list that contradicts itself, or over a correction that does not fit, would only be refused later.
Status is_sound(NamedList const& list, vetting::Survey const& survey) {
    if (!survey.totals.empty()) {
        return error_of(survey.totals.front());
    }
    auto const refused = std::find_if(survey.findings.begin(), survey.findings.end(),
                                      [](auto const& one) { return one.severity == Severity::refused; });
    auto const misfits = list.kind == settings::ListKind::correction && refused != survey.findings.end();
    return misfits ? Status{error_of(*refused)} : Status{};
}

Status make_cover(Office const& office, Options const& options) {
    auto const& rows = options.files.front();
    auto const list = named_by(office, options, rows);
    if (!list) {
        return list.error();
    }
    if (settings::is_of_another(list->kind) && options.reason.empty()) {
        return Error{ErrorCode::cover_reason, {}, {}, {options.kind}};
    }
    auto const pen = pen_of(office, options);
    if (!pen) {
        return pen.error();
    }
    auto reference = open_reference(office);
    if (!reference) {
        return reference.error();
    }
    auto const surveyed = survey_of(office, *list, *reference);
    if (!surveyed) {
        return surveyed.error();
    }
    for (auto const& finding : surveyed->findings) {
        print(office.texts.line(finding));
    }
    if (auto const sound = is_sound(*list, *surveyed); !sound) {
        return sound;
    }
    auto const cover = cover_of(office, options, *list, *surveyed);
    if (!cover) {
        return cover.error();
    }
    // The rules about the list as a whole are told now, while its cover can still be another.
    auto const judged = judge_of(office, *list, *reference, *cover, rows.stem().string() + ".cover.toml");
    if (!judged) {
        return judged.error();
    }
    for (auto const& finding : *judged) {
        print(office.texts.line(finding));
    }
    auto const path = rows.parent_path() / (rows.stem().string() + ".cover.toml");
    if (auto const written = store::write_durably(path, settings::to_text(*cover), store::DurableFile::IfThere::refuse);
        !written) {
        return written;
    }
    if (auto const shown = show_cover(office, path); !shown) {
        return shown;
    }
    return sign_cover(options, *pen, path);
}

}  // namespace

ExitCode run_cover(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const made = make_cover(*office, options);
    return made ? ExitCode::well : leave_with(made.error(), office->texts);
}

}  // namespace almoner::cli
