#include "cli/named_list.hpp"

#include "payout/claim.hpp"

namespace almoner::cli {

namespace {

/// Checking a list needs no store, so persons are told apart by a key of the moment.
Result<crypto::KeyedDigest> passing_digest() {
    auto const key = crypto::random_bytes(32);
    return key ? crypto::KeyedDigest::with_key(*key) : Result<crypto::KeyedDigest>(key.error());
}

Result<NamedList> with_settings(Office const& office, std::string const& programme, std::string const& profile_id) {
    auto const found = office.programmes.find(programme);
    if (found == office.programmes.end()) {
        return Error{ErrorCode::cover_programme, {}, programme, {}};
    }
    auto profile = office.formats.profile(profile_id);
    if (!profile) {
        return Error{ErrorCode::cover_profile, {}, profile_id, {}};
    }
    return NamedList{.programme = &found->second, .profile = *std::move(profile)};
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

Result<vetting::Survey> survey_rows(Office const& office, NamedList const& list) {
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
Result<vetting::Survey> survey_cancelled(NamedList const& list) {
    vetting::Survey survey(list.programme->currency);
    auto const named = payout::survey_cancellation(list.rows, list.programme->currency, survey.findings);
    if (!named) {
        return named.error();
    }
    survey.bank = *named;
    survey.lines = named->count;
    return survey;
}

}  // namespace

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
    return list;
}

Result<NamedList> named_by(Office const& office, settings::Cover const& cover,
                           std::filesystem::path const& cover_path) {
    auto list = with_settings(office, cover.programme, cover.profile);
    if (!list) {
        return list.error();
    }
    list->rows = cover_path.parent_path() / cover.rows_file;
    list->unit = cover.unit;
    list->columns = cover.columns;
    list->kind = cover.kind;
    return list;
}

Result<vetting::Survey> survey_of(Office const& office, NamedList const& list) {
    return list.kind == settings::ListKind::cancellation ? survey_cancelled(list) : survey_rows(office, list);
}

}  // namespace almoner::cli
