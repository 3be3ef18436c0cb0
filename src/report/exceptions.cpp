#include "report/exceptions.hpp"

#include <algorithm>

#include "report/bank_exceptions.hpp"
#include "report/gathering.hpp"
#include "report/proposals.hpp"
#include "store/past.hpp"
#include "store/worklist.hpp"

namespace almoner::report {

namespace {

bool is_paid(Outcome const& outcome) {
    return outcome.is_latest() && !outcome.closing && outcome.attempt &&
           (outcome.folded.state == AttemptState::booked || outcome.folded.state == AttemptState::final_);
}

void gather_failure(Gathering& gathering, settings::Reasons const& reasons, std::string const& exception_class,
                    Outcome const& outcome, Money amount, std::string const& member) {
    auto const* reason = reasons.find(outcome.folded.reason);
    auto const& code = outcome.folded.reason;
    gathering.add(exception_class, code.empty() ? "-" : code, reason == nullptr ? 3 : reason->severity,
                  reason == nullptr ? "reason.unknown" : "reason." + reason->code, amount, member);
}

bool has_failed(AttemptState state) {
    switch (state) {
        case AttemptState::returned:
        case AttemptState::returned_short:
        case AttemptState::rejected:
        case AttemptState::cancelled:
        case AttemptState::withdrawn:
        case AttemptState::not_sent: return true;
        default: return false;
    }
}

/// Whether an attempt still failed, and by as much as people went by who corrected or closed it.
bool still_failed(Outcome const& outcome, Money by) {
    auto const state = outcome.folded.state;
    auto const came_back = state == AttemptState::returned || state == AttemptState::returned_short;
    return has_failed(state) && (!came_back || *outcome.folded.returned_amount == by);
}

/// A transfer of which the bank should have said more by now.
void gather_silence(Gathering& gathering, store::ListRecord const& list, Outcome const& outcome,
                    Silence const& silence) {
    auto const state = outcome.folded.state;
    auto const unanswered = state == AttemptState::delivered || state == AttemptState::submitted;
    auto const underway = state == AttemptState::at_bank_for_release || state == AttemptState::bank_received ||
                          state == AttemptState::bank_accepted || state == AttemptState::provisional;
    auto const member = member_of(list, outcome.line);
    if (unanswered && silence.status) {
        gathering.add("unanswered", list.code, 2, "exception.unanswered", outcome.line.amount, member);
    } else if ((unanswered || underway) && silence.booking) {
        gathering.add("overdue", list.code, 3, "exception.overdue", outcome.line.amount, member);
    }
}

/// What people have asked the bank to give up, and what it says of that.
void gather_recall(Gathering& gathering, store::ListRecord const& list, Outcome const& outcome) {
    auto const& folded = outcome.folded;
    auto const member = member_of(list, outcome.line);
    if (folded.state == AttemptState::cancelled) {
        gathering.add("cancelled", list.code, 3, "exception.cancelled", outcome.line.amount, member);
    } else if (folded.state == AttemptState::cancel_requested) {
        std::string const exception_class = folded.recall == Recall::accepted  ? "recall_accepted"
                                            : folded.recall == Recall::pending ? "recall_pending"
                                                                               : "recall_asked";
        gathering.add(exception_class, list.code, 3, "exception." + exception_class, outcome.line.amount, member);
    } else if (folded.recall == Recall::refused && !has_failed(folded.state)) {
        gathering.add("recall_refused", folded.refusal.empty() ? "-" : folded.refusal, 2, "exception.recall_refused",
                      outcome.line.amount, member);
    }
}

/// People closed it on what was known then. Should the bank say more since, that is news.
bool fits_closing(Outcome const& outcome) {
    auto const state = outcome.folded.state;
    return !outcome.attempt ||
           (*outcome.closing == ClosingKind::recovered ? state == AttemptState::booked || state == AttemptState::final_
                                                       : still_failed(outcome, *outcome.closed));
}

/// What each line is looked at with.
struct Look {
    Horizon const& horizon;
    std::map<PersonKey, Day> deceased;  ///< of whose death a bank has told, and when
    Proposals proposals;
};

void gather_line(Gathering& gathering, Look& look, store::ListRecord const& list, Outcome const& outcome) {
    auto const& line = outcome.line;
    auto const member = member_of(list, line);
    look.proposals.look(look.horizon, list, outcome, member);
    if (is_paid(outcome) && look.deceased.contains(line.person_key)) {
        gathering.add("paid_to_deceased", list.code, 2, "exception.paid_to_deceased", line.amount, member);
    }
    if (!outcome.is_latest()) {
        // What failed was corrected since. Should the bank now say more than the correction was made on, that is news.
        if (!still_failed(outcome, *outcome.passed_on)) {
            gathering.add("conflict", list.code, 1, "exception.conflict", line.amount, member);
        }
        return;
    }
    if (outcome.closing) {
        if (!fits_closing(outcome)) {
            gathering.add("conflict", list.code, 1, "exception.conflict", line.amount, member);
        }
        return;
    }
    if (line.state == LineState::held || line.state == LineState::refused) {
        auto const* exception_class = line.state == LineState::held ? "line_held" : "line_refused";
        gathering.add(exception_class, list.code + "/" + line.finding, 3, "code." + line.finding, line.amount, member);
    }
    if (!outcome.attempt) {
        return;
    }
    gather_recall(gathering, list, outcome);
    switch (outcome.folded.state) {
        case AttemptState::conflict:
            gathering.add("conflict", list.code, 1, "exception.conflict", line.amount, member);
            break;
        case AttemptState::rejected:
            gather_failure(gathering, look.horizon.reasons, "rejected", outcome, line.amount, member);
            break;
        case AttemptState::returned:
            gather_failure(gathering, look.horizon.reasons, "returned", outcome, *outcome.folded.returned_amount,
                           member);
            break;
        case AttemptState::returned_short:
            gathering.add("returned_short", outcome.folded.reason.empty() ? "-" : outcome.folded.reason, 2,
                          "exception.returned_short", *outcome.folded.returned_amount, member);
            break;
        case AttemptState::withdrawn:
        case AttemptState::not_sent:
            if (line.state != LineState::cancelled) {
                gathering.add("unsent", list.code, 3, "exception.unsent", line.amount, member);
            }
            break;
        case AttemptState::in_doubt:
            gathering.add("in_doubt", list.code, 2, "exception.in_doubt", line.amount, member);
            break;
        default: {
            auto const& silences = look.horizon.silences;
            auto const silence = silences.find({outcome.file, outcome.batch});
            gather_silence(gathering, list, outcome, silence == silences.end() ? Silence{} : silence->second);
        }
    }
}

/// What entries look like, and nobody has said.
void gather_proposals(Gathering& gathering, Proposals const& proposals) {
    for (auto const& one : proposals.unique()) {
        gathering.add("proposal", to_text(one.entry) + "=" + one.payout, 3, "exception.proposal", one.amount,
                      one.payout);
    }
}

/// Without what people have closed and has said nothing new since; each with the night that saw it first.
Result<std::vector<Exception>> open_of(store::Connection& connection, std::vector<Exception> all) {
    auto const closed = store::exceptions_closed(connection);
    auto const since = store::exceptions_since(connection);
    if (!closed || !since) {
        return closed ? since.error() : closed.error();
    }
    std::erase_if(all, [&](auto const& exception) {
        auto const found = closed->find(exception.id);
        return found != closed->end() && found->second == exception.said();
    });
    for (auto& exception : all) {
        if (auto const found = since->find(exception.id); found != since->end()) {
            exception.since = found->second;
        }
    }
    return all;
}

/// Lists that came and could not be claimed; a later night may have claimed them, then they are no exception.
Status gather_lists(Gathering& gathering, store::Connection& connection) {
    auto const findings = store::findings(connection, "");
    auto const lists = store::lists(connection);
    if (!findings || !lists) {
        return findings ? lists.error() : findings.error();
    }
    for (auto const& [code, finding] : *findings) {
        auto const claimed = std::any_of(lists->begin(), lists->end(),
                                         [&, wanted = code](auto const& list) { return list.code == wanted; });
        if (!claimed && finding.severity == Severity::refused) {
            gathering.add("list_waiting", code.empty() ? finding.position.file : code, 2,
                          "code." + std::string(text_of(finding.code)), std::nullopt, to_text(finding.position));
        }
    }
    return {};
}

}  // namespace

std::string Exception::said() const {
    return std::to_string(severity) + " " + std::to_string(members) + (amount ? " " + to_text(*amount) : "") + " " +
           digest.substr(0, 16);
}

std::string_view age_bucket(Exception const& exception, Horizon const& horizon) {
    auto const days = exception.since ? horizon.banking_days_since(*exception.since) : 0;
    return days <= 1    ? "0-1"
           : days <= 5  ? "2-5"
           : days <= 10 ? "6-10"
           : days < 30  ? "11-29"
           : days < 60  ? "30-59"
           : days < 90  ? "60-89"
                        : "90+";
}

std::string what_to_do(Exception const& exception, settings::Texts const& texts) {
    static std::vector<std::string> const dots(4, "…");
    return texts.get(exception.reason_key, dots);
}

std::string amount_text(Exception const& exception) {
    return exception.amount ? to_grouped_text(*exception.amount) : std::string();
}

Result<std::vector<Exception>> exceptions(store::Connection& connection, Horizon const& horizon) {
    Gathering gathering;
    auto const lists = store::lists(connection);
    auto const files = store::files(connection, std::nullopt);
    auto deceased = store::persons_of_reason(connection, store::deceased_reason);
    auto proposals = Proposals::open(connection);
    for (auto const* error : {lists ? nullptr : &lists.error(), files ? nullptr : &files.error(),
                              deceased ? nullptr : &deceased.error(), proposals ? nullptr : &proposals.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    Look look{horizon, *std::move(deceased), *std::move(proposals)};
    for (auto const& list : *lists) {
        auto const read = for_each_outcome(connection, list, *files, horizon, [&](Outcome const& outcome) -> Status {
            gather_line(gathering, look, list, outcome);
            return {};
        });
        if (!read) {
            return read.error();
        }
    }
    gather_proposals(gathering, look.proposals);
    for (auto const& gathered :
         {gather_bank(gathering, connection, horizon, *lists), gather_lists(gathering, connection)}) {
        if (!gathered) {
            return gathered.error();
        }
    }
    return open_of(connection, gathering.by_severity(horizon.reasons));
}

}  // namespace almoner::report
