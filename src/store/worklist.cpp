#include "store/worklist.hpp"

#include "store/query.hpp"

namespace almoner::store {

Result<std::map<std::string, Day>> exceptions_since(Connection& connection) {
    std::map<std::string, Day> all;
    auto const read =
        for_each_row(query(connection, "SELECT id, since FROM exception_since ORDER BY id"),
                     [&](Statement& row) { all.emplace(std::string(row.text(0)), stored(parse_day(row.text(1)))); });
    return read ? Result<std::map<std::string, Day>>(std::move(all)) : read.error();
}

Status set_exceptions_since(Connection& connection, std::set<std::string> const& open, Day today) {
    auto const known = exceptions_since(connection);
    if (!known) {
        return known.error();
    }
    for (auto const& [id, since] : *known) {
        auto const gone =
            open.contains(id) ? Status{} : execute(connection, "DELETE FROM exception_since WHERE id = ?", id);
        if (!gone) {
            return gone;
        }
    }
    for (auto const& id : open) {
        auto const added =
            execute(connection, "INSERT INTO exception_since (id, since) VALUES (?, ?) ON CONFLICT DO NOTHING", id,
                    to_text(today));
        if (!added) {
            return added;
        }
    }
    return {};
}

Result<std::map<std::string, std::string>> exceptions_closed(Connection& connection) {
    std::map<std::string, std::string> all;
    auto const read =
        for_each_row(query(connection, "SELECT id, said FROM exception_closed ORDER BY id"),
                     [&](Statement& row) { all.emplace(std::string(row.text(0)), std::string(row.text(1))); });
    return read ? Result<std::map<std::string, std::string>>(std::move(all)) : read.error();
}

Status close_exception(Connection& connection, std::string_view id, std::string_view said, std::string_view decision) {
    return execute(connection,
                   "INSERT INTO exception_closed (id, said, decision) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                   "said = excluded.said, decision = excluded.decision",
                   id, said, decision);
}

}  // namespace almoner::store
