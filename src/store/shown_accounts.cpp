#include "store/shown_accounts.hpp"

#include "store/query.hpp"

namespace almoner::store {

Status add_shown_accounts(Connection& connection, std::span<ShownAccount const> accounts) {
    auto const insert = connection.prepare(
        "INSERT INTO shown_account (bank_file, statement, entry, detail, account, list, sheet, row, attempt) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) {
        return insert.error();
    }
    for (auto const& [place, account, pays] : accounts) {
        auto const of = [&pays = pays](auto number) {
            return pays ? std::optional<std::int64_t>(number(*pays)) : std::nullopt;
        };
        auto const added =
            run(**insert, place.bank_file, place.statement, place.entry, place.detail, account,
                of([](auto const& one) { return one.list; }), of([](auto const& one) { return one.line.sheet; }),
                of([](auto const& one) { return one.line.row; }), of([](auto const& one) { return one.attempt; }));
        if (!added) {
            return added;
        }
    }
    return {};
}

Result<std::vector<PaidAttempt>> paid_to_changing_accounts(Connection& connection) {
    std::vector<PaidAttempt> all;
    auto const read = for_each_row(
        query(
            connection,
            "WITH paid AS (SELECT shown.list, shown.sheet, shown.row, shown.attempt, shown.account AS inner_account, "
            "coalesce(correction.account, line.account) AS card FROM shown_account AS shown JOIN entry_in_force AS "
            "entry USING (bank_file, statement, entry, detail) JOIN line ON line.list = shown.list AND line.sheet = "
            "shown.sheet AND line.row = shown.row LEFT JOIN correction ON correction.list = shown.list AND "
            "correction.sheet = shown.sheet AND correction.row = shown.row AND correction.attempt = shown.attempt) "
            "SELECT DISTINCT list, sheet, row, attempt FROM paid WHERE card IN (SELECT card FROM paid WHERE card <> '' "
            "GROUP BY card HAVING count(DISTINCT inner_account) > 1) ORDER BY card, list, sheet, row, attempt"),
        [&](Statement& row) {
            all.push_back({row.number(0),
                           {static_cast<std::uint8_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2))},
                           static_cast<int>(row.number(3))});
        });
    return read ? Result<std::vector<PaidAttempt>>(std::move(all)) : read.error();
}

}  // namespace almoner::store
