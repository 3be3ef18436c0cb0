#include "store/past.hpp"

#include <algorithm>

#include "store/bulk_insert.hpp"
#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

Result<std::vector<std::pair<std::int64_t, PayoutScope>>> all_scopes(Connection& connection) {
    std::vector<std::pair<std::int64_t, PayoutScope>> scopes;
    auto const read = for_each_row(
        query(connection,
              "SELECT scope, programme, period, category, kind, instalment FROM payout_scope ORDER BY scope"),
        [&](Statement& row) {
            scopes.emplace_back(
                row.number(0), PayoutScope{std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
                                           std::string(row.text(4)), static_cast<int>(row.number(5))});
        });
    if (!read) {
        return read.error();
    }
    return scopes;
}

bool is_same(PayoutScope const& left, PayoutScope const& right) {
    return left.programme == right.programme && left.period == right.period && left.category == right.category &&
           left.kind == right.kind && left.instalment == right.instalment;
}

/// Steps a bound statement once and makes it ready again; whether there was a row is for `take` to see.
template <class Take>
Status take_first(Statement& statement, Take take) {
    auto const row = statement.step();
    if (!row) {
        return row.error();
    }
    if (*row) {
        take(statement);
    }
    return statement.reset();
}

}  // namespace

Result<PastPayouts> PastPayouts::open(Connection& connection) {
    auto scopes = all_scopes(connection);
    if (!scopes) {
        return scopes.error();
    }
    auto select = connection.prepare(
        "SELECT list.code, line.row, list.execution_date, line.amount, list.currency, line.channel FROM payout_key "
        "JOIN list ON list.list = payout_key.list "
        "JOIN line ON line.list = payout_key.list AND line.sheet = payout_key.sheet AND line.row = payout_key.row "
        "WHERE payout_key.scope = ? AND payout_key.person_key = ? AND line.state = 'accepted'");
    auto select_spent = connection.prepare("SELECT 1 FROM payout_key WHERE scope = ? AND person_key = ?");
    if (!select || !select_spent) {
        return select ? select_spent.error() : select.error();
    }
    return PastPayouts(*std::move(scopes), *std::move(select), *std::move(select_spent));
}

Status PastPayouts::find(PersonKey const& person, std::vector<PastPayout>& found) {
    found.clear();
    for (auto const& [id, scope] : scopes_) {
        if (auto const bound = bind_all(*select_, id, person); !bound) {
            return bound;
        }
        auto const taken = take_first(*select_, [&, at = &scope](Statement const& row) {
            found.push_back({.scope = at,
                             .list_code = std::string(row.text(0)),
                             .row = static_cast<std::uint32_t>(row.number(1)),
                             .execution_date = stored(parse_day(row.text(2))),
                             .amount = Money{row.number(3), stored(Currency::parse(row.text(4)))},
                             .money = row.text(5) != "in_kind"});
        });
        if (!taken) {
            return taken;
        }
    }
    return {};
}

Result<bool> PastPayouts::is_spent(PayoutScope const& scope, PersonKey const& person) {
    auto const known =
        std::find_if(scopes_.begin(), scopes_.end(), [&](auto const& one) { return is_same(one.second, scope); });
    if (known == scopes_.end()) {
        return false;
    }
    if (auto const bound = bind_all(*select_spent_, known->first, person); !bound) {
        return bound.error();
    }
    auto spent = false;
    if (auto const taken = take_first(*select_spent_, [&](Statement const&) { spent = true; }); !taken) {
        return taken.error();
    }
    return spent;
}

Status add_account_uses(Connection& connection, std::int64_t list, std::vector<AccountUse> const& uses) {
    BulkInsert insert(connection, "INSERT INTO account_use (list, account_key, sheet, row, amount)", "(?, ?, ?, ?, ?)");
    return insert.add(std::span(uses), [list](AccountUse const& use) {
        return values(list, use.account, use.line.sheet, use.line.row, use.minor_units);
    });
}

Result<AccountUses> AccountUses::open(Connection& connection, Day day, int days) {
    auto all = lists(connection);
    if (!all) {
        return all.error();
    }
    auto const window = date::days{days};
    std::erase_if(*all, [&](auto const& list) {
        return list.execution_date + window < day || day + window < list.execution_date;
    });
    auto select = connection.prepare(
        "SELECT account_use.amount FROM account_use JOIN line ON line.list = account_use.list AND "
        "line.sheet = account_use.sheet AND line.row = account_use.row "
        "WHERE account_use.list = ? AND account_use.account_key = ? AND account_use.amount = ? AND "
        "line.state = 'accepted' LIMIT 1");
    return select ? AccountUses(*std::move(all), *std::move(select)) : Result<AccountUses>(select.error());
}

Result<std::string> AccountUses::same_amount(PersonKey const& account, Money amount) {
    for (auto const& list : lists_) {
        if (list.currency != amount.currency()) {
            continue;
        }
        if (auto const bound = bind_all(*select_, list.list, account, amount.minor_units()); !bound) {
            return bound.error();
        }
        auto there = false;
        if (auto const taken = take_first(*select_, [&](Statement const&) { there = true; }); !taken) {
            return taken.error();
        }
        if (there) {
            return list.code;
        }
    }
    return std::string();
}

Result<std::map<PersonKey, Day>> persons_of_reason(Connection& connection, std::string_view reason) {
    std::map<PersonKey, Day> persons;
    auto const read = for_each_row(
        query(connection,
              "SELECT line.person_key, min(coalesce(fact.day, substr(bank_file.taken_utc, 1, 10))) "
              "FROM evidence_in_force AS fact JOIN line ON line.list = fact.list AND line.sheet = fact.sheet AND "
              "line.row = fact.row JOIN bank_file ON bank_file.bank_file = fact.bank_file "
              "WHERE fact.kind IN ('credited_back', 'rejected') AND fact.reason <> '' AND fact.reason = ? GROUP BY "
              "line.person_key",
              reason),
        [&](Statement& row) { persons.emplace(person_key_at(row, 0), stored(parse_day(row.text(1)))); });
    return read ? Result<std::map<PersonKey, Day>>(std::move(persons)) : read.error();
}

Result<std::vector<std::string>> accounts_that_returned(Connection& connection, Day since) {
    std::vector<std::string> accounts;
    auto const read = for_each_row(
        query(
            connection,
            "SELECT DISTINCT line.account FROM evidence_in_force AS evidence JOIN line ON line.list = evidence.list "
            "AND "
            "line.sheet = evidence.sheet AND line.row = evidence.row "
            "WHERE evidence.kind = 'credited_back' AND evidence.day >= ? AND line.account <> '' ORDER BY line.account",
            to_text(since)),
        [&](Statement& row) { accounts.emplace_back(row.text(0)); });
    if (!read) {
        return read.error();
    }
    return accounts;
}

}  // namespace almoner::store
