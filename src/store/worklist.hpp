#pragma once

#include <map>
#include <set>
#include <string>

#include "core/day.hpp"
#include "core/result.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// Since when each exception is open, by its id. @error store.failure
Result<std::map<std::string, Day>> exceptions_since(Connection& connection);

/// Those of `open` that are new stand there since `today`, and all that are not in it are forgotten. Inside the
/// caller's transaction. @error store.failure
Status set_exceptions_since(Connection& connection, std::set<std::string> const& open, Day today);

/// What each exception said when people closed it last, by its id. @error store.failure
Result<std::map<std::string, std::string>> exceptions_closed(Connection& connection);

/// `said` is empty to reopen it. Inside the caller's transaction. @error store.failure
Status close_exception(Connection& connection, std::string_view id, std::string_view said, std::string_view decision);

}  // namespace almoner::store
