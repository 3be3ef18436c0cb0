#include "cli/named_list.hpp"

#include "cli/correct.hpp"
#include "payout/claim.hpp"
#include "payout/inbox.hpp"
#include "vetting/cover_check.hpp"

namespace almoner::cli {

namespace {

Result<NamedList> with_settings(Office const& office, std::string const& programme, std::string const& profile_id) {
    auto const found = office.programmes.find(programme);
    if (found == office.programmes.end()) {
        return Error{ErrorCode::cover_programme, {}, programme, {}};
    }
    auto profile = office.formats.profile(profile_id);
    if (!profile) {
        return Error{ErrorCode::cover_profile, {}, profile_id, {}};
    }
    auto rules = settings::Rules::load(office.formats.folder(), found->second.rules);
    if (!rules) {
        return rules.error();
    }
    return NamedList{.programme = &found->second,
                     .profile = *std::move(profile),
                     .rules = *std::move(rules),
                     .execution_date = office.clock->local().day};
}

Result<vetting::Survey> survey_rows(Office const& office, NamedList const& list, Reference& reference) {
    auto const terms = terms_of(office, list, reference.digest);
    if (list.kind == settings::ListKind::correction) {
        return survey_correction(office, terms, list.of, list.rows);
    }
    if (!reference.store) {
        return vetting::survey(terms, list.rows, nullptr);
    }
    auto history = vetting::History::open(*reference.store, terms);
    return history ? vetting::survey(terms, list.rows, &*history) : Result<vetting::Survey>(history.error());
}

/// What a cancellation list names: bank lines, and no category.
Result<vetting::Survey> survey_cancelled(Office const& office, NamedList const& list) {
    vetting::Survey survey(list.programme->currency);
    auto const named = payout::survey_cancellation(
        list.rows, {office.words, list.columns, list.programme->currency, list.rows.filename().string()},
        survey.findings);
    if (!named) {
        return named.error();
    }
    survey.bank = *named;
    survey.lines = named->count;
    return survey;
}

}  // namespace

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

vetting::Terms terms_of(Office const& office, NamedList const& list, crypto::KeyedDigest const& digest) {
    return {.programme = *list.programme,
            .profile = list.profile,
            .tables = office.tables,
            .person_digest = digest,
            .rules = list.rules.on(list.execution_date, list.fund),
            .today = office.clock->local().day,
            .execution_date = list.execution_date,
            .instalment = list.instalment,
            .unit = list.unit,
            .file = list.rows.filename().string(),
            .words = office.words,
            .said = list.columns};
}

Result<NamedList> named_by(Office const& office, Options const& options, std::filesystem::path rows) {
    auto list = with_settings(office, options.programme, options.profile);
    auto columns = columns_of(options);
    auto const kind =
        options.kind.empty() ? std::optional(settings::ListKind::original) : settings::list_kind_of(options.kind);
    if (!list || !columns) {
        return list ? columns.error() : list.error();
    }
    if (!kind) {
        return Error{ErrorCode::cover_kind, {}, options.kind, {}};
    }
    list->rows = std::move(rows);
    list->unit = options.unit;
    list->columns = *std::move(columns);
    list->kind = *kind;
    list->of = options.of;
    list->fund = options.fund;
    list->instalment = options.instalment;
    if (auto const day = parse_day(options.execution_date)) {
        list->execution_date = *day;
    }
    return list;
}

Result<NamedList> named_by(Office const& office, settings::Cover const& cover,
                           std::filesystem::path const& cover_path) {
    auto list = with_settings(office, cover.programme, cover.profile);
    if (!list) {
        return list.error();
    }
    auto rows = payout::rows_beside(cover_path, cover.rows_file);
    if (!rows) {
        return rows.error();
    }
    list->rows = *std::move(rows);
    list->unit = cover.unit;
    list->columns = cover.columns;
    list->kind = cover.kind;
    list->of = cover.of ? std::string(cover.of->text()) : std::string();
    list->fund = cover.fund;
    list->instalment = cover.instalment;
    list->execution_date = cover.execution_date;
    return list;
}

Result<Reference> open_reference(Office const& office) {
    std::error_code ignored;
    if (std::filesystem::exists(office.workspace.home / "state" / "almoner.db", ignored)) {
        auto store = open_store(office);
        auto digest = store ? person_digest_of(**store) : Result<crypto::KeyedDigest>(store.error());
        return digest ? Result<Reference>(Reference{*std::move(store), *std::move(digest)}) : digest.error();
    }
    // Nothing to look up yet, so persons are told apart by a key of the moment.
    auto const key = crypto::random_bytes(32);
    auto digest = key ? crypto::KeyedDigest::with_key(*key) : Result<crypto::KeyedDigest>(key.error());
    return digest ? Result<Reference>(Reference{nullptr, *std::move(digest)}) : digest.error();
}

Result<vetting::Survey> survey_of(Office const& office, NamedList const& list, Reference& reference) {
    return list.kind == settings::ListKind::cancellation ? survey_cancelled(office, list)
                                                         : survey_rows(office, list, reference);
}

Result<std::vector<Finding>> judge_of(Office const& office, NamedList const& list, Reference& reference,
                                      settings::Cover const& cover, std::string const& cover_file) {
    if (list.kind == settings::ListKind::cancellation) {
        return std::vector<Finding>{};
    }
    auto const calendar = office.formats.calendar(list.profile.calendar);
    if (!calendar) {
        return calendar.error();
    }
    auto const registers = reference.store
                               ? store::registers_in_force(*reference.store)
                               : Result<std::vector<store::RegisterRecord>>(std::vector<store::RegisterRecord>{});
    if (!registers) {
        return registers.error();
    }
    return vetting::judge_list(terms_of(office, list, reference.digest), cover, *calendar, *registers, cover_file);
}

}  // namespace almoner::cli
