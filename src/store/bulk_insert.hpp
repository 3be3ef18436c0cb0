#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/query.hpp"

namespace almoner::store {

/// How a value is kept until its row is inserted: text that lives elsewhere is lent, everything else is kept itself.
template <class Value>
using Kept = std::conditional_t<std::is_lvalue_reference_v<Value> && std::is_convertible_v<Value, std::string_view>,
                                std::string_view, std::decay_t<Value>>;

/// The values of one row, in the order of the statement's parameters.
template <class... Values>
std::tuple<Kept<Values&&>...> values(Values&&... all) {
    return {std::forward<Values>(all)...};
}

/// Inserts rows into one table, many with each statement: what SQLite does to begin a statement, and to be able to undo
/// one half done, costs as much as a row with its keys.
class BulkInsert {
public:
    /// "INSERT INTO line (list, row)", "(?, ?)" and what follows the values, " ON CONFLICT DO NOTHING".
    BulkInsert(Connection& connection, std::string_view into, std::string_view row, std::string_view rest = {})
        : connection_(&connection), into_(into), row_(row), rest_(rest),
          rows_at_once_(std::max<std::size_t>(
              values_at_once / static_cast<std::size_t>(std::count(row.begin(), row.end(), '?')), 2)) {}

    /// `values_of` gives a row's `values`; what they lend lives as long as `rows`. @error store.failure
    template <class Row, class ValuesOf>
    Status add(std::span<Row const> rows, ValuesOf values_of) {
        for (auto left = rows; !left.empty();) {
            auto const count = left.size() < rows_at_once_ ? 1 : rows_at_once_;
            if (auto const added = add_at_once(left.first(count), values_of); !added) {
                return added;
            }
            left = left.subspan(count);
        }
        return {};
    }

private:
    /// More gain little, and take longer to prepare.
    static constexpr std::size_t values_at_once = 640;

    template <class Row, class ValuesOf>
    Status add_at_once(std::span<Row const> rows, ValuesOf const& values_of) {
        auto& statement = rows.size() == 1 ? one_ : many_;
        if (!statement) {
            auto prepared = connection_->prepare(sql(rows.size()));
            if (!prepared) {
                return prepared.error();
            }
            statement = *std::move(prepared);
        }
        std::vector<std::invoke_result_t<ValuesOf const&, Row const&>> kept;
        kept.reserve(rows.size());
        auto first = 1;
        for (auto const& row : rows) {
            auto const& of_row = kept.emplace_back(values_of(row));
            auto const bound = std::apply(
                [&](auto const&... value) { return bind_from<Binding::lent>(*statement, first, value...); }, of_row);
            if (!bound) {
                return bound;
            }
            first += static_cast<int>(std::tuple_size_v<std::decay_t<decltype(of_row)>>);
        }
        auto const done = statement->step();
        return done ? statement->reset() : Status{done.error()};
    }

    [[nodiscard]] std::string sql(std::size_t rows) const {
        auto text = into_ + " VALUES " + row_;
        for (std::size_t more = 1; more < rows; ++more) {
            text += ", " + row_;
        }
        return text + rest_;
    }

    Connection* connection_;
    std::string into_;
    std::string row_;
    std::string rest_;
    std::size_t rows_at_once_;
    std::unique_ptr<Statement> one_;
    std::unique_ptr<Statement> many_;
};

}  // namespace almoner::store
