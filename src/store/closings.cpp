#include "store/closings.hpp"

#include <map>

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

constexpr std::string_view select_closing =
    "SELECT closing.list, sheet, row, closing.kind, amount, list.currency, how, reference, decision, bank_file, "
    "statement, entry, detail FROM closing JOIN list ON list.list = closing.list ";

Closing read_closing(Statement const& row) {
    auto const kind = closing_kind_of(row.text(3));
    check(kind.has_value(), "a stored closing has a kind");
    Closing closing{row.number(0),
                    {static_cast<std::uint8_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2))},
                    *kind,
                    Money{row.number(4), stored(Currency::parse(row.text(5)))},
                    std::string(row.text(6)),
                    std::string(row.text(7)),
                    std::string(row.text(8))};
    if (!row.is_null(9)) {
        closing.shown_by =
            EntryPlace{row.number(9), static_cast<std::uint32_t>(row.number(10)),
                       static_cast<std::uint32_t>(row.number(11)), static_cast<std::uint32_t>(row.number(12))};
    }
    return closing;
}

Result<std::vector<Closing>> read_closings(Result<std::unique_ptr<Statement>> const& statement) {
    std::vector<Closing> all;
    auto const read = for_each_row(statement, [&](Statement& row) { all.push_back(read_closing(row)); });
    return read ? Result<std::vector<Closing>>(std::move(all)) : read.error();
}

constexpr std::string_view entry_class_of(ClosingKind kind) {
    return kind == ClosingKind::recovered ? "recovery" : "paid_outside";
}

/// What the bank would book: money out when paid by hand, in when given back.
bool is_booked(Closing const& closing) {
    return closing.kind == ClosingKind::recovered ||
           (closing.kind == ClosingKind::paid_outside && closing.how != "cash");
}

/// The entries that nothing explains and that could show the closing.
Result<std::vector<EntryPlace>> candidates(Connection& connection, Closing const& closing) {
    auto const minor_units = closing.amount.minor_units();
    std::vector<EntryPlace> found;
    auto const read = for_each_row(
        query(connection,
              "SELECT bank_file, statement, entry, detail FROM entry_in_force WHERE (class = 'unexplained' OR "
              "class = 'paid_outside' OR class = 'recovery') AND "
              "lump_file IS NULL AND (servicer_reference = ? OR end_to_end_id = ?) AND amount = ? AND currency = ? "
              "ORDER BY bank_file, statement, entry, detail",
              closing.reference, closing.reference, closing.kind == ClosingKind::recovered ? minor_units : -minor_units,
              closing.amount.currency().code()),
        [&](Statement& row) {
            found.push_back({row.number(0), static_cast<std::uint32_t>(row.number(1)),
                             static_cast<std::uint32_t>(row.number(2)), static_cast<std::uint32_t>(row.number(3))});
        });
    return read ? Result<std::vector<EntryPlace>>(std::move(found)) : read.error();
}

Status set_class(Connection& connection, EntryPlace const& place, std::string_view entry_class, std::string_view rule) {
    return execute(connection,
                   "UPDATE entry SET class = ?, rule = ? WHERE bank_file = ? AND statement = ? AND entry = ? AND "
                   "detail = ?",
                   entry_class, rule, place.bank_file, place.statement, place.entry, place.detail);
}

Status set_shown(Connection& connection, NewlyShown const& one) {
    auto const& [closing, by] = one;
    auto const set = execute(connection,
                             "UPDATE closing SET bank_file = ?, statement = ?, entry = ?, detail = ? WHERE list = ? "
                             "AND sheet = ? AND row = ?",
                             by ? std::optional(by->bank_file) : std::nullopt,
                             by ? std::optional<std::int64_t>(by->statement) : std::nullopt,
                             by ? std::optional<std::int64_t>(by->entry) : std::nullopt,
                             by ? std::optional<std::int64_t>(by->detail) : std::nullopt, closing.list,
                             closing.line.sheet, closing.line.row);
    return set && by ? set_class(connection, *by, entry_class_of(closing.kind), "reference+amount") : set;
}

}  // namespace

Status add_closings(Connection& connection, std::span<Closing const> closings) {
    auto const end_attempt =
        connection.prepare("UPDATE attempt SET live = 0 WHERE list = ? AND sheet = ? AND row = ? AND live = 1");
    auto const insert = connection.prepare(
        "INSERT INTO closing (list, sheet, row, kind, amount, how, reference, decision) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "?)");
    if (!end_attempt || !insert) {
        return end_attempt ? insert.error() : end_attempt.error();
    }
    for (auto const& one : closings) {
        auto const ended =
            one.kind == ClosingKind::recovered ? Status{} : run(**end_attempt, one.list, one.line.sheet, one.line.row);
        if (!ended) {
            return ended;
        }
        auto const added = run(**insert, one.list, one.line.sheet, one.line.row, text_of(one.kind),
                               one.amount.minor_units(), one.how, one.reference, one.decision);
        if (!added) {
            return added;
        }
    }
    return {};
}

Result<std::vector<Closing>> closings(Connection& connection) {
    return read_closings(query(connection, std::string(select_closing) + "ORDER BY closing.list, sheet, row"));
}

Result<std::optional<Closing>> closing_of(Connection& connection, std::int64_t list, LineNumber line) {
    auto const found = read_closings(
        query(connection, std::string(select_closing) + "WHERE closing.list = ? AND sheet = ? AND row = ?", list,
              line.sheet, line.row));
    if (!found) {
        return found.error();
    }
    return found->empty() ? std::optional<Closing>() : std::optional(found->front());
}

Result<std::vector<NewlyShown>> newly_shown(Connection& connection) {
    auto const all = closings(connection);
    if (!all) {
        return all.error();
    }
    std::vector<std::optional<EntryPlace>> only(all->size());
    std::map<EntryPlace, std::size_t> wanted;  // by how many closings
    for (std::size_t at = 0; at < all->size(); ++at) {
        auto const& closing = (*all)[at];
        auto const found = is_booked(closing) ? candidates(connection, closing) : std::vector<EntryPlace>();
        if (!found) {
            return found.error();
        }
        for (auto const& place : *found) {
            ++wanted[place];
        }
        only[at] = found->size() == 1 ? std::optional(found->front()) : std::nullopt;
    }
    std::vector<NewlyShown> news;
    for (std::size_t at = 0; at < all->size(); ++at) {
        auto const by = only[at] && wanted.at(*only[at]) == 1 ? only[at] : std::nullopt;
        if (by != (*all)[at].shown_by) {
            news.push_back({(*all)[at], by});
        }
    }
    return news;
}

Status set_shown(Connection& connection, std::span<NewlyShown const> all) {
    for (auto const& one : all) {
        auto const& before = one.closing.shown_by;
        if (auto const left = before ? set_class(connection, *before, "unexplained", "") : Status{}; !left) {
            return left;
        }
    }
    for (auto const& one : all) {
        if (auto const set = set_shown(connection, one); !set) {
            return set;
        }
    }
    return {};
}

}  // namespace almoner::store
