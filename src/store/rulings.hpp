#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/evidence.hpp"
#include "core/identifiers.hpp"
#include "core/money.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// What people have heard from the bank of a transfer of which its files say things that exclude each other.
struct Ruling {
    std::int64_t list = 0;
    LineNumber line;
    int attempt = 1;
    EvidenceKind kind{};      ///< ruled_paid or ruled_failed
    std::uint32_t facts = 0;  ///< how many of the bank's there were
    std::string reference;    ///< the bank's letter
    std::string decision;     ///< N-KIND of decisions/
};
/// Inside the caller's transaction. @error store.failure
Status add_ruling(Connection& connection, Ruling const& ruling);

/// What left the account for a transfer less what came back for it, by the entries of statements, whether they fit or
/// not; nothing where they are in several currencies. @error store.failure
Result<std::optional<Money>> net_booked(Connection& connection, std::int64_t list, LineNumber line, int attempt,
                                        Currency currency);

}  // namespace almoner::store
