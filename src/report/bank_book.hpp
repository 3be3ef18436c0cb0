#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/money.hpp"
#include "store/connection.hpp"

namespace almoner::report {

/// An account by its statements: what it held before the first, what moved by class, what it holds after the last.
struct BankBook {
    struct Class {
        std::string name;  ///< payout_debit, return, fee, funding ... unexplained
        std::uint64_t entries = 0;
        Money amount;  ///< signed: credits positive
    };
    std::string account;
    Currency currency;
    std::optional<Money> opening;  ///< before the first statement that counts; nothing where none has a balance
    std::optional<Money> closing;  ///< after the last
    std::vector<Class> classes;

    /// closing - opening - what moved: what happened in statements that are not here. Nothing without balances.
    [[nodiscard]] std::optional<Money> missing() const;
};

/// One for each account and currency of the statements that are here. @error store.failure
Result<std::vector<BankBook>> bank_books(store::Connection& connection);

}  // namespace almoner::report
