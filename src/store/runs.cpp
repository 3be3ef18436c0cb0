#include "store/runs.hpp"

#include <charconv>

#include "store/query.hpp"

namespace almoner::store {

namespace {

constexpr auto tolerated = std::chrono::minutes{5};

Result<std::optional<std::string>> value_of(Connection& connection, std::string_view name) {
    std::optional<std::string> value;
    auto const read = for_each_row(query(connection, "SELECT value FROM store WHERE name = ?", name),
                                   [&](Statement& row) { value = std::string(row.text(0)); });
    if (!read) {
        return read.error();
    }
    return value;
}

Status set_value(Connection& connection, std::string_view name, std::string_view value) {
    return execute(
        connection,
        "INSERT INTO store (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
        value);
}

Result<std::int64_t> epoch_of(Connection& connection) {
    auto const value = value_of(connection, "epoch");
    if (!value) {
        return value.error();
    }
    std::int64_t epoch = 0;
    if (*value) {
        auto const& text = **value;
        check(std::from_chars(text.data(), text.data() + text.size(), epoch).ec == std::errc{},
              "the store's epoch is a number");
    }
    return epoch;
}

}  // namespace

Result<RunTicket> begin_run(Connection& connection, std::string_view kind, Instant now) {
    auto transaction = Transaction::begin(connection);
    if (!transaction) {
        return transaction.error();
    }
    auto const seen = value_of(connection, "last_seen_utc");
    auto const epoch = epoch_of(connection);
    if (!seen || !epoch) {
        return seen ? epoch.error() : seen.error();
    }
    auto const last = *seen ? stored(parse_instant(**seen)) : now;
    if (now + tolerated <= last) {
        return Error{ErrorCode::clock_behind, {}, to_text(now), {to_text(last)}};
    }
    RunTicket ticket{0, *epoch + 1};
    auto const inserted = execute(connection, "INSERT INTO run (kind, started_utc) VALUES (?, ?)", kind, to_text(now));
    if (!inserted) {
        return inserted.error();
    }
    ticket.run = connection.last_row();
    for (auto const& set : {set_value(connection, "epoch", std::to_string(ticket.epoch)),
                            set_value(connection, "last_seen_utc", to_text(std::max(now, last)))}) {
        if (!set) {
            return set.error();
        }
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    return ticket;
}

Result<Transaction> begin_transaction(Connection& connection, RunTicket const& ticket) {
    auto transaction = Transaction::begin(connection);
    if (!transaction) {
        return transaction;
    }
    auto const epoch = epoch_of(connection);
    if (!epoch) {
        return epoch.error();
    }
    if (*epoch != ticket.epoch) {
        return Error{ErrorCode::run_superseded, {}, std::to_string(ticket.run), {}};
    }
    return transaction;
}

Status finish_run(Connection& connection, RunTicket const& ticket, Instant now, int exit_code) {
    auto transaction = begin_transaction(connection, ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const done = execute(connection, "UPDATE run SET finished_utc = ?, exit_code = ? WHERE run = ?",
                                  to_text(now), exit_code, ticket.run);
        !done) {
        return done;
    }
    return transaction->commit();
}

Status add_audit_leaf(Connection& connection, std::string_view record, std::string_view sha256_hex) {
    return execute(connection, "INSERT INTO audit (record, sha256) VALUES (?, ?)", record, sha256_hex);
}

Result<std::uint64_t> audit_leaf_count(Connection& connection) {
    std::uint64_t count = 0;
    auto const read = for_each_row(query(connection, "SELECT coalesce(max(leaf), 0) FROM audit"),
                                   [&](Statement& row) { count = static_cast<std::uint64_t>(row.number(0)); });
    return read ? Result<std::uint64_t>(count) : read.error();
}

Status for_each_audit_leaf(Connection& connection,
                           std::function<Status(std::string_view record, std::string_view sha256)> const& take) {
    auto const rows = query(connection, "SELECT record, sha256 FROM audit ORDER BY leaf");
    if (!rows) {
        return rows.error();
    }
    for (;;) {
        auto const more = (*rows)->step();
        if (!more || !*more) {
            return more ? Status{} : more.error();
        }
        if (auto const taken = take((*rows)->text(0), (*rows)->text(1)); !taken) {
            return taken;
        }
    }
}

Result<std::string> store_secret(Connection& connection, std::string_view fresh_hex) {
    auto const made =
        execute(connection, "INSERT INTO store (name, value) VALUES ('person_key', ?) ON CONFLICT (name) DO NOTHING",
                fresh_hex);
    if (!made) {
        return made.error();
    }
    auto const kept = value_of(connection, "person_key");
    if (!kept) {
        return kept.error();
    }
    return **kept;
}

Result<std::string> list_secret(Connection& connection, std::int64_t list, std::string_view fresh_hex) {
    std::string secret;
    auto const read = for_each_row(query(connection, "SELECT secret FROM list_secret WHERE list = ?", list),
                                   [&](Statement& row) { secret = std::string(row.text(0)); });
    if (!read || !secret.empty()) {
        return read ? Result<std::string>(secret) : read.error();
    }
    auto const made = execute(connection, "INSERT INTO list_secret (list, secret) VALUES (?, ?)", list, fresh_hex);
    return made ? Result<std::string>(std::string(fresh_hex)) : made.error();
}

}  // namespace almoner::store
