#include "store/unpaid_lines.hpp"

#include "store/query.hpp"

namespace almoner::store {

Result<std::uint64_t> hold_unpaid_lines(Connection& connection, ListRecord const& list) {
    constexpr std::string_view unpaid =
        "SELECT 1 FROM line AS one WHERE one.list = ? AND one.state = 'accepted' AND one.channel = 'bank' AND NOT "
        "EXISTS "
        "(SELECT 1 FROM attempt WHERE attempt.list = one.list AND attempt.sheet = one.sheet AND attempt.row = one.row)";
    auto const free = execute(connection,
                              "DELETE FROM payout_key WHERE payout_key.list = ? AND EXISTS (" + std::string(unpaid) +
                                  " AND one.sheet = payout_key.sheet AND one.row = payout_key.row)",
                              list.list, list.list);
    auto const held = free ? execute(connection,
                                     "UPDATE line SET state = 'held', finding = ? WHERE line.list = ? AND EXISTS (" +
                                         std::string(unpaid) + " AND one.sheet = line.sheet AND one.row = line.row)",
                                     text_of(ErrorCode::line_recovered), list.list, list.list)
                           : free;
    return held ? Result<std::uint64_t>(static_cast<std::uint64_t>(connection.changes())) : held.error();
}

}  // namespace almoner::store
