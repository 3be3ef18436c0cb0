#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "core/line.hpp"
#include "store/connection.hpp"
#include "store/lists.hpp"

namespace almoner::store {

/// A benefit that a person was granted by a list in the store.
struct PastPayout {
    PayoutScope const* scope = nullptr;
    std::string list_code;
    std::uint32_t row = 0;
    Day execution_date;
    Money amount;
    bool money = true;  ///< by bank or in cash; false for goods
};

/// What people were granted before. Lines that were cancelled, held or refused are no grants.
class PastPayouts {
public:
    /// @error store.failure
    static Result<PastPayouts> open(Connection& connection);
    /// All of one person, in no order that means anything; `found` is overwritten. @error store.failure
    Status find(PersonKey const& person, std::vector<PastPayout>& found);
    /// Of one scope only: whether the person's key is spent there. @error store.failure
    Result<bool> is_spent(PayoutScope const& scope, PersonKey const& person);

private:
    PastPayouts(std::vector<std::pair<std::int64_t, PayoutScope>> scopes, std::unique_ptr<Statement> select,
                std::unique_ptr<Statement> select_spent)
        : scopes_(std::move(scopes)), select_(std::move(select)), select_spent_(std::move(select_spent)) {}
    std::vector<std::pair<std::int64_t, PayoutScope>> scopes_;
    std::unique_ptr<Statement> select_;
    std::unique_ptr<Statement> select_spent_;
};

/// One payment to an account by a list in the store.
struct AccountUse {
    PersonKey account{};
    LineNumber line;
    std::int64_t minor_units = 0;
    auto operator<=>(AccountUse const&) const = default;
};

/// `uses` sorted. Inside the caller's transaction. @error store.failure
Status add_account_uses(Connection& connection, std::int64_t list, std::vector<AccountUse> const& uses);

/// Finds lists that pay an account about the same time.
class AccountUses {
public:
    /// Of lists whose execution date lies within `days` of `day`. @error store.failure
    static Result<AccountUses> open(Connection& connection, Day day, int days);
    /// Code of a list that pays `account` the same amount, or empty. @error store.failure
    Result<std::string> same_amount(PersonKey const& account, Money amount);

private:
    AccountUses(std::vector<ListRecord> lists, std::unique_ptr<Statement> select)
        : lists_(std::move(lists)), select_(std::move(select)) {}
    std::vector<ListRecord> lists_;
    std::unique_ptr<Statement> select_;
};

/// "End customer deceased" (ISO 20022 ExternalStatusReason1Code, ExternalReturnReason1Code).
inline constexpr std::string_view deceased_reason = "MD07";

/// Whom the bank could not pay for one reason (ISO 20022 external code), and when it first said so.
/// @error store.failure
Result<std::map<PersonKey, Day>> persons_of_reason(Connection& connection, std::string_view reason);

/// Numbers of accounts that gave a payment back on or after `since`, as they stood in their lists.
/// @error store.failure
Result<std::vector<std::string>> accounts_that_returned(Connection& connection, Day since);

}  // namespace almoner::store
