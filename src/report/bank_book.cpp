#include "report/bank_book.hpp"

#include <map>
#include <tuple>
#include <utility>

#include "store/answers.hpp"
#include "store/explanations.hpp"

namespace almoner::report {

namespace {

/// When a statement begins and ends, for the order in time: its closing day, then its number and page.
auto place_in_time(BankStatement const& statement) {
    return std::tuple(statement.first_day.value_or(statement.closing_day), statement.closing_day,
                      statement.sequence.value_or(0), statement.page);
}

}  // namespace

std::optional<Money> BankBook::missing() const {
    if (!opening || !closing) {
        return std::nullopt;
    }
    auto left = *closing - *opening;
    for (auto const& one : classes) {
        left -= one.amount;
    }
    return left;
}

Result<std::vector<BankBook>> bank_books(store::Connection& connection) {
    auto const statements = store::statements(connection);
    auto const sums = store::class_sums(connection);
    if (!statements || !sums) {
        return statements ? sums.error() : statements.error();
    }
    struct Ends {
        BankStatement const* first = nullptr;
        BankStatement const* last = nullptr;
    };
    std::map<std::pair<std::string, std::string>, Ends> ends;
    for (auto const& statement : *statements) {
        if (statement.standing != Standing::counts || !leads_to_a_balance(statement.message)) {
            continue;
        }
        auto& [first, last] = ends[{statement.account, statement.currency}];
        if (statement.opening && (first == nullptr || place_in_time(statement) < place_in_time(*first))) {
            first = &statement;
        }
        if (statement.closing && (last == nullptr || place_in_time(*last) <= place_in_time(statement))) {
            last = &statement;
        }
    }
    std::vector<BankBook> books;
    for (auto const& [named, found] : ends) {
        auto const currency = Currency::parse(named.second);
        if (!currency) {
            continue;  // a statement that says in no currency what it holds, and has no entry
        }
        BankBook book{named.first, *currency, {}, {}, {}};
        book.opening = found.first == nullptr ? std::nullopt : found.first->opening;
        book.closing = found.last == nullptr ? std::nullopt : found.last->closing;
        for (auto const& sum : *sums) {
            if (sum.account == named.first && sum.amount.currency() == *currency) {
                book.classes.push_back({sum.entry_class, sum.count, sum.amount});
            }
        }
        books.push_back(std::move(book));
    }
    return books;
}

}  // namespace almoner::report
