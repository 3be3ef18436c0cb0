#include <algorithm>

#include "reconcile/settle.hpp"
#include "reconcile/statement_account.hpp"
#include "reconcile/statement_check.hpp"

namespace almoner::reconcile {

Status Settlement::take(StatementHead const& head) {
    if (auto const flushed = flush(); !flushed) {
        return flushed;
    }
    if (!tally_) {
        tally_.emplace();
    }
    auto const* const account = account_shown(desk_.workspace, head.account);
    auto statement = statement_of(head, *tally_, account, desk_.clock.local().day);
    if (!statement) {
        return statement.error();
    }
    statement->bank_file = bank_file_;
    if (account == nullptr || settles_nothing_) {
        find(ErrorCode::statement_account, masked(head.account), 0);
    }
    judge(head, *statement);
    auto const content = tally_->content(content_of(*statement));
    if (!content) {
        return content.error();
    }
    statement->content = *content;
    auto const order = head.newest_first ? store::RowOrder::newest_first : store::RowOrder::oldest_first;
    if (auto const counted = store::count_occurrences(desk_.store, bank_file_, head.statement, order); !counted) {
        return counted;
    }
    auto const standing = standing_of(*statement);
    if (!standing) {
        return standing.error();
    }
    statement->standing = *standing;
    matched_ = *standing == Standing::counts ? matched_ : matched_before_;
    matched_before_ = matched_;
    tally_.reset();
    settles_nothing_ = false;
    return store::add_statement(desk_.store, *statement);
}

void Settlement::judge(StatementHead const& head, BankStatement const& statement) {
    for (auto const& fault : faults_of(head, *tally_, statement)) {
        if (severity_of(fault.code) != Severity::refused || faults_ == StatementFaults::tell) {
            find(fault.code, fault.value, 0, fault.arguments);
        } else if (!refusal_) {
            refusal_ = fault;
        }
    }
}

Result<std::vector<BankStatement>> Settlement::versions_of(BankStatement const& statement) {
    if (statement.message == "table") {
        return store::tables_that_differ(desk_.store, statement);
    }
    auto stored = store::statements(desk_.store);
    if (stored) {
        std::erase_if(*stored, [&](auto const& one) { return !is_same_page(one, statement); });
    }
    return stored;
}

/// What was decided about a version holds for the same words in other bytes, too.
Result<Standing> Settlement::standing_of(BankStatement const& statement) {
    auto const found = versions_of(statement);
    if (!found) {
        return found.error();
    }
    auto const& versions = *found;
    auto const says_the_same = [&](auto const& one) { return one.content == statement.content; };
    if (std::any_of(versions.begin(), versions.end(), says_the_same)) {
        find(ErrorCode::bank_file_seen, statement.id, 0);
        return Standing::repeated;
    }
    // Who lets a file in says that what it says counts.
    auto const decided = faults_ == StatementFaults::tell;
    for (auto const& version : versions) {
        if (version.standing == Standing::superseded || version.standing == Standing::repeated) {
            continue;
        }
        auto const standing = decided ? Standing::superseded : Standing::contested;
        if (auto const set = store::set_standing(desk_.store, version, standing); !set) {
            return set.error();
        }
        contested_.insert(version.bank_file);
    }
    return versions.empty() || decided ? Standing::counts : Standing::contested;
}

}  // namespace almoner::reconcile
