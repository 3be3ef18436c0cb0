#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/line.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// Nothing for a parameter or column.
struct Null {};

/// What becomes of texts and keys that are bound: copied, or lent until the statement was stepped.
enum class Binding { copied, lent };

/// Binds values to parameters from `first` on, in order.
template <Binding texts = Binding::copied, class... Values>
Status bind_from(Statement& statement, int first, Values const&... values) {
    [[maybe_unused]] auto parameter = first - 1;
    auto status = Status{};
    [[maybe_unused]] auto const one = [&](auto const& value) {
        using Value = std::decay_t<decltype(value)>;
        ++parameter;
        if (!status) {
            return;
        }
        if constexpr (std::is_same_v<Value, Null>) {
            status = statement.bind_null(parameter);
        } else if constexpr (std::is_same_v<Value, std::optional<std::int64_t>>) {
            status = value ? statement.bind(parameter, *value) : statement.bind_null(parameter);
        } else if constexpr (std::is_same_v<Value, PersonKey>) {
            status = texts == Binding::lent ? statement.bind_blob_lent(parameter, value)
                                            : statement.bind_blob(parameter, value);
        } else if constexpr (std::is_integral_v<Value>) {
            status = statement.bind(parameter, static_cast<std::int64_t>(value));
        } else if constexpr (texts == Binding::lent) {
            status = statement.bind_lent(parameter, value);
        } else {
            status = statement.bind(parameter, std::string_view(value));
        }
    };
    (one(values), ...);
    return status;
}

/// Binds values to parameters 1, 2, ... in order.
template <Binding texts = Binding::copied, class... Values>
Status bind_all(Statement& statement, Values const&... values) {
    return bind_from<texts>(statement, 1, values...);
}

/// Binds and runs a statement that returns no row, ready to be run again.
template <class... Values>
Status run(Statement& statement, Values const&... values) {
    if (auto const bound = bind_all<Binding::lent>(statement, values...); !bound) {
        return bound;
    }
    if (auto const done = statement.step(); !done) {
        return done.error();
    }
    return statement.reset();
}

/// Prepares, binds and runs once.
template <class... Values>
Status execute(Connection& connection, std::string_view sql, Values const&... values) {
    auto const statement = connection.prepare(sql);
    return statement ? run(**statement, values...) : Status{statement.error()};
}

/// A prepared query with its values bound.
template <class... Values>
Result<std::unique_ptr<Statement>> query(Connection& connection, std::string_view sql, Values const&... values) {
    auto statement = connection.prepare(sql);
    if (!statement) {
        return statement;
    }
    if (auto const bound = bind_all(**statement, values...); !bound) {
        return bound.error();
    }
    return statement;
}

/// Calls `take` for every row.
template <class Take>
Status for_each_row(Result<std::unique_ptr<Statement>> const& statement, Take take) {
    if (!statement) {
        return statement.error();
    }
    for (;;) {
        auto const row = (*statement)->step();
        if (!row || !*row) {
            return row ? Status{} : Status{row.error()};
        }
        take(**statement);
    }
}

/// A stored text that only our own code wrote: unreadable means the store is damaged.
template <class Value>
Value stored(Result<Value> value) {
    check(static_cast<bool>(value), "what the store holds was written by this program");
    return *std::move(value);
}

}  // namespace almoner::store
