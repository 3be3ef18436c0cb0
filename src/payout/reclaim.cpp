#include "payout/reclaim.hpp"

#include <algorithm>

#include "payout/claim.hpp"
#include "payout/line_writing.hpp"
#include "store/corrections.hpp"

namespace almoner::payout {

namespace {

/// The list whose code is `code`. @error recover.list
Result<store::ListRecord> original_of(Desk const& desk, std::string_view code) {
    auto list = store::list_by_code(desk.store, code);
    if (!list) {
        return list.error();
    }
    return *list ? Result<store::ListRecord>(**std::move(list))
                 : Error{ErrorCode::recover_list, {}, std::string(code), {}};
}

Result<store::Correction> correction_by(Desk const& desk, store::ListRecord const& original,
                                        SignedTransfer const& transfer) {
    auto const before = store::line_at(desk.store, original, transfer.id.line());
    if (!before) {
        return before.error();
    }
    if (!*before || (*before)->amount < transfer.amount) {
        return Error{ErrorCode::recover_file, {}, std::string(transfer.id.text()), {original.code}};
    }
    auto line = **before;
    auto const is_same_account = line.account.number == transfer.account;
    line.channel = Channel::bank;
    line.payee_name = transfer.name;
    line.account.number = transfer.account;
    line.bank_code = is_same_account ? line.bank_code : "";
    line.bic = is_same_account ? line.bic : "";
    line.amount = transfer.amount;
    return store::Correction{line, 0, (*before)->amount - transfer.amount};
}

/// A held line did not spend the key of its benefit.
Status spend_held(Desk const& desk, store::ListRecord const& original,
                  std::vector<store::Correction> const& corrections) {
    std::vector<store::PayoutKey> keys;
    for (auto const& [line, row, given_up] : corrections) {
        if (line.state != LineState::held) {
            continue;
        }
        auto const scope = store::scope_of(
            desk.store, {original.programme, original.period, line.category, "money", original.instalment});
        if (!scope) {
            return scope.error();
        }
        keys.push_back({*scope, line.person_key, line.number});
    }
    std::sort(keys.begin(), keys.end());
    return store::spend(desk.store, original.list, keys);
}

/// What a bank was told to pay was accepted once, whatever is thought of it now.
class AcceptPaid final : public vetting::LineTaker {
public:
    AcceptPaid(vetting::LineTaker& next, std::set<LineNumber> const& paid) : next_(next), paid_(paid) {}

    Status take(vetting::CheckedLine&& checked) override {
        if (paid_.contains(checked.line.number)) {
            checked.line.state = LineState::accepted;
            checked.line.finding.clear();
        }
        return next_.take(std::move(checked));
    }
    Status all_taken() override { return next_.all_taken(); }

private:
    vetting::LineTaker& next_;
    std::set<LineNumber> const& paid_;
};

}  // namespace

Result<store::ListRecord> reclaim_lines(Desk const& desk, PaymentList& list, std::set<LineNumber> const& paid) {
    if (list.cover.of) {
        auto const original = original_of(desk, list.cover.of->text());
        if (!original) {
            return original.error();
        }
        list.of_list = original->list;
    }
    auto head = record_of(desk, list, Money::zero(list.cover.currency));
    auto writer = store::ListWriter::begin(desk.store, head, list.approvals);
    if (!writer) {
        return writer.error();
    }
    head.list = writer->list();
    LineWriting writing(desk, list, *writer);
    AcceptPaid accepting(writing, paid);
    auto survey = vetting::survey(terms_of(desk, list), list.rows, nullptr, &accepting);
    if (!survey) {
        return survey.error();
    }
    std::erase_if(survey->verdicts, [&paid](auto const& verdict) { return paid.contains(verdict.first); });
    head.total = survey->bank.sum + survey->cash.sum + survey->in_kind.sum;
    auto const known = writer->set_total(head.total);
    auto const finished = known ? writing.finish(survey->verdicts) : known;
    return finished ? Result<store::ListRecord>(std::move(head)) : finished.error();
}

Result<store::ListRecord> reclaim_corrections(Desk const& desk, PaymentList& list, Round const& round,
                                              std::vector<SignedTransfer> const& transfers) {
    auto const original = original_of(desk, round.code.text());
    if (!original) {
        return original.error();
    }
    list.of_list = original->list;
    auto head = record_of(desk, list, Money::zero(list.cover.currency));
    head.round = round.number;
    auto const writer = store::ListWriter::begin(desk.store, head, list.approvals);
    if (!writer) {
        return writer.error();
    }
    head.list = writer->list();
    std::vector<store::Correction> corrections;
    for (auto const& transfer : transfers) {
        auto correction = correction_by(desk, *original, transfer);
        if (!correction) {
            return correction.error();
        }
        corrections.push_back(*std::move(correction));
    }
    auto const spent = spend_held(desk, *original, corrections);
    auto const added = spent ? store::add_corrections(desk.store, head, corrections) : spent;
    return added ? Result<store::ListRecord>(std::move(head)) : added.error();
}

}  // namespace almoner::payout
