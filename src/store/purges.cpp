#include "store/purges.hpp"

#include "store/query.hpp"

namespace almoner::store {

namespace {

constexpr std::string_view mark = "purge_to_finish";

Result<std::map<std::int64_t, std::string>> decisions(Connection& connection, std::string_view sql) {
    std::map<std::int64_t, std::string> found;
    auto const read =
        for_each_row(query(connection, sql), [&](Statement& row) { found.emplace(row.number(0), row.text(1)); });
    return read ? Result<std::map<std::int64_t, std::string>>(std::move(found)) : read.error();
}

/// Runs statements that take the list's number, one after the other.
template <std::size_t count, class... Values>
Status execute_each(Connection& connection, std::string_view const (&statements)[count], Values const&... values) {
    for (auto const statement : statements) {
        if (auto const done = execute(connection, statement, values...); !done) {
            return done;
        }
    }
    return {};
}

}  // namespace

Result<std::map<std::int64_t, std::string>> purged_lists(Connection& connection) {
    return decisions(connection, "SELECT list, purged FROM list WHERE purged <> ''");
}

Result<std::map<std::int64_t, std::string>> purged_bank_files(Connection& connection) {
    return decisions(connection, "SELECT bank_file, purged FROM bank_file WHERE purged <> ''");
}

Result<bool> is_purged_bank_file(Connection& connection, std::string_view sha256) {
    auto purged = false;
    auto const read =
        for_each_row(query(connection, "SELECT 1 FROM bank_file WHERE sha256 = ? AND purged <> ''", sha256),
                     [&](Statement&) { purged = true; });
    return read ? Result<bool>(purged) : read.error();
}

Result<std::map<std::int64_t, BankFileReach>> reach_of_bank_files(Connection& connection) {
    std::map<std::int64_t, BankFileReach> reaches;
    auto const all = for_each_row(query(connection, "SELECT bank_file, state <> 'admitted' FROM bank_file"),
                                  [&](Statement& row) { reaches[row.number(0)].is_open = row.number(1) != 0; });
    auto const told = for_each_row(
        query(connection,
              "SELECT bank_file, list FROM evidence "
              "UNION SELECT bank_file, list FROM file_evidence JOIN transfer_file USING (file) "
              "UNION SELECT bank_file, list FROM entry JOIN transfer_file ON transfer_file.file = entry.lump_file "
              "UNION SELECT bank_file, list FROM shown_account WHERE list IS NOT NULL "
              "UNION SELECT bank_file, list FROM closing WHERE bank_file IS NOT NULL"),
        [&](Statement& row) { reaches[row.number(0)].lists.insert(row.number(1)); });
    auto const open =
        for_each_row(query(connection,
                           "SELECT bank_file FROM entry WHERE class = 'unexplained' OR class = 'other_account' "
                           "UNION SELECT bank_file FROM statement WHERE standing = 'contested'"),
                     [&](Statement& row) { reaches[row.number(0)].is_open = true; });
    for (auto const* read : {&all, &told, &open}) {
        if (!*read) {
            return read->error();
        }
    }
    return reaches;
}

Status erase_payees(Connection& connection, std::int64_t list, std::vector<std::int64_t> const& family,
                    std::string_view decision) {
    for (auto const member : family) {
        auto const marked = execute(connection, "UPDATE list SET purged = ? WHERE list = ?", decision, member);
        constexpr std::string_view of_member[] = {
            "DELETE FROM list_secret WHERE list = ?",
            "DELETE FROM finding WHERE list_code = (SELECT code FROM list WHERE list = ?)"};
        auto const erased = marked ? execute_each(connection, of_member, member) : marked;
        if (!erased) {
            return erased;
        }
    }
    constexpr std::string_view of_lines[] = {
        "UPDATE line SET payee_name = '', beneficiary_name = '', relation = '', account = '', bank_code = '', "
        "bic = '', address = '', reference = '', note = '' WHERE list = ?",
        "UPDATE correction SET payee_name = '', account = '', bank_code = '', bic = '' WHERE list = ?",
        "UPDATE cancelled_line SET note = '' WHERE list = ?"};
    return execute_each(connection, of_lines, list);
}

Status erase_words(Connection& connection, std::int64_t bank_file, std::string_view decision) {
    auto const marked =
        execute(connection, "UPDATE bank_file SET purged = ?, detail = '' WHERE bank_file = ?", decision, bank_file);
    constexpr std::string_view of_file[] = {"UPDATE entry SET text = '' WHERE bank_file = ?",
                                            "UPDATE evidence SET text = '' WHERE bank_file = ?",
                                            "UPDATE file_evidence SET text = '' WHERE bank_file = ?",
                                            "UPDATE shown_account SET account = '' WHERE bank_file = ?"};
    return marked ? execute_each(connection, of_file, bank_file) : marked;
}

Result<std::string> purge_to_finish(Connection& connection) {
    std::string sha256;
    auto const read = for_each_row(query(connection, "SELECT value FROM store WHERE name = ?", mark),
                                   [&](Statement& row) { sha256 = row.text(0); });
    return read ? Result<std::string>(std::move(sha256)) : read.error();
}

Status set_purge_to_finish(Connection& connection, std::string_view sha256) {
    return execute(connection,
                   "INSERT INTO store (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
                   "excluded.value",
                   mark, sha256);
}

Result<bool> forget_what_was_erased(Connection& connection) {
    // Pages keep what once stood in them, also where rows were only moved: all are written anew.
    if (auto const written = connection.execute("VACUUM"); !written) {
        return written.error();
    }
    auto is_busy = true;
    auto const emptied = for_each_row(query(connection, "PRAGMA wal_checkpoint(TRUNCATE)"),
                                      [&](Statement& row) { is_busy = row.number(0) != 0; });
    return emptied ? Result<bool>(!is_busy) : emptied.error();
}

}  // namespace almoner::store
