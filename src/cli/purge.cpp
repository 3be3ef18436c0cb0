#include "payout/purge.hpp"
#include "cli/command.hpp"
#include "cli/decision_file.hpp"
#include "cli/night.hpp"
#include "cli/print.hpp"
#include "cli/unfinished_purge.hpp"
#include "report/unended.hpp"
#include "store/purges.hpp"

namespace almoner::cli {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// What may be erased, and what may not.
struct Prospect {
    std::map<std::string, report::Unended> unended;
    payout::PurgePlan plan;
};

Result<Prospect> look(Office const& office, store::Connection& connection, Day before) {
    auto const& workspace = office.workspace;
    auto const then = report::horizon(connection, office.formats, workspace, before);
    auto const today = report::horizon(connection, office.formats, workspace, office.clock->local().day);
    if (!then || !today) {
        return then ? today.error() : then.error();
    }
    auto unended = report::unended_lists(connection, *then, *today);
    if (!unended) {
        return unended.error();
    }
    std::set<std::string> codes;
    for (auto const& [code, what] : *unended) {
        codes.insert(code);
    }
    auto plan = payout::plan_purge(connection, workspace.home / "archive", before, codes);
    return plan ? Result<Prospect>(Prospect{*std::move(unended), *std::move(plan)}) : plan.error();
}

void show_what_stays(Office const& office, Prospect const& prospect, std::string const& before) {
    auto const& texts = office.texts;
    auto const& plan = prospect.plan;
    for (auto const& [code, what] : prospect.unended) {
        print(texts.get("cli.purge_unended", Words{code, std::to_string(what.payouts), std::to_string(what.files),
                                                   std::to_string(what.exceptions), before}));
    }
    for (auto const& [code, day] : plan.young) {
        print(texts.get("cli.purge_young", Words{code, to_text(day), before}));
    }
    for (auto const& [key, count] : {std::pair{"cli.purge_bank_files_of_others", plan.bank_files_of_others},
                                     {"cli.purge_bank_files_open", plan.bank_files_open},
                                     {"cli.purge_never_taken", plan.never_taken}}) {
        if (count != 0) {
            print(texts.get(key, Words{std::to_string(count), before}));
        }
    }
}

void show(Office const& office, Prospect const& prospect, std::string const& before) {
    auto const& plan = prospect.plan;
    for (auto const& purged : plan.lists) {
        print(office.texts.get("cli.purge_list", Words{purged.list.code, std::to_string(purged.family.size() - 1)}));
    }
    for (auto const& [path, sha256] : plan.files) {
        print(office.texts.get("cli.purge_file", Words{path, sha256}));
    }
    show_what_stays(office, prospect, before);
    print(plan.nothing() ? office.texts.get("cli.purge_nothing", Words{before})
                         : office.texts.get("cli.purge_sums", Words{std::to_string(plan.lists.size()),
                                                                    std::to_string(plan.bank_files.size()),
                                                                    std::to_string(plan.files.size()), plan.sha256}));
}

/// Once more, now that nobody else may write.
Outcome erase(Office const& office, NightShift& shift, Day before) {
    auto const as_logged = is_as_logged(office, shift);
    if (!as_logged || !*as_logged) {
        return as_logged ? Outcome(ExitCode::stopped) : as_logged.error();
    }
    auto const prospect = look(office, shift.store(), before);
    auto const decision =
        prospect ? decision_over(office, shift.store(), settings::DecisionKind::purge, prospect->plan.sha256)
                 : Result<std::optional<fs::path>>(prospect.error());
    if (!decision) {
        return decision.error();
    }
    if (prospect->plan.nothing() || !*decision) {
        print(office.texts.get("cli.purge_changed"));
        return ExitCode::needs_person;
    }
    auto const purged = payout::purge(shift.payout_desk(), prospect->plan, **decision);
    auto const finished = purged ? finish_purge(office, shift) : purged;
    return finished ? Outcome(ExitCode::well) : finished.error();
}

/// Where a purge of everything before a day stands.
enum class Standing { nothing, unsigned_, signed_ };

/// Shows what would be erased, and signs it where somebody is named who does.
Result<Standing> look_and_sign(Office const& office, store::Connection& connection, Options const& options,
                               Day before) {
    auto const prospect = look(office, connection, before);
    if (!prospect) {
        return prospect.error();
    }
    show(office, *prospect, to_text(before));
    if (prospect->plan.nothing()) {
        return Standing::nothing;
    }
    if (auto const is_signed = sign_over(office, options, settings::DecisionKind::purge, prospect->plan.sha256);
        !is_signed) {
        return is_signed.error();
    }
    auto const decision = decision_over(office, connection, settings::DecisionKind::purge, prospect->plan.sha256);
    if (!decision) {
        return decision.error();
    }
    if (!*decision) {
        print(office.texts.get("cli.purge_unsigned"));
    }
    return *decision ? Standing::signed_ : Standing::unsigned_;
}

Result<ExitCode> purge(Office const& office, Options const& options, Day before) {
    auto connection = open_store(office);
    auto const standing =
        connection ? look_and_sign(office, **connection, options, before) : Result<Standing>(connection.error());
    auto const unfinished = standing ? store::purge_to_finish(**connection) : Result<std::string>(standing.error());
    if (!unfinished) {
        return unfinished.error();
    }
    connection->reset();  // Who still reads keeps the store from forgetting.
    auto const code = *standing == Standing::unsigned_ ? ExitCode::needs_person : ExitCode::well;
    std::vector<NightPart> parts;
    if (*standing == Standing::signed_) {
        parts.emplace_back([before](Office const& at, NightShift& shift) { return erase(at, shift, before); });
    }
    if (parts.empty() && unfinished->empty()) {
        return code;
    }
    auto const worked = work(options, "purge", parts);
    return worked == ExitCode::well ? code : worked;
}

}  // namespace

ExitCode run_purge(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const before = parse_day(options.date);
    // What will be open tomorrow nobody knows today.
    if (!before || *before > office->clock->local().day) {
        return leave_with({ErrorCode::usage_argument, {}, "--before", {}}, office->texts);
    }
    auto const done = purge(*office, options, *before);
    return done ? *done : leave_with(done.error(), office->texts);
}

}  // namespace almoner::cli
