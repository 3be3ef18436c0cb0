#include <algorithm>

#include "reconcile/settle.hpp"
#include "reconcile/statement_account.hpp"
#include "reconcile/statement_check.hpp"

namespace almoner::reconcile {

namespace {

/// Whether the bank tells one statement as camt.053 and as MT940: the same day leads the account from the same balance
/// to the same one. Where the movements leave it as it was, their number must be the same, too.
bool is_other_form(BankStatement const& left, BankStatement const& right) {
    auto const is_statement = [](auto const& one) { return one.message == "camt.053" || one.message == "mt940"; };
    auto const is_whole = [](auto const& one) { return one.first_page && one.last_page && one.opening && one.closing; };
    if (!is_statement(left) || !is_statement(right) || left.message == right.message || !is_whole(left) ||
        !is_whole(right) || left.account != right.account || left.currency != right.currency) {
        return false;
    }
    return left.closing_day == right.closing_day && *left.opening == *right.opening &&
           *left.closing == *right.closing && (*left.opening != *left.closing || left.entry_count == right.entry_count);
}

}  // namespace

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

Result<std::vector<BankStatement>> Settlement::versions_of(BankStatement const& statement,
                                                           std::vector<BankStatement> const& stored) {
    if (statement.message == "table") {
        return store::tables_that_differ(desk_.store, statement);
    }
    std::vector<BankStatement> versions;
    std::copy_if(stored.begin(), stored.end(), std::back_inserter(versions),
                 [&](auto const& one) { return is_same_page(one, statement); });
    return versions;
}

/// What was decided about a version holds for the same words in other bytes, too.
Result<Standing> Settlement::standing_of(BankStatement const& statement) {
    auto const stored = store::statements(desk_.store);
    auto const found = stored ? versions_of(statement, *stored) : stored;
    if (!found) {
        return found.error();
    }
    auto const told_otherwise = std::any_of(stored->begin(), stored->end(), [&](auto const& one) {
        return one.standing == Standing::counts && is_other_form(one, statement);
    });
    if (told_otherwise) {
        find(ErrorCode::bank_file_seen, statement.id, 0);
        return Standing::repeated;
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
