#include "payout/claim.hpp"

#include <algorithm>

#include "payout/approvals.hpp"
#include "payout/line_writing.hpp"
#include "payout/record.hpp"
#include "vetting/cover_check.hpp"
#include "vetting/survey.hpp"

namespace almoner::payout {

namespace {

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
bool stops_the_run(ErrorCode code) {
    return code == ErrorCode::store_failure || code == ErrorCode::store_corrupt || code == ErrorCode::crypto_failure;
}

/// One list being claimed in one transaction: it comes whole, or what was written of it is undone.
class Claiming {
public:
    Claiming(Desk const& desk, PaymentList const& list)
        : desk_(desk), list_(list), head_(record_of(desk, list, Money::zero(list.cover.currency))) {}

    Result<Claim> run() {
        auto transaction = store::begin_transaction(desk_.store, desk_.ticket);
        if (!transaction) {
            return transaction.error();
        }
        transaction_.emplace(*std::move(transaction));
        for (auto const step : {&Claiming::read, &Claiming::complete, &Claiming::tell}) {
            if (auto const done = (this->*step)(); !done) {
                return done.error();
            }
            if (kept_back_) {
                return std::move(claim_);
            }
        }
        if (auto const committed = transaction_->commit(); !committed) {
            return committed.error();
        }
        claim_.list = std::move(head_);
        return std::move(claim_);
    }

private:
    /// Checks and writes every line; what then speaks against the list as a whole keeps it back.
    Status read() {
        auto const terms = terms_of(desk_, list_);
        // What the store knows is what it knew before this list.
        auto history = vetting::History::open(desk_.store, terms);
        if (!history) {
            return history.error();
        }
        auto writer = store::ListWriter::begin(desk_.store, head_, list_.approvals);
        if (!writer) {
            return writer.error();
        }
        writer_.emplace(*std::move(writer));
        head_.list = writer_->list();
        writing_.emplace(desk_, list_, *writer_);
        auto surveyed = vetting::survey(terms, list_.rows, &*history, &*writing_);
        if (!surveyed) {
            return refuse_file(surveyed.error());
        }
        survey_ = *std::move(surveyed);
        return weigh();
    }

    Status refuse_file(Error const& error) {
        if (stops_the_run(error.code)) {
            return error;
        }
        auto const position = error.position.file.empty() ? Position{list_.cover.rows_file, {}, 0, 0} : error.position;
        claim_.findings.push_back(finding_of(error, position));
        kept_back_ = true;
        return {};
    }

    Status weigh() {
        auto judged = judge(desk_, list_, survey_);
        if (!judged) {
            return judged.error();
        }
        claim_.findings = *std::move(judged);
        kept_back_ = vetting::keeps_back(claim_.findings);
        if (!kept_back_) {
            warn_of_change(survey_, list_, claim_.findings);
        }
        claim_.findings.insert(claim_.findings.end(), survey_.findings.begin(), survey_.findings.end());
        claim_.lines_waiting = survey_.counts.held + survey_.counts.refused;
        return {};
    }

    Status complete() {
        head_.total = survey_.bank.sum + survey_.cash.sum + survey_.in_kind.sum;
        auto const written = writer_->set_total(head_.total);
        if (auto const finished = written ? writing_->finish(survey_.verdicts) : written; !finished) {
            return finished;
        }
        auto const enough = within_fund(desk_, list_);
        if (enough || enough.error().code != ErrorCode::fund_overdrawn) {
            return enough;
        }
        claim_.findings.insert(claim_.findings.begin(), finding_of(enough.error(), enough.error().position));
        kept_back_ = true;
        return {};
    }

    Status tell() {
        if (auto const told = store::add_findings(desk_.store, desk_.ticket.run, head_.code, survey_.findings); !told) {
            return told;
        }
        auto const leaf = leaf_of(desk_, list_);
        auto const told = leaf ? record(desk_, *leaf,
                                        {{"list", head_.list},
                                         {"approval", head_.list},
                                         {"line", head_.list},
                                         {"payout_scope", 0},
                                         {"payout_key", head_.list},
                                         {"account_use", head_.list}})
                               : Status{leaf.error()};
        return told ? record_approvals(desk_, head_.code, list_.approvals) : told;
    }

    Desk const& desk_;
    PaymentList const& list_;
    store::ListRecord head_;
    std::optional<store::Transaction> transaction_;  ///< rolled back, if at all, after the writing has ended
    std::optional<store::ListWriter> writer_;
    std::optional<LineWriting> writing_;
    vetting::Survey survey_{head_.currency};
    Claim claim_;
    bool kept_back_ = false;
};

}  // namespace

Result<Claim> claim(Desk const& desk, PaymentList const& list) { return Claiming(desk, list).run(); }

}  // namespace almoner::payout
