#include "payout/intake.hpp"

#include <algorithm>

#include "payout/approvals.hpp"
#include "payout/folders.hpp"
#include "payout/inbox.hpp"
#include "payout/proven_bank.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

constexpr std::uint64_t cover_limit = 1U << 20;
/// A file that has not changed for so long is not on its way any more.
constexpr std::chrono::minutes upload_time{30};

Error fault(ErrorCode code, std::string value, std::vector<std::string> arguments = {}) {
    return {code, {}, std::move(value), std::move(arguments)};
}

/// Copies a file into the archive and says its digest.
Result<std::string> freeze(std::filesystem::path const& from, std::filesystem::path const& to) {
    crypto::Sha256Sink digest;
    if (auto const kept = store::copy_durably(from, to, store::DurableFile::IfThere::replace, &digest); !kept) {
        return kept.error();
    }
    return digest.finish_hex();
}

/// Whether the cover speaks of things this workspace has.
Status fits_workspace(settings::Workspace const& workspace,
                      std::map<std::string, settings::Programme> const& programmes, settings::Cover const& cover) {
    if (cover.code.text().substr(0, 2) != workspace.list_prefix) {
        return fault(ErrorCode::cover_prefix, std::string(cover.code.text()), {workspace.list_prefix});
    }
    auto const programme = programmes.find(cover.programme);
    if (programme == programmes.end() || programme->second.period != cover.period) {
        return fault(ErrorCode::cover_programme, cover.programme, {cover.period});
    }
    if (programme->second.fund(cover.fund) == nullptr || programme->second.currency != cover.currency) {
        return fault(ErrorCode::cover_fund, cover.fund, {cover.programme});
    }
    auto const* account = workspace.debtor_account(cover.debtor_account);
    if (account == nullptr || account->currency != cover.currency) {
        return fault(ErrorCode::cover_debtor_account, cover.debtor_account);
    }
    auto const test_limit = Money::parse("10", cover.currency);
    auto const all = cover.count + cover.cash_count + cover.in_kind_count;
    if (cover.kind == settings::ListKind::test && test_limit && (all > 5 || cover.total > *test_limit)) {
        return fault(ErrorCode::cover_test_limit, to_text(cover.total));
    }
    return {};
}

/// The list a supplement, correction or cancellation belongs to must be in the store already, with lines of its own.
Result<std::int64_t> list_it_is_of(Desk const& desk, settings::Cover const& cover) {
    using settings::ListKind;
    auto const needs_one = settings::is_of_another(cover.kind);
    if (needs_one != cover.of.has_value()) {
        return fault(ErrorCode::cover_of, cover.of ? std::string(cover.of->text()) : "",
                     {std::string(text_of(cover.kind))});
    }
    if (!needs_one) {
        return std::int64_t{0};
    }
    auto const original = store::list_by_code(desk.store, cover.of->text());
    if (!original) {
        return original.error();
    }
    auto const fits = *original && (*original)->programme == cover.programme && (*original)->fund == cover.fund &&
                      (*original)->currency == cover.currency && (*original)->kind != text_of(ListKind::correction) &&
                      (*original)->kind != text_of(ListKind::cancellation);
    if (!fits) {
        return fault(ErrorCode::cover_of, std::string(cover.of->text()), {std::string(text_of(cover.kind))});
    }
    return (*original)->list;
}

/// Why rows are not those of their cover. Files come one after the other and piece by piece, so what changed only now
/// may be on its way.
Error unfit(Desk const& desk, PaymentList const& list, std::filesystem::path const& rows, ErrorCode for_good) {
    for (auto const& file : {list.cover_path, rows}) {
        auto const changed = store::changed_at(file);
        // A clock set back, as in rehearsals, makes files of tomorrow: nobody waits for those.
        if (changed && std::chrono::abs(desk.clock.now() - *changed) <= upload_time) {
            return fault(ErrorCode::list_waiting, list.cover.rows_file);
        }
    }
    return fault(for_good, list.cover.rows_file);
}

/// S1: cover and rows go into the archive while they are hashed; only these copies are read later.
Status freeze_list(Desk const& desk, std::string const& cover_text, PaymentList& list) {
    auto const folder = Folders(desk.workspace.home).archive_lists /
                        (std::string(list.cover.code.text()) + "-" + list.cover_sha256.substr(0, 12));
    if (auto const made = store::make_folder(folder); !made) {
        return made;
    }
    auto const rows = rows_beside(list.cover_path, list.cover.rows_file);
    if (!rows) {
        return rows.error();
    }
    list.rows = folder / rows->filename();
    auto const digest = freeze(*rows, list.rows);
    if (!digest && digest.error().code != ErrorCode::file_missing) {
        return digest.error();
    }
    if (!digest || *digest != list.cover.rows_sha256) {
        return unfit(desk, list, *rows, digest ? ErrorCode::cover_rows_changed : ErrorCode::cover_rows_missing);
    }
    return store::write_durably(folder / list.cover_path.filename(), cover_text, store::DurableFile::IfThere::replace);
}

/// A cover of a programme that nobody has is told of elsewhere.
Status settings_unchanged(settings::Workspace const& workspace,
                          std::map<std::string, settings::Programme> const& programmes,
                          settings::Formats const& formats, settings::Cover const& cover) {
    auto const programme = programmes.find(cover.programme);
    if (programme == programmes.end()) {
        return {};
    }
    auto const now = settings_digest(workspace, formats, programme->second, cover.profile);
    if (!now) {
        return now.error();
    }
    return *now == cover.settings_sha256 ? Status{} : fault(ErrorCode::cover_settings_changed, cover.programme);
}

/// A list that cancels pays nothing.
Status bank_takes(Desk const& desk, PaymentList const& list) {
    auto const& cover = list.cover;
    return cover.kind == settings::ListKind::cancellation
               ? Status{}
               : bank_is_open(desk, list.profile, *desk.workspace.debtor_account(cover.debtor_account), cover.kind);
}

/// The steps of taking one list, in order; the first fault ends them.
Status take(Desk const& desk, std::string const& cover_text, Intake& result) {
    auto& list = *result.list;
    if (auto const fits = fits_workspace(desk.workspace, desk.programmes, list.cover); !fits) {
        return fits;
    }
    list.programme = &desk.programmes.at(list.cover.programme);
    auto const today = desk.clock.local().day;
    if (list.cover.deadline && *list.cover.deadline < today) {
        return fault(ErrorCode::deadline_passed, to_text(today), {to_text(*list.cover.deadline)});
    }
    auto profile = desk.formats.profile(list.cover.profile);
    if (!profile) {
        return fault(ErrorCode::cover_profile, list.cover.profile);
    }
    list.profile = *std::move(profile);
    if (auto const open = bank_takes(desk, list); !open) {
        return open;
    }
    auto rules = settings::Rules::load(desk.formats.folder(), list.programme->rules);
    if (!rules) {
        return rules.error();
    }
    list.rules = *std::move(rules);
    auto const used = store::list_by_code(desk.store, list.cover.code.text());
    if (!used || *used) {
        return used ? fault(ErrorCode::list_code_used, std::string(list.cover.code.text())) : used.error();
    }
    auto const of_list = list_it_is_of(desk, list.cover);
    if (!of_list) {
        return of_list.error();
    }
    list.of_list = *of_list;
    if (auto const same = settings_unchanged(desk.workspace, desk.programmes, desk.formats, list.cover); !same) {
        return same;
    }
    if (auto const frozen = freeze_list(desk, cover_text, list); !frozen) {
        return frozen;
    }
    return approve(desk, cover_text, list, result.findings);
}

/// Faults of the machine stop the run; everything else is the list's own.
bool stops_the_run(ErrorCode code) {
    return severity_of(code) == Severity::stopped && code != ErrorCode::file_missing &&
           code != ErrorCode::file_not_regular && code != ErrorCode::formats_missing;
}

}  // namespace

Result<std::string> file_digest(std::filesystem::path const& path) {
    crypto::Sha256Sink digest;
    if (auto const copied = store::copy_into(path, digest); !copied) {
        return copied.error();
    }
    return digest.finish_hex();
}

Result<std::string> settings_digest(settings::Workspace const& workspace, settings::Formats const& formats,
                                    settings::Programme const& programme, std::string const& profile) {
    auto const programme_digest = file_digest(workspace.home / "programmes" / (programme.id + ".toml"));
    if (!programme_digest) {
        return programme_digest.error();
    }
    auto const profile_digest = file_digest(formats.folder() / "profiles" / (profile + ".toml"));
    if (!profile_digest) {
        return profile_digest.error();
    }
    auto text = "programme " + *programme_digest + "\nprofile " + *profile_digest + "\n";
    for (auto const& pack : programme.rules) {
        auto const file = settings::rule_pack_file(formats.folder(), pack);
        auto const rules_digest = file ? file_digest(*file) : file.error();
        if (!rules_digest) {
            return rules_digest.error();
        }
        text += "rules " + pack + " " + *rules_digest + "\n";
    }
    auto const digest = crypto::sha256(text);
    if (!digest) {
        return digest.error();
    }
    return crypto::hex(*digest);
}

std::vector<Error> cover_faults(settings::Workspace const& workspace,
                                std::map<std::string, settings::Programme> const& programmes,
                                settings::Formats const& formats, settings::Cover const& cover,
                                std::filesystem::path const& rows) {
    std::vector<Error> faults;
    for (auto const& judged :
         {fits_workspace(workspace, programmes, cover), settings_unchanged(workspace, programmes, formats, cover)}) {
        if (!judged) {
            faults.push_back(judged.error());
        }
    }
    auto const digest = file_digest(rows);
    if (!digest && digest.error().code == ErrorCode::file_missing) {
        faults.push_back(fault(ErrorCode::cover_rows_missing, cover.rows_file));
    } else if (!digest || *digest != cover.rows_sha256) {
        faults.push_back(digest ? fault(ErrorCode::cover_rows_changed, cover.rows_file) : digest.error());
    }
    return faults;
}

Result<Intake> intake(Desk const& desk, std::filesystem::path const& cover_path) {
    Intake result;
    auto const name = cover_path.filename().string();
    auto const cover_text = store::read_whole(cover_path, cover_limit);
    if (!cover_text) {
        return cover_text.error();
    }
    auto const digest = crypto::sha256(*cover_text);
    if (!digest) {
        return digest.error();
    }
    auto const known = store::list_by_cover(desk.store, crypto::hex(*digest));
    if (!known) {
        return known.error();
    }
    auto cover = settings::parse_cover(*cover_text, name);
    if (!cover) {
        auto const position = cover.error().position;
        result.findings.push_back(finding_of(cover.error(), position));
        return result;
    }
    result.list_code = std::string(cover->code.text());
    result.taken_before = known->has_value();
    result.list = PaymentList{*std::move(cover), crypto::hex(*digest), name, cover_path, {}, nullptr, {}, {}, {}, 0};
    if (result.taken_before) {
        return result;
    }
    if (auto const taken = take(desk, *cover_text, result); !taken) {
        if (stops_the_run(taken.error().code)) {
            return taken.error();
        }
        result.findings.push_back(finding_of(taken.error(), {name, {}, 0, 0}));
        result.list.reset();
    }
    return result;
}

Status consume(Desk const& desk, std::filesystem::path const& cover_path, std::string const& rows_file) {
    auto const fence = store::begin_transaction(desk.store, desk.ticket);
    if (!fence) {
        return fence.error();
    }
    auto const signatures = signatures_beside(cover_path);
    if (!signatures) {
        return signatures.error();
    }
    for (auto const& signature : *signatures) {
        if (auto const removed = store::remove_durably(signature); !removed) {
            return removed;
        }
    }
    auto const rows = rows_beside(cover_path, rows_file);
    if (auto const removed = rows ? store::remove_durably(*rows) : Status{rows.error()}; !removed) {
        return removed;
    }
    return store::remove_durably(cover_path);
}

}  // namespace almoner::payout
