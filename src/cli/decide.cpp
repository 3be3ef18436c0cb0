#include <algorithm>
#include <iterator>

#include "audit/log.hpp"
#include "cli/command.hpp"
#include "cli/decision_file.hpp"
#include "cli/print.hpp"
#include "payout/entry_standing.hpp"
#include "payout/intake.hpp"
#include "payout/recall_standing.hpp"
#include "payout/ruling_standing.hpp"
#include "payout/standing.hpp"
#include "report/exceptions.hpp"
#include "seal/decisions.hpp"
#include "store/answers.hpp"
#include "store/worklist.hpp"

namespace almoner::cli {

namespace {

using settings::DecisionKind;
using Words = std::vector<std::string>;

/// One thing that can be decided: the word on the command line, and what its targets are.
struct Choice {
    enum class Of : std::uint8_t { bank_file, transfer_files, payouts, recalls, contradictions, entries, exceptions };
    std::string_view word;
    DecisionKind kind;
    Of of;
    bool needs_reference;
};

constexpr Choice choices[] = {
    {"admit", DecisionKind::admit_bank_file, Choice::Of::bank_file, false},
    {"submitted", DecisionKind::submitted, Choice::Of::transfer_files, true},
    {"withdraw", DecisionKind::withdraw, Choice::Of::transfer_files, false},
    {"deliver", DecisionKind::deliver, Choice::Of::transfer_files, false},
    {"paid-outside", DecisionKind::paid_outside, Choice::Of::payouts, true},
    {"write-back", DecisionKind::write_back, Choice::Of::payouts, false},
    {"carry-over", DecisionKind::carry_over, Choice::Of::payouts, false},
    {"recovered", DecisionKind::recovered, Choice::Of::payouts, true},
    {"recall", DecisionKind::recall, Choice::Of::recalls, false},
    {"recall-accepted", DecisionKind::recall_accepted, Choice::Of::recalls, true},
    {"recall-refused", DecisionKind::recall_refused, Choice::Of::recalls, true},
    {"confirm-paid", DecisionKind::confirm_paid, Choice::Of::contradictions, true},
    {"confirm-failed", DecisionKind::confirm_failed, Choice::Of::contradictions, true},
    {"explain", DecisionKind::explain, Choice::Of::entries, false},
    {"match", DecisionKind::match, Choice::Of::entries, false},
    {"close", DecisionKind::close, Choice::Of::exceptions, false},
    {"reopen", DecisionKind::reopen, Choice::Of::exceptions, false},
};

/// Only about files that people can decide about: in quarantine, or with a statement of which another version is here.
Status ask_about_bank_file(store::Connection& connection, Options const& options, Question& question) {
    std::filesystem::path const path = options.values.front();
    auto const sha256 = payout::file_digest(path);
    auto const file = sha256 ? store::bank_file_by_digest(connection, *sha256) : sha256.error();
    auto const statements = store::statements(connection);
    if (!file || !statements) {
        return file ? statements.error() : file.error();
    }
    auto const is_open =
        *file && ((*file)->quarantined || std::any_of(statements->begin(), statements->end(), [&](auto const& one) {
                      return one.bank_file == (*file)->bank_file && has_rivals(one);
                  }));
    if (!is_open || options.values.size() != 1) {
        return Error{ErrorCode::usage_argument, {}, path.filename().string(), {}};
    }
    question.asked.targets = {(*file)->sha256};
    return {};
}

/// MsgIds as people name files: by the MsgId, or as the outbox does.
Result<Words> message_ids(store::Connection& connection, Words const& names) {
    auto const files = store::files(connection, std::nullopt);
    if (!files) {
        return files.error();
    }
    Words ids;
    for (auto const& name : names) {
        auto const plain = std::filesystem::path(name).filename().string();
        auto const file =
            std::find_if(files->begin(), files->end(), [&](auto const& one) { return one.name == plain; });
        ids.push_back(file == files->end() ? name : file->message_id);
    }
    return ids;
}

Status ask_about_files(payout::Ground const& ground, Options const& options, Question& question) {
    auto const ids = message_ids(ground.store, options.values);
    if (!ids) {
        return ids.error();
    }
    for (auto const& id : *ids) {
        auto const standing = payout::file_standing(ground, question.asked.kind, id);
        if (!standing) {
            return standing.error();
        }
        question.asked.targets.push_back(id);
        question.asked.said.push_back(standing->said);
    }
    return {};
}

/// The payouts with what is said of each; the first of which this cannot be decided is told.
template <class Standings>
Status ask_about_each(Result<Standings> const& standings, Question& question) {
    if (!standings) {
        return standings.error();
    }
    for (auto const& [id, standing] : *standings) {
        if (!standing) {
            return standing.error();
        }
        question.asked.targets.push_back(id);
        question.asked.said.push_back(standing->said);
    }
    return {};
}

/// What is closed already is not on the worklist, and is reopened by what it said then.
Result<std::map<std::string, std::string>> said_of_exceptions(Office const& office, payout::Ground const& ground,
                                                              DecisionKind kind) {
    if (kind == DecisionKind::reopen) {
        return store::exceptions_closed(ground.store);
    }
    auto const horizon = report::horizon(ground.store, office.formats, office.workspace, ground.today);
    auto const open = horizon ? report::exceptions(ground.store, *horizon) : horizon.error();
    if (!open) {
        return open.error();
    }
    std::map<std::string, std::string> said;
    for (auto const& exception : *open) {
        said.emplace(exception.id, exception.said());
    }
    return said;
}

/// One person may close what is not grave; as soon as one of them is, it takes two.
Status ask_about_exceptions(Office const& office, payout::Ground const& ground, Options const& options,
                            Question& question) {
    auto const said = said_of_exceptions(office, ground, question.asked.kind);
    if (!said) {
        return said.error();
    }
    auto grave = false;
    for (auto const& id : options.values) {
        auto const found = said->find(id);
        if (found == said->end() || found->second.empty()) {
            return Error{ErrorCode::usage_argument, {}, id, {}};
        }
        grave = grave || found->second.starts_with('1') || found->second.starts_with('2');
        question.asked.targets.push_back(id);
        question.asked.said.push_back(found->second);
    }
    if (question.asked.kind == DecisionKind::close && !grave) {
        question.asked.kind = DecisionKind::close_minor;
    }
    return {};
}

/// What the store says of the targets now; whoever signs is shown it.
Status ask(Office const& office, store::Connection& connection, Options const& options, Choice const& choice,
           Question& question) {
    if (choice.of == Choice::Of::bank_file) {
        return ask_about_bank_file(connection, options, question);
    }
    auto const reasons = settings::Reasons::load(office.formats.folder());
    if (!reasons) {
        return reasons.error();
    }
    payout::Ground const ground{office.workspace,          *reasons,       connection,
                                office.clock->local().day, office.formats, office.programmes};
    auto named = question.asked;
    named.targets = options.values;
    switch (choice.of) {
        case Choice::Of::payouts: return ask_about_each(payout::payout_standings(ground, named), question);
        case Choice::Of::recalls:
            return ask_about_each(payout::recall_standings(ground, question.asked.kind, options.values), question);
        case Choice::Of::contradictions: return ask_about_each(payout::ruling_standings(ground, named), question);
        case Choice::Of::entries: return ask_about_each(payout::entry_standings(ground, named), question);
        case Choice::Of::exceptions: return ask_about_exceptions(office, ground, options, question);
        default: return ask_about_files(ground, options, question);
    }
}

bool is_one_of(Words const& words, std::string const& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether every option is there that the decision needs, and none that says nothing of it.
Status has_words(Options const& options, Choice const& choice) {
    static Words const ways = {"portal", "cash", "cheque"};
    auto const kind = choice.kind;
    auto const& hows = kind == DecisionKind::explain ? settings::explanation_classes() : ways;
    auto const needs_how = kind == DecisionKind::paid_outside || kind == DecisionKind::explain;
    auto const* missing = choice.needs_reference && options.reference.empty()                   ? "--ref"
                          : needs_how && !is_one_of(hows, options.how)                          ? "--how"
                          : (kind == DecisionKind::recall) == options.cancellation_code.empty() ? "--code"
                          : (kind == DecisionKind::match) == options.payout.empty()             ? "--payout"
                          : kind != DecisionKind::explain && !options.fund.empty()              ? "--fund"
                          : kind != DecisionKind::recovered && !options.amount.empty()          ? "--amount"
                                                                                                : nullptr;
    return missing == nullptr ? Status{} : Error{ErrorCode::usage_argument, {}, missing, {}};
}

Result<Question> decide(Office const& office, Options const& options, Choice const& choice) {
    if (auto const said = has_words(options, choice); !said) {
        return said.error();
    }
    auto const connection = open_store(office);
    if (!connection) {
        return connection.error();
    }
    Question question{{.kind = choice.kind,
                       .how = options.how,
                       .reference = options.reference,
                       .code = options.cancellation_code,
                       .fund = options.fund,
                       .payout = options.payout,
                       .amount = options.amount}};
    if (auto const asked = ask(office, **connection, options, choice, question); !asked) {
        return asked.error();
    }
    auto taken_up = audit::subjects_of(**connection, settings::text_of(question.asked.kind));
    if (!taken_up) {
        return taken_up.error();
    }
    question.taken_up = *std::move(taken_up);
    for (std::size_t at = 0; at < question.asked.said.size(); ++at) {
        print(question.asked.targets[at] + "  " + question.asked.said[at]);
    }
    auto const pen = pen_of(office, options);
    auto const is_signed = pen ? sign_decision(office, options, *pen, question) : pen.error();
    return is_signed ? Result<Question>(std::move(question)) : is_signed.error();
}

void tell(Office const& office, Options const& options, Choice const& choice, Question const& question) {
    auto const& texts = office.texts;
    if (choice.of == Choice::Of::bank_file) {
        auto const name = std::filesystem::path(options.values.front()).filename().string();
        print(texts.get("cli.decision_signed", Words{name}));
    } else {
        auto const two = seal::persons_needed(question.asked.kind) == 2;
        print(texts.get(two ? "cli.decision_signed_pay" : "cli.decision_signed_by_one", Words{options.action}));
    }
}

}  // namespace

std::vector<std::string> decision_words() {
    Words words;
    for (auto const& choice : choices) {
        words.emplace_back(choice.word);
    }
    return words;
}

ExitCode run_decide(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const* choice = std::find_if(std::begin(choices), std::end(choices),
                                      [&](auto const& one) { return one.word == options.action; });
    auto const question = decide(*office, options, *choice);
    if (!question) {
        return leave_with(question.error(), office->texts);
    }
    tell(*office, options, *choice, *question);
    return ExitCode::well;
}

}  // namespace almoner::cli
