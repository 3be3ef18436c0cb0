#include "vetting/correctable.hpp"

#include <algorithm>

namespace almoner::vetting {

namespace {

/// Findings that another account, name, channel or lower amount can mend. A line held for anything else, today or by a
/// rule to come, waits for a decision about the person.
constexpr std::string_view curable[] = {
    "account.",           "amount.beyond_standard", "category.unknown", "person.name_characters",
    "person.name_length", "person.name_remark",     "sheet.hidden_row",
};

bool is_curable(std::string_view finding) {
    return std::any_of(std::begin(curable), std::end(curable),
                       [finding](auto const& beginning) { return finding.starts_with(beginning); });
}

Error refusal(ErrorCode code, std::string_view why) { return {code, {}, {}, {std::string(why)}}; }

}  // namespace

Result<CorrectionGround> CorrectionGround::look(store::Connection& connection, settings::Workspace const& workspace,
                                                settings::Reasons const& reasons, Day today) {
    auto const files = store::files(connection, std::nullopt);
    auto const lists = store::lists(connection);
    auto statements = store::statements(connection);
    for (auto const* error : {files ? nullptr : &files.error(), lists ? nullptr : &lists.error(),
                              statements ? nullptr : &statements.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    CorrectionGround ground(reasons, today);
    for (auto const& file : *files) {
        ground.files_.emplace(file.file, file);
    }
    for (auto const& list : *lists) {
        if (auto const* account = workspace.debtor_account(list.debtor_account); account != nullptr) {
            ground.debtor_accounts_.emplace(list.list, account->account.number);
        }
    }
    ground.statements_ = *std::move(statements);
    ground.chain_faults_ = chain_faults(ground.statements_);
    return ground;
}

Result<Correctable> CorrectionGround::judge(store::PayoutRow const& latest) const {
    auto found = available(latest);
    if (!found) {
        return found;
    }
    if (latest.line.state == LineState::held && !is_curable(found->reason)) {
        return refusal(ErrorCode::correction_line_not_curable, found->reason);
    }
    if (auto const* reason = reasons_->find(found->reason); reason != nullptr && reason->final) {
        return refusal(ErrorCode::correction_reason_final, found->reason);
    }
    return found;
}

Result<Correctable> CorrectionGround::available(store::PayoutRow const& latest) const {
    auto const& line = latest.line;
    if (latest.closing) {
        return refusal(ErrorCode::correction_line_not_failed, text_of(*latest.closing));
    }
    if (line.state == LineState::held) {
        return Correctable{std::string(text_of(line.state)), line.amount, line.finding};
    }
    if (line.state != LineState::accepted) {
        return refusal(ErrorCode::correction_line_not_failed, text_of(line.state));
    }
    return latest.attempt ? available_of_attempt(latest)
                          : refusal(ErrorCode::correction_line_not_failed, text_of(PayoutState::open));
}

Result<Correctable> CorrectionGround::available_of_attempt(store::PayoutRow const& latest) const {
    auto const file = files_.find(latest.file);
    check(file != files_.end(), "an attempt is in a file");
    auto const outcome = fold(file->second.state, latest.line.amount, latest.evidence, {today_, 0});
    auto const returned = outcome.state == AttemptState::returned || outcome.state == AttemptState::returned_short;
    auto const never_paid = outcome.state == AttemptState::rejected || outcome.state == AttemptState::cancelled ||
                            outcome.state == AttemptState::withdrawn || outcome.state == AttemptState::not_sent;
    if (!returned && !never_paid) {
        return refusal(ErrorCode::correction_line_not_failed, text_of(outcome.state));
    }
    if (chain_is_broken(file->second)) {
        return refusal(ErrorCode::correction_chain_broken, {});
    }
    return Correctable{std::string(text_of(outcome.state)), returned ? *outcome.returned_amount : latest.line.amount,
                       outcome.reason};
}

/// Whether, since the file was made, something is wrong between the statements of the account that pays it: one is
/// missing in which the money could have gone, or two contradict each other.
bool CorrectionGround::chain_is_broken(store::FileRecord const& file) const {
    auto const account = debtor_accounts_.find(file.list);
    if (account == debtor_accounts_.end()) {
        return true;
    }
    auto const made = date::floor<date::days>(file.created);
    return std::any_of(chain_faults_.begin(), chain_faults_.end(), [&](auto const& fault) {
        auto const& at = statements_[fault.at];
        return at.account == account->second && at.currency == file.control_sum.currency().code() &&
               leads_to_a_balance(at.message) && at.closing_day >= made;
    });
}

Status for_each_latest(store::Connection& connection, store::ListRecord const& list,
                       std::function<Status(store::PayoutRow const&)> const& take) {
    auto cursor = store::PayoutCursor::open(connection, list);
    if (!cursor) {
        return cursor.error();
    }
    store::PayoutRow row{Line{.amount = Money::zero(list.currency)}, {}, 0, 0, {}};
    for (;;) {
        auto const more = cursor->next(row);
        if (!more || !*more) {
            return more ? Status{} : more.error();
        }
        if (row.passed_on) {
            continue;
        }
        if (auto const taken = take(row); !taken) {
            return taken;
        }
    }
}

}  // namespace almoner::vetting
