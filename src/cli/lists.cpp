#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"
#include "crypto/cms.hpp"
#include "payout/claim.hpp"
#include "payout/intake.hpp"
#include "settings/cover.hpp"
#include "vetting/survey.hpp"

namespace almoner::cli {

namespace {

constexpr std::uint64_t cover_limit = 1U << 20;

/// Checking a list needs no store, so persons are told apart by a key of the moment.
Result<crypto::KeyedDigest> passing_digest() {
    auto const key = crypto::random_bytes(32);
    return key ? crypto::KeyedDigest::with_key(*key) : Result<crypto::KeyedDigest>(key.error());
}

struct ToCheck {
    std::filesystem::path rows;
    settings::Programme const* programme = nullptr;
    settings::Profile profile;
    std::string unit;
    std::map<std::string, std::string> columns;  ///< headings somebody explained
};

Result<ToCheck> to_check(Office const& office, std::string const& programme, std::string const& profile_id,
                         std::filesystem::path rows, std::string unit) {
    auto const found = office.programmes.find(programme);
    if (found == office.programmes.end()) {
        return Error{ErrorCode::cover_programme, {}, programme, {}};
    }
    auto profile = office.formats.profile(profile_id);
    if (!profile) {
        return Error{ErrorCode::cover_profile, {}, profile_id, {}};
    }
    return ToCheck{std::move(rows), &found->second, *std::move(profile), std::move(unit), {}};
}

/// "--column HEADING=FIELD" as the cover keeps it.
Result<std::map<std::string, std::string>> columns_of(Options const& options) {
    std::map<std::string, std::string> columns;
    for (auto const& said : options.columns) {
        auto const equals = said.rfind('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == said.size()) {
            return Error{ErrorCode::usage_argument, {}, said, {}};
        }
        columns.emplace(said.substr(0, equals), said.substr(equals + 1));
    }
    return columns;
}

Result<vetting::Survey> survey_rows(Office const& office, ToCheck const& list) {
    auto const digest = passing_digest();
    if (!digest) {
        return digest.error();
    }
    vetting::LineTerms const terms{*list.programme,
                                   list.profile,
                                   office.tables,
                                   *digest,
                                   office.clock->local().day,
                                   list.unit,
                                   list.rows.filename().string(),
                                   office.words,
                                   list.columns};
    return vetting::survey(terms, list.rows);
}

/// What a cancellation list names: bank lines, and no category.
Result<vetting::Survey> survey_cancelled(ToCheck const& list) {
    vetting::Survey survey(list.programme->currency);
    auto const named = payout::survey_cancellation(list.rows, list.programme->currency, survey.findings);
    if (!named) {
        return named.error();
    }
    survey.bank = *named;
    survey.lines = named->count;
    return survey;
}

void tell(Office const& office, Options const& options, Finding const& finding) {
    if (!options.json) {
        print(office.texts.line(finding));
        return;
    }
    auto const& position = finding.position;
    JsonLine json;
    json.field("file", std::string_view(position.file)).field("row", static_cast<std::int64_t>(position.row));
    json.field("column", static_cast<std::int64_t>(position.column)).field("code", text_of(finding.code));
    json.field("severity", text_of(finding.severity)).field("value", std::string_view(finding.value));
    json.field("what_to_do",
               std::string_view(office.texts.get("code." + std::string(text_of(finding.code)), finding.arguments)));
    print(json.text());
}

Result<ExitCode> check_one(Office const& office, Options const& options, std::filesystem::path const& file) {
    std::optional<settings::Cover> cover;
    if (file.extension() == ".toml") {
        auto const text = store::read_whole(file, cover_limit);
        if (!text) {
            return text.error();
        }
        auto parsed = settings::parse_cover(*text, file.filename().string());
        if (!parsed) {
            return parsed.error();
        }
        cover = *std::move(parsed);
    }
    auto list =
        cover ? to_check(office, cover->programme, cover->profile, file.parent_path() / cover->rows_file, cover->unit)
              : to_check(office, options.programme, options.profile, file, {});
    auto said = columns_of(options);
    if (!list || !said) {
        return list ? said.error() : list.error();
    }
    list->columns = cover ? cover->columns : *std::move(said);
    auto const cancels = cover && cover->kind == settings::ListKind::cancellation;
    auto const surveyed = cancels ? survey_cancelled(*list) : survey_rows(office, *list);
    if (!surveyed) {
        return surveyed.error();
    }
    auto findings = surveyed->findings;
    if (cover) {
        auto const judged = vetting::judge(*surveyed, *cover, *list->programme, file.filename().string());
        findings.insert(findings.end(), judged.begin(), judged.end());
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

struct Pen {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};

/// A person's key with the certificate the register pins.
Result<Pen> pen_of(Office const& office, Options const& options) {
    auto const persons = settings::load_register(office.workspace.home / "keys" / "register.toml");
    if (!persons) {
        return persons.error();
    }
    auto const person = persons->find(options.as);
    if (person == persons->end()) {
        return Error{ErrorCode::approval_unknown_person, {}, options.as, {}};
    }
    auto certificate = crypto::Certificate::load(person->second.certificate);
    auto key = crypto::PrivateKey::load(options.key);
    if (!certificate || !key) {
        return certificate ? key.error() : certificate.error();
    }
    if (!key->belongs_to(*certificate)) {
        return Error{ErrorCode::crypto_key, {options.key.string(), {}, 0, 0}, options.as, {}};
    }
    return Pen{*std::move(key), *std::move(certificate)};
}

Status sign_cover(Options const& options, Pen const& pen, std::filesystem::path const& cover) {
    auto const text = store::read_whole(cover, cover_limit);
    if (!text) {
        return text.error();
    }
    auto const cms = crypto::cms_sign(pen.key, pen.certificate, *text);
    if (!cms) {
        return cms.error();
    }
    return store::write_durably(seal::signature_path(cover, options.as), *cms, store::DurableFile::IfThere::replace);
}

/// Shows what is signed before it is signed.
Status show_cover(Office const& office, std::filesystem::path const& path) {
    auto const text = store::read_whole(path, cover_limit);
    if (!text) {
        return text.error();
    }
    auto const cover = settings::parse_cover(*text, path.filename().string());
    if (!cover) {
        return cover.error();
    }
    print(office.texts.get(
        "cli.signing",
        std::vector<std::string>{std::string(cover->code.text()), cover->programme, cover->fund,
                                 std::to_string(cover->count), to_grouped_text(cover->total),
                                 to_grouped_text(cover->cash_total), to_grouped_text(cover->in_kind_total)}));
    return {};
}

/// The cover of a surveyed list, from the survey and the options.
Result<settings::Cover> cover_of(Office const& office, Options const& options, ToCheck const& list,
                                 vetting::Survey const& survey) {
    auto const code = ListCode::parse(options.code);
    auto const day = parse_day(options.execution_date);
    auto const rows_digest = payout::file_digest(list.rows);
    auto const settings_now =
        payout::settings_digest(office.workspace, office.formats, options.programme, options.profile);
    auto const kind = settings::list_kind_of(options.kind);
    if (!code || !day) {
        return code ? day.error() : code.error();
    }
    if (!rows_digest || !settings_now) {
        return rows_digest ? settings_now.error() : rows_digest.error();
    }
    if (!kind) {
        return Error{ErrorCode::cover_kind, {}, options.kind, {}};
    }
    std::vector<settings::CategorySum> sums;
    for (auto const& category : survey.categories_in_order) {
        auto const& sum = survey.categories.at(category);
        sums.push_back({category, sum.count, sum.sum});
    }
    auto const deadline = options.deadline.empty() ? Result<Day>(*day) : parse_day(options.deadline);
    auto const of = options.of.empty() ? Result<ListCode>(*code) : ListCode::parse(options.of);
    if (!deadline || !of) {
        return deadline ? of.error() : deadline.error();
    }
    return settings::Cover{.code = *code,
                           .kind = *kind,
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
                           .columns = list.columns};
}

Status make_cover(Office const& office, Options const& options) {
    auto const& rows = options.files.front();
    auto list = to_check(office, options.programme, options.profile, rows, options.unit);
    auto said = columns_of(options);
    if (!list || !said) {
        return list ? said.error() : list.error();
    }
    list->columns = *std::move(said);
    auto const pen = pen_of(office, options);
    if (!pen) {
        return pen.error();
    }
    auto const surveyed = options.kind == text_of(settings::ListKind::cancellation) ? survey_cancelled(*list)
                                                                                    : survey_rows(office, *list);
    if (!surveyed) {
        return surveyed.error();
    }
    for (auto const& finding : surveyed->findings) {
        tell(office, options, finding);
    }
    // A cover over a list that contradicts itself would only be refused later.
    if (!surveyed->totals.empty()) {
        auto const& first = surveyed->totals.front();
        return Error{first.code, first.position, first.value, first.arguments};
    }
    auto const cover = cover_of(office, options, *list, *surveyed);
    if (!cover) {
        return cover.error();
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

ExitCode run_cover(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const made = make_cover(*office, options);
    return made ? ExitCode::well : leave_with(made.error(), office->texts);
}

ExitCode run_approve(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const pen = pen_of(*office, options);
    if (!pen) {
        return leave_with(pen.error(), office->texts);
    }
    for (auto const& cover : options.files) {
        auto const shown = show_cover(*office, cover);
        auto const is_signed = shown ? sign_cover(options, *pen, cover) : shown;
        if (!is_signed) {
            return leave_with(is_signed.error(), office->texts);
        }
    }
    return ExitCode::well;
}

}  // namespace almoner::cli
