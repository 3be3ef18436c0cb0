#include "payout/claim.hpp"

#include <algorithm>

#include "payout/approvals.hpp"
#include "payout/line_writing.hpp"
#include "payout/record.hpp"
#include "vetting/cover_check.hpp"
#include "vetting/survey.hpp"

namespace almoner::payout {

namespace {

/// Everything of one list in one transaction; it comes whole or not at all.
Result<store::ListRecord> store_list(Desk const& desk, PaymentList const& list, vetting::Survey const& survey) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto head = record_of(desk, list, survey.bank.sum + survey.cash.sum + survey.in_kind.sum);
    auto writer = store::ListWriter::begin(desk.store, head, list.approvals);
    if (!writer) {
        return writer.error();
    }
    head.list = writer->list();
    LineWriting writing(desk, list, survey, *writer);
    auto const read = vetting::for_each_line(terms_of(desk, list), survey, list.rows,
                                             [&](vetting::CheckedLine const& line) { return writing.add(line); });
    if (!read) {
        return read.error();
    }
    if (auto const written = writing.finish(); !written) {
        return written.error();
    }
    if (auto const enough = within_fund(desk, list); !enough) {
        return enough.error();
    }
    if (auto const told = store::add_findings(desk.store, desk.ticket.run, head.code, survey.findings); !told) {
        return told.error();
    }
    auto const leaf = leaf_of(desk, list);
    auto const told_of = leaf ? record(desk, *leaf,
                                       {{"list", head.list},
                                        {"approval", head.list},
                                        {"line", head.list},
                                        {"payout_scope", 0},
                                        {"payout_key", head.list},
                                        {"account_use", head.list}})
                              : Status{leaf.error()};
    if (!told_of) {
        return told_of.error();
    }
    if (auto const leaves = record_approvals(desk, head.code, list.approvals); !leaves) {
        return leaves.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    return head;
}

void warn_of_change(vetting::Survey const& survey, PaymentList const& list, std::vector<Finding>& findings) {
    if (!(survey.counts == list.cover.findings)) {
        findings.push_back(finding_of({ErrorCode::list_findings_changed,
                                       {},
                                       std::to_string(list.cover.findings.held),
                                       {std::to_string(survey.counts.refused), std::to_string(survey.counts.held)}},
                                      {list.cover_file, {}, 0, 0}));
    }
}

}  // namespace

Status within_fund(Desk const& desk, PaymentList const& list) {
    auto const committed = store::fund_committed(desk.store, list.cover.programme, list.cover.fund);
    if (!committed) {
        return committed.error();
    }
    auto const allocated = list.programme->fund(list.cover.fund)->allocated;
    if (*committed > allocated.minor_units()) {
        return Error{ErrorCode::fund_overdrawn,
                     {list.cover_file, {}, 0, 0},
                     list.cover.fund,
                     {to_grouped_text(Money{*committed, list.cover.currency}), to_grouped_text(allocated)}};
    }
    return {};
}

store::ListRecord record_of(Desk const& desk, PaymentList const& list, Money total) {
    auto const& cover = list.cover;
    return {.list = 0,
            .code = std::string(cover.code.text()),
            .cover_sha256 = list.cover_sha256,
            .kind = std::string(text_of(cover.kind)),
            .of_list = list.of_list,
            .of_code = cover.of ? std::string(cover.of->text()) : std::string(),
            .programme = cover.programme,
            .period = cover.period,
            .instalment = cover.instalment,
            .unit = cover.unit,
            .fund = cover.fund,
            .profile = cover.profile,
            .debtor_account = cover.debtor_account,
            .currency = cover.currency,
            .execution_date = cover.execution_date,
            .maker = cover.maker,
            .reason = cover.reason,
            .cover_file = list.cover_file,
            .rows_file = cover.rows_file,
            .rows_sha256 = cover.rows_sha256,
            .total = total,
            .planned = false,
            .run = desk.ticket.run,
            .claimed = desk.clock.now()};
}

vetting::Terms terms_of(Desk const& desk, PaymentList const& list) {
    auto const& cover = list.cover;
    return {.programme = *list.programme,
            .profile = list.profile,
            .tables = desk.tables,
            .person_digest = desk.person_digest,
            .rules = list.rules.on(cover.execution_date, cover.fund),
            .today = desk.clock.local().day,
            .execution_date = cover.execution_date,
            .instalment = cover.instalment,
            .unit = cover.unit,
            .file = cover.rows_file,
            .words = desk.words,
            .said = cover.columns};
}

namespace {

/// What is wrong with the list as a whole; any finding that holds or refuses keeps all of it back.
Result<std::vector<Finding>> judge(Desk const& desk, PaymentList const& list, vetting::Survey const& survey) {
    auto findings = vetting::judge(survey, list.cover, *list.programme, list.cover_file);
    auto const calendar = desk.formats.calendar(list.profile.calendar);
    auto const registers = store::registers_in_force(desk.store);
    if (!calendar || !registers) {
        return calendar ? registers.error() : calendar.error();
    }
    auto const rules = vetting::judge_list(terms_of(desk, list), list.cover, *calendar, *registers, list.cover_file);
    if (!rules) {
        return rules.error();
    }
    findings.insert(findings.end(), rules->begin(), rules->end());
    return findings;
}

/// Faults of the rows file as a whole are the list's; those of the machine stop the run.
Result<vetting::Survey> survey_rows(Desk const& desk, PaymentList const& list) {
    auto const terms = terms_of(desk, list);
    auto history = vetting::History::open(desk.store, terms);
    return history ? vetting::survey(terms, list.rows, &*history) : Result<vetting::Survey>(history.error());
}

bool stops_the_run(ErrorCode code) {
    return code == ErrorCode::store_failure || code == ErrorCode::store_corrupt || code == ErrorCode::crypto_failure;
}

}  // namespace

Result<Claim> claim(Desk const& desk, PaymentList const& list) {
    Claim result;
    auto const surveyed = survey_rows(desk, list);
    if (!surveyed) {
        auto const& error = surveyed.error();
        if (stops_the_run(error.code)) {
            return error;
        }
        auto const position = error.position.file.empty() ? Position{list.cover.rows_file, {}, 0, 0} : error.position;
        result.findings.push_back(finding_of(error, position));
        return result;
    }
    auto judged = judge(desk, list, *surveyed);
    if (!judged) {
        return judged.error();
    }
    result.findings = *std::move(judged);
    if (vetting::keeps_back(result.findings)) {
        result.findings.insert(result.findings.end(), surveyed->findings.begin(), surveyed->findings.end());
        return result;
    }
    auto stored = store_list(desk, list, *surveyed);
    if (!stored) {
        if (stored.error().code != ErrorCode::fund_overdrawn) {
            return stored.error();
        }
        result.findings.push_back(finding_of(stored.error(), stored.error().position));
        return result;
    }
    warn_of_change(*surveyed, list, result.findings);
    result.findings.insert(result.findings.end(), surveyed->findings.begin(), surveyed->findings.end());
    result.list = *std::move(stored);
    result.lines_waiting = surveyed->counts.held + surveyed->counts.refused;
    return result;
}

}  // namespace almoner::payout
