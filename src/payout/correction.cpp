#include "vetting/correction.hpp"

#include <algorithm>

#include "payout/approvals.hpp"
#include "payout/claim.hpp"
#include "payout/record.hpp"
#include "vetting/cover_check.hpp"

namespace almoner::payout {

namespace {

constexpr int last_round = 35;  // an identifier has one character for it: 1-9, A-Z

/// One correction list being claimed inside a transaction; what it finds undoes everything.
class Claiming {
public:
    Claiming(Desk const& desk, PaymentList const& list, store::ListRecord original)
        : desk_(desk), list_(list), original_(std::move(original)),
          head_(record_of(desk, list, Money::zero(list.cover.currency))) {}

    /// The list stands in the store with no line of its own: what it pays is counted where the line is.
    Result<Claim> run() {
        auto transaction = store::begin_transaction(desk_.store, desk_.ticket);
        if (!transaction) {
            return transaction.error();
        }
        for (auto const step : {&Claiming::weigh, &Claiming::write_head, &Claiming::spend_keys, &Claiming::write}) {
            if (auto const done = (this->*step)(); !done) {
                return done.error();
            }
            if (refused_) {
                return std::move(claim_);
            }
        }
        if (auto const committed = transaction->commit(); !committed) {
            return committed.error();
        }
        claim_.list = std::move(head_);
        return std::move(claim_);
    }

private:
    Status weigh() {
        auto const earlier = store::correction_count(desk_.store, original_.list);
        auto const reasons = settings::Reasons::load(desk_.formats.folder());
        if (!earlier || !reasons) {
            return earlier ? reasons.error() : earlier.error();
        }
        head_.round = *earlier + 2;
        if (head_.round > last_round) {
            refuse({ErrorCode::correction_rounds, {}, {}, {original_.code, std::to_string(*earlier)}}, cover());
            return {};
        }
        auto weighed = vetting::weigh_correction(
            {terms_of(desk_, list_), desk_.store, desk_.workspace, *reasons, original_}, list_.rows);
        if (!weighed) {
            // A file that is no table is the list's fault, a store that fails is the machine's.
            auto const& error = weighed.error();
            refuse(error, error.position);
            return severity_of(error.code) == Severity::stopped ? Status{error} : Status{};
        }
        claim_.findings = weighed->survey.findings;
        refused_ = weighed->is_refused();
        if (!refused_) {
            auto const judged = vetting::judge(weighed->survey, list_.cover, *list_.programme, list_.cover_file);
            claim_.findings.insert(claim_.findings.end(), judged.begin(), judged.end());
            refused_ = !judged.empty();
        }
        corrections_ = std::move(weighed->corrections);
        return {};
    }

    Status write_head() {
        auto const writer = store::ListWriter::begin(desk_.store, head_, list_.approvals);
        if (!writer) {
            return writer.error();
        }
        head_.list = writer->list();
        return {};
    }

    /// A held line did not spend the key of its benefit; a line that failed has.
    Status spend_keys() {
        std::vector<store::PayoutKey> keys;
        for (auto const& [line, row, given_up] : corrections_) {
            if (line.state != LineState::held) {
                continue;
            }
            auto const* kind = line.channel == Channel::in_kind ? "goods" : "money";
            auto const scope = store::scope_of(
                desk_.store, {original_.programme, original_.period, line.category, kind, original_.instalment});
            if (!scope) {
                return scope.error();
            }
            keys.push_back({*scope, line.person_key, line.number});
        }
        std::sort(keys.begin(), keys.end());
        auto const spent = store::spent_keys(desk_.store, keys);
        if (!spent) {
            return spent.error();
        }
        for (auto const index : *spent) {
            refuse({ErrorCode::payout_already_approved, {}, {}, {}}, rows(row_of(keys[index].line)));
        }
        return refused_ ? Status{} : store::spend(desk_.store, original_.list, keys);
    }

    Status write() {
        if (auto const added = store::add_corrections(desk_.store, head_, corrections_); !added) {
            return added;
        }
        if (auto const enough = within_fund(desk_, list_); !enough) {
            refuse(enough.error(), cover());
            return enough.error().code == ErrorCode::fund_overdrawn ? Status{} : enough;
        }
        if (auto const told = store::add_findings(desk_.store, desk_.ticket.run, head_.code, claim_.findings); !told) {
            return told;
        }
        auto const leaf = leaf_of(desk_, list_);
        auto const logged = leaf ? record(desk_, *leaf,
                                          {{"list", head_.list},
                                           {"approval", head_.list},
                                           {"correction", original_.list},
                                           {"line", original_.list},
                                           {"attempt", original_.list},
                                           {"payout_scope", 0},
                                           {"payout_key", original_.list}})
                                 : Status{leaf.error()};
        return logged ? record_approvals(desk_, head_.code, list_.approvals) : logged;
    }

    void refuse(Error error, Position position) {
        claim_.findings.push_back(finding_of(std::move(error), std::move(position)));
        claim_.findings.back().severity = Severity::refused;
        refused_ = true;
    }

    [[nodiscard]] Position cover() const { return {list_.cover_file, {}, 0, 0}; }
    [[nodiscard]] Position rows(std::uint64_t row) const { return {list_.cover.rows_file, {}, row, 0}; }
    [[nodiscard]] std::uint64_t row_of(LineNumber line) const {
        return std::find_if(corrections_.begin(), corrections_.end(),
                            [line](auto const& one) { return one.line.number == line; })
            ->row;
    }

    Desk const& desk_;
    PaymentList const& list_;
    store::ListRecord original_;
    store::ListRecord head_;
    std::vector<store::Correction> corrections_;
    Claim claim_;
    bool refused_ = false;
};

}  // namespace

Result<Claim> claim_correction(Desk const& desk, PaymentList const& list) {
    auto original = store::list_by_code(desk.store, list.cover.of->text());
    if (!original) {
        return original.error();
    }
    check(original->has_value(), "the intake has found the list a correction is of");
    return Claiming(desk, list, **std::move(original)).run();
}

}  // namespace almoner::payout
