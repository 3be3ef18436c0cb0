#include <algorithm>

#include "cli/command.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"
#include "report/exceptions.hpp"
#include "report/payout_register.hpp"
#include "store/closings.hpp"
#include "store/corrections.hpp"
#include "store/purges.hpp"
#include "store/registers.hpp"
#include "vetting/cover_check.hpp"

namespace almoner::cli {

namespace {

/// A workspace opened for reading: its settings and its store.
struct View {
    Office office;
    std::unique_ptr<store::Connection> store;
    report::Horizon horizon;
};

/// Opens what a command looks at, runs it, and prints the error that stopped it.
ExitCode look(Options const& options, std::function<Result<ExitCode>(View const&)> const& command) {
    auto office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto connection = open_store(*office);
    if (!connection) {
        return leave_with(connection.error(), office->texts);
    }
    auto horizon = report::horizon(**connection, office->formats, office->workspace, office->clock->local().day);
    if (!horizon) {
        return leave_with(horizon.error(), office->texts);
    }
    View const view{*std::move(office), *std::move(connection), *std::move(horizon)};
    auto const done = command(view);
    return done ? *done : leave_with(done.error(), view.office.texts);
}

std::string plain_line(store::ListRecord const& list, report::Outcome const& outcome,
                       report::RegisterContext const& context) {
    std::string line;
    for (auto const& cell : report::register_cells(list, outcome, context)) {
        line += (line.empty() ? "" : "\t") + cell;
    }
    return line;
}

Result<ExitCode> payouts(View const& view, Options const& options) {
    auto const context = report::register_context(*view.store);
    if (!context) {
        return context.error();
    }
    auto const told =
        report::for_each_payout(*view.store, options.list, view.horizon, *context,
                                [&](store::ListRecord const& list, report::Outcome const& outcome) -> Status {
                                    if (options.state.empty() || options.state == text_of(outcome.state)) {
                                        print(options.json ? report::register_json_line(list, outcome, *context)
                                                           : plain_line(list, outcome, *context));
                                    }
                                    return {};
                                });
    if (!told) {
        return told.error();
    }
    return ExitCode::well;
}

Result<ExitCode> exceptions(View const& view, Options const& options) {
    auto const all = report::exceptions(*view.store, view.horizon);
    if (!all) {
        return all.error();
    }
    auto const& texts = view.office.texts;
    for (auto const& exception : *all) {
        if (options.json) {
            JsonLine json;
            json.field("id", std::string_view(exception.id))
                .field("class", std::string_view(exception.exception_class));
            json.field("severity", std::int64_t{exception.severity}).field("cause", std::string_view(exception.cause));
            json.field("members", static_cast<std::int64_t>(exception.members)).field("amount", exception.amount);
            json.field("owner", std::string_view(exception.owner));
            json.field("since", exception.since ? std::optional(to_text(*exception.since)) : std::nullopt);
            json.field("age", report::age_bucket(exception, view.horizon));
            json.field("what_to_do", std::string_view(report::what_to_do(exception, texts)));
            print(json.text());
        } else {
            print(std::to_string(exception.severity) + "  " + exception.id + "  " + std::to_string(exception.members) +
                  "  " + report::amount_text(exception) + "  " + report::what_to_do(exception, texts));
        }
    }
    return all->empty() ? ExitCode::well : ExitCode::needs_person;
}

/// What the rules of all programmes ask of registers and do not get, each programme's once.
Result<std::vector<Finding>> registers_wanting(Office const& office,
                                               std::vector<store::RegisterRecord> const& registers) {
    std::vector<Finding> wanting;
    auto const today = office.clock->local().day;
    for (auto const& [id, programme] : office.programmes) {
        auto const rules = settings::Rules::load(office.formats.folder(), programme.rules);
        if (!rules) {
            return rules.error();
        }
        for (auto const& fund : programme.funds) {
            for (auto const& finding :
                 vetting::judge_registers(rules->on(today, fund.id), today, registers, {id + ".toml", {}, 0, 0})) {
                auto const line = office.texts.line(finding);
                auto const is_told = std::any_of(wanting.begin(), wanting.end(),
                                                 [&](auto const& told) { return office.texts.line(told) == line; });
                if (!is_told) {
                    wanting.push_back(finding);
                }
            }
        }
    }
    return wanting;
}

/// The registers in force with their days, then those that programmes miss.
void show_registers(Office const& office, std::vector<store::RegisterRecord> const& registers,
                    std::vector<Finding> const& wanting) {
    for (auto const& record : registers) {
        print(office.texts.get("cli.register_in_force",
                               std::vector<std::string>{std::string(text_of(record.kind)), record.source,
                                                        to_text(record.day), std::to_string(record.entry_count)}));
    }
    for (auto const& finding : wanting) {
        print(office.texts.line(finding));
    }
}

Result<ExitCode> status(View const& view, Options const& options) {
    auto const lists = store::lists(*view.store);
    auto const files = store::files(*view.store, std::nullopt);
    auto const waiting = store::files_in(view.office.workspace.home / "inbox" / "lists", ".cover.toml");
    auto const answers = store::files_in(view.office.workspace.home / "inbox" / "bank", "");
    for (auto const* error : {lists ? nullptr : &lists.error(), files ? nullptr : &files.error(),
                              waiting ? nullptr : &waiting.error(), answers ? nullptr : &answers.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    auto const registers = store::registers_in_force(*view.store);
    auto const wanting =
        registers ? registers_wanting(view.office, *registers) : Result<std::vector<Finding>>(registers.error());
    if (!wanting) {
        return wanting.error();
    }
    std::map<FileState, std::uint64_t> states;
    for (auto const& file : *files) {
        ++states[file.state];
    }
    JsonLine json;
    json.field("lists", static_cast<std::int64_t>(lists->size()))
        .field("covers_waiting", static_cast<std::int64_t>(waiting->size()));
    json.field("bank_files_waiting", static_cast<std::int64_t>(answers->size()));
    auto const& texts = view.office.texts;
    std::string text =
        texts.get("cli.status", std::vector<std::string>{std::to_string(lists->size()), std::to_string(waiting->size()),
                                                         std::to_string(answers->size())});
    for (auto const& [state, count] : states) {
        json.field("files_" + std::string(text_of(state)), static_cast<std::int64_t>(count));
        text += "\n" + texts.get("file_state." + std::string(text_of(state))) + ": " + std::to_string(count);
    }
    for (auto const& record : *registers) {
        json.field("register_" + std::string(text_of(record.kind)), std::string_view(to_text(record.day)));
    }
    json.field("registers_wanting", static_cast<std::int64_t>(wanting->size()));
    print(options.json ? json.text() : text);
    if (!options.json) {
        show_registers(view.office, *registers, *wanting);
    }
    return waiting->empty() && wanting->empty() ? ExitCode::well : ExitCode::needs_person;
}

/// What the bank said, and what it means where it is known.
std::string reason_text(View const& view, std::string const& said) {
    auto const* known = view.horizon.reasons.find(said);
    return said + " " + view.office.texts.get(known == nullptr ? "reason.unknown" : "reason." + known->code);
}

/// In which file of the bank it stands; what people did or heard is of their request.
std::string place_of(View const& view, report::RegisterContext const& context, Evidence const& fact) {
    if (fact.bank_file == 0) {
        return view.office.texts.get("cli.recall_number", std::vector<std::string>{std::to_string(fact.entry)});
    }
    auto const file = context.bank_files.find(fact.bank_file);
    return (file == context.bank_files.end() ? "?" : file->second) + "#" + std::to_string(fact.statement) + "/" +
           std::to_string(fact.entry) + (fact.detail == 0 ? "" : "/" + std::to_string(fact.detail));
}

void show_evidence(View const& view, report::RegisterContext const& context, Evidence const& fact) {
    print("  " + place_of(view, context, fact) + "  " + std::string(text_of(fact.kind)) +
          (fact.amount ? "  " + to_grouped_text(*fact.amount) : "") + (fact.day ? "  " + to_text(*fact.day) : "") +
          (fact.reason.empty() ? "" : "  " + reason_text(view, fact.reason)) +
          (fact.rule.empty() ? "" : "  [" + fact.rule + (fact.inferred ? ", inferred]" : "]")));
}

/// Who made this version of the line, and why.
void show_correction(View const& view, std::vector<store::ListRecord> const& lists, store::PayoutRow const& row) {
    auto const list =
        std::find_if(lists.begin(), lists.end(), [&](auto const& one) { return one.list == row.correction; });
    if (list != lists.end()) {
        print("  " +
              view.office.texts.get("cli.corrected_by", std::vector<std::string>{list->code, list->maker, list->reason,
                                                                                 to_grouped_text(row.line.amount),
                                                                                 to_grouped_text(*row.given_up)}));
    }
}

Status show_cancellation(View const& view, store::ListRecord const& list, LineNumber line) {
    auto const cancelled = store::cancellation_of(*view.store, list.list, line);
    if (!cancelled) {
        return cancelled.error();
    }
    if (*cancelled) {
        print("  " + view.office.texts.get("cli.cancelled_by",
                                           std::vector<std::string>{(*cancelled)->list_code, (*cancelled)->note}));
    }
    return {};
}

Status show_closing(View const& view, store::ListRecord const& list, LineNumber line) {
    auto const closing = store::closing_of(*view.store, list.list, line);
    if (!closing) {
        return closing.error();
    }
    if (*closing) {
        auto const& texts = view.office.texts;
        auto const state = std::string(text_of(payout_state_of((*closing)->kind)));
        print("  " + texts.get("cli.closed_by",
                               std::vector<std::string>{to_grouped_text((*closing)->amount),
                                                        texts.get("payout_state." + state), (*closing)->decision,
                                                        (*closing)->how, (*closing)->reference}));
    }
    return {};
}

/// The attempts of the payout in order, each with what made it and what proves it.
Result<std::vector<store::PayoutRow>> attempts_of(View const& view, store::ListRecord const& list,
                                                  std::string_view payout_id) {
    auto const code = ListCode::parse(list.code);
    auto cursor = store::PayoutCursor::open(*view.store, list);
    if (!code || !cursor) {
        return code ? cursor.error() : code.error();
    }
    std::vector<store::PayoutRow> attempts;
    store::PayoutRow row{Line{.amount = Money::zero(list.currency)}, {}, 0, 0, {}};
    for (;;) {
        auto const more = cursor->next(row);
        if (!more) {
            return more.error();
        }
        auto const is_wanted = *more && EndToEndId::of(*code, row.line.number, 1).payout_id() == payout_id;
        if (!*more || (!attempts.empty() && !is_wanted)) {
            return attempts;
        }
        if (is_wanted) {
            attempts.push_back(row);
        }
    }
}

Result<ExitCode> show(View const& view, Options const& options) {
    auto const wanted = std::string_view(options.id).substr(0, 14);
    auto const context = report::register_context(*view.store);
    auto const lists = store::lists(*view.store);
    if (!context || !lists) {
        return context ? lists.error() : context.error();
    }
    auto const list = std::find_if(lists->begin(), lists->end(),
                                   [wanted](auto const& one) { return one.code == wanted.substr(0, 6); });
    auto const attempts = list == lists->end() ? Result<std::vector<store::PayoutRow>>(std::vector<store::PayoutRow>{})
                                               : attempts_of(view, *list, wanted);
    if (!attempts) {
        return attempts.error();
    }
    if (attempts->empty()) {
        return Error{ErrorCode::transfer_unknown, {}, options.id, {}};
    }
    PayoutState state{};
    for (auto const& row : *attempts) {
        auto const outcome = report::outcome_of(row, context->files, view.horizon.clocks(*list), view.horizon.reasons);
        state = outcome.state;
        print(plain_line(*list, outcome, *context));
        show_correction(view, *lists, row);
        for (auto const& fact : row.evidence) {
            show_evidence(view, *context, fact);
        }
    }
    if (auto const shown = show_cancellation(view, *list, attempts->back().line.number); !shown) {
        return shown.error();
    }
    if (auto const shown = show_closing(view, *list, attempts->back().line.number); !shown) {
        return shown.error();
    }
    auto const& texts = view.office.texts;
    auto const purged = store::purged_lists(*view.store);
    if (!purged) {
        return purged.error();
    }
    if (auto const decision = purged->find(list->list); decision != purged->end()) {
        print(texts.get("cli.purged_by", std::vector{decision->second}));
    }
    print(texts.get("report.state") + ": " + texts.get("payout_state." + std::string(text_of(state))));
    return ExitCode::well;
}

}  // namespace

ExitCode run_payouts(Options const& options) {
    return look(options, [&](View const& view) { return payouts(view, options); });
}

ExitCode run_exceptions(Options const& options) {
    return look(options, [&](View const& view) { return exceptions(view, options); });
}

ExitCode run_status(Options const& options) {
    return look(options, [&](View const& view) { return status(view, options); });
}

ExitCode run_show(Options const& options) {
    return look(options, [&](View const& view) { return show(view, options); });
}

}  // namespace almoner::cli
