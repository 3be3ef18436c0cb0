#include "core/statement_chain.hpp"

#include <algorithm>
#include <tuple>

#include "core/names.hpp"

namespace almoner {

namespace {

constexpr std::string_view table = "table";
constexpr Names<4> standings = {"counts", "repeated", "contested", "superseded"};

int year_of(BankStatement const& statement) {
    return static_cast<int>(date::year_month_day(statement.closing_day).year());
}

/// What the numbers of one chain have in common.
auto chain_of(BankStatement const& statement) {
    return std::tie(statement.account, statement.currency, statement.message);
}

std::string number_text(BankStatement const& statement) {
    return statement.sequence ? std::to_string(*statement.sequence) : statement.id;
}

/// The pages of one statement that are here, in order; indices of statements.
using Pages = std::vector<std::size_t>;

class Chain {
public:
    explicit Chain(std::span<BankStatement const> statements) : statements_(statements) {}

    std::vector<ChainFault> faults() {
        for (std::size_t at = 0; at < statements_.size(); ++at) {
            if (statements_[at].standing == Standing::contested) {
                find(ErrorCode::bank_file_changed, at, {number_text(statements_[at])});
            }
        }
        auto const numbered = by_number();
        for (std::size_t at = 0; at < numbered.size(); ++at) {
            auto const whole = look_at_pages(numbered[at]);
            auto const follows = at > 0 && chain_of(first(numbered[at - 1])) == chain_of(first(numbered[at]));
            if (follows) {
                look_between(numbered[at - 1], before_is_whole_, numbered[at]);
            }
            before_is_whole_ = whole;
        }
        look_at_tables();
        return std::move(faults_);
    }

private:
    [[nodiscard]] BankStatement const& first(Pages const& pages) const { return statements_[pages.front()]; }
    [[nodiscard]] BankStatement const& last(Pages const& pages) const { return statements_[pages.back()]; }

    void find(ErrorCode code, std::size_t at, std::vector<std::string> arguments) {
        faults_.push_back({{code, {}, statements_[at].id, std::move(arguments)}, at});
    }

    /// Numbered statements of each chain in order. Of two versions of a page that contest each other one stands for
    /// both.
    [[nodiscard]] std::vector<Pages> by_number() const {
        Pages order;
        for (std::size_t at = 0; at < statements_.size(); ++at) {
            auto const& one = statements_[at];
            if (one.sequence && (one.standing == Standing::counts || one.standing == Standing::contested)) {
                order.push_back(at);
            }
        }
        auto const place = [&](std::size_t at) {
            auto const& one = statements_[at];
            return std::tuple_cat(chain_of(one), std::tuple(year_of(one), *one.sequence, one.page));
        };
        std::stable_sort(order.begin(), order.end(), [&](auto left, auto right) { return place(left) < place(right); });
        std::vector<Pages> statements;
        for (auto const at : order) {
            auto const& one = statements_[at];
            auto const is_next_page = !statements.empty() && chain_of(last(statements.back())) == chain_of(one) &&
                                      last(statements.back()).sequence == one.sequence &&
                                      year_of(last(statements.back())) == year_of(one);
            if (!is_next_page) {
                statements.push_back({at});
            } else if (last(statements.back()).page != one.page) {
                statements.back().push_back(at);
            }
        }
        return statements;
    }

    /// Whether all pages of a statement are here.
    bool look_at_pages(Pages const& pages) {
        auto const faults_before = faults_.size();
        if (!first(pages).first_page) {
            find(ErrorCode::statement_page_missing, pages.front(), {"1"});
        }
        for (std::size_t at = 1; at < pages.size(); ++at) {
            auto const expected = statements_[pages[at - 1]].page + 1;
            if (statements_[pages[at]].page != expected) {
                find(ErrorCode::statement_page_missing, pages[at], {std::to_string(expected)});
            }
        }
        if (!last(pages).last_page) {
            find(ErrorCode::statement_page_missing, pages.back(), {std::to_string(last(pages).page + 1)});
        }
        auto const whole = faults_.size() == faults_before;
        if (whole && pages.size() > 1) {
            add_up(pages);
        }
        return whole;
    }

    void add_up(Pages const& pages) {
        auto reached = first(pages).opening;
        for (std::size_t at = 0; at < pages.size(); ++at) {
            auto const& page = statements_[pages[at]];
            if (at > 0) {
                compare_balances(statements_[pages[at - 1]], pages[at]);
            }
            if (reached && page.booked) {
                *reached += *page.booked;
            }
        }
        if (reached && last(pages).closing && *reached != *last(pages).closing) {
            find(ErrorCode::statement_arithmetic, pages.back(), {to_grouped_text(*last(pages).closing - *reached)});
        }
    }

    void look_between(Pages const& before, bool before_is_whole, Pages const& after) {
        auto const earlier = *last(before).sequence;
        auto const later = *first(after).sequence;
        auto const new_year = year_of(first(after)) != year_of(last(before));
        if (later == earlier + 1 || (new_year && later == 1)) {
            if (before_is_whole && first(after).first_page) {
                compare_balances(last(before), after.front());
            }
            return;
        }
        auto const missing = new_year && later <= earlier ? 1 : earlier + 1;
        find(ErrorCode::statement_gap, after.front(), {std::to_string(missing), std::to_string(later - 1)});
    }

    /// Tables of each account by their days. Those that have a day in common tell the same rows of it.
    void look_at_tables() {
        Pages order;
        for (std::size_t at = 0; at < statements_.size(); ++at) {
            if (statements_[at].message == table && statements_[at].first_day &&
                statements_[at].standing == Standing::counts) {
                order.push_back(at);
            }
        }
        auto const place = [&](std::size_t at) {
            auto const& one = statements_[at];
            return std::tuple_cat(chain_of(one), std::tuple(*one.first_day, one.closing_day, one.entry_count));
        };
        std::stable_sort(order.begin(), order.end(), [&](auto left, auto right) { return place(left) < place(right); });
        std::optional<std::size_t> reached;
        for (auto const at : order) {
            auto const& one = statements_[at];
            auto const follows = reached && chain_of(statements_[*reached]) == chain_of(one);
            if (follows && *one.first_day > statements_[*reached].closing_day) {
                compare_balances(statements_[*reached], at);
            }
            if (!follows || one.closing_day >= statements_[*reached].closing_day) {
                reached = at;
            }
        }
    }

    void compare_balances(BankStatement const& before, std::size_t after) {
        auto const& next = statements_[after];
        auto const both_count = before.standing == Standing::counts && next.standing == Standing::counts;
        if (both_count && leads_to_a_balance(next.message) && before.closing && next.opening &&
            *before.closing != *next.opening) {
            find(ErrorCode::statement_balance_break, after,
                 {to_grouped_text(*before.closing), to_grouped_text(*next.opening)});
        }
    }

    std::span<BankStatement const> statements_;
    std::vector<ChainFault> faults_;
    bool before_is_whole_ = false;
};

}  // namespace

std::string_view text_of(Standing standing) { return name_in(standings, standing); }
std::optional<Standing> standing_of(std::string_view text) { return value_in<Standing>(standings, text); }

bool leads_to_a_balance(std::string_view message) {
    return message == "camt.053" || message == "mt940" || message == table;
}

bool is_same_page(BankStatement const& left, BankStatement const& right) {
    if (left.message == table || chain_of(left) != chain_of(right) || left.page != right.page ||
        left.sequence != right.sequence) {
        return false;
    }
    auto const same_number = left.sequence && year_of(left) == year_of(right);
    auto const same_name = left.id == right.id && left.closing_day == right.closing_day;
    return leads_to_a_balance(left.message) ? same_number || (!left.sequence && same_name)
                                            : same_name && left.message != "mt942";
}

std::vector<ChainFault> chain_faults(std::span<BankStatement const> statements) { return Chain(statements).faults(); }

std::optional<Day> joins_until(std::span<BankStatement const> statements, std::string_view account,
                               std::string_view currency) {
    auto const is_of_it = [&](BankStatement const& one) {
        return one.account == account && one.currency == currency && leads_to_a_balance(one.message);
    };
    std::optional<Day> broken;
    for (auto const& fault : chain_faults(statements)) {
        if (auto const& at = statements[fault.at]; is_of_it(at)) {
            broken = std::min(broken.value_or(at.closing_day), at.closing_day);
        }
    }
    if (!broken) {
        return broken;
    }
    std::optional<Day> joined;
    for (auto const& one : statements) {
        if (is_of_it(one) && one.closing_day < *broken) {
            joined = std::max(joined.value_or(one.closing_day), one.closing_day);
        }
    }
    return joined.value_or(*broken - date::days{1});
}

}  // namespace almoner
