#include "store/answers.hpp"

#include <map>

#include "store/bulk_insert.hpp"
#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

constexpr std::string_view select_bank_file =
    "SELECT bank_file, sha256, name, message, message_id, signer, state, reason, detail, run, taken_utc FROM "
    "bank_file ";

BankFileRecord read_bank_file(Statement const& row) {
    return {row.number(0),
            std::string(row.text(1)),
            std::string(row.text(2)),
            std::string(row.text(3)),
            std::string(row.text(4)),
            std::string(row.text(5)),
            row.text(6) == "quarantined",
            std::string(row.text(7)),
            std::string(row.text(8)),
            row.number(9),
            stored(parse_instant(row.text(10)))};
}

/// The store ids of lists by their code, asked once each.
class ListIds {
public:
    explicit ListIds(Connection& connection) : connection_(connection) {}

    Result<std::optional<ListRecord>> of(ListCode code) {
        auto const known = lists_.find(code);
        if (known != lists_.end()) {
            return known->second;
        }
        auto const found = list_by_code(connection_, code.text());
        if (found) {
            lists_.emplace(code, *found);
        }
        return found;
    }

private:
    Connection& connection_;
    std::map<ListCode, std::optional<ListRecord>> lists_;
};

/// The bank profiles of transfer files, asked once each.
class FileProfiles {
public:
    explicit FileProfiles(Connection& connection) : connection_(connection) {}

    Result<std::string> of(std::int64_t file) {
        auto const known = profiles_.find(file);
        if (known != profiles_.end()) {
            return known->second;
        }
        std::string profile;
        auto const read = for_each_row(
            query(connection_,
                  "SELECT list.profile FROM transfer_file JOIN list ON list.list = transfer_file.list WHERE file = ?",
                  file),
            [&](Statement& row) { profile = row.text(0); });
        if (!read) {
            return read.error();
        }
        profiles_.emplace(file, profile);
        return profile;
    }

private:
    Connection& connection_;
    std::map<std::int64_t, std::string> profiles_;
};

BankStatement read_statement(Statement const& row) {
    auto const number_at = [&](int column) {
        return row.is_null(column) ? std::nullopt : std::optional(row.number(column));
    };
    auto const amount_at = [&](int column) {
        return row.is_null(column) ? std::nullopt
                                   : std::optional(Money{row.number(column), stored(Currency::parse(row.text(5)))});
    };
    BankStatement statement;
    statement.bank_file = row.number(0);
    statement.statement = static_cast<std::uint32_t>(row.number(1));
    statement.message = row.text(2);
    statement.id = row.text(3);
    statement.account = row.text(4);
    statement.currency = row.text(5);
    statement.sequence = number_at(6);
    statement.page = static_cast<std::uint32_t>(row.number(7));
    statement.first_page = row.number(8) != 0;
    statement.last_page = row.number(9) != 0;
    statement.opening = amount_at(10);
    statement.closing = amount_at(11);
    statement.booked = amount_at(12);
    statement.closing_day = stored(parse_day(row.text(13)));
    statement.entry_count = static_cast<std::uint64_t>(row.number(14));
    statement.content = row.text(15);
    auto const standing = standing_of(row.text(16));
    check(standing.has_value(), "a stored statement stands somehow");
    statement.standing = *standing;
    if (!row.is_null(17)) {
        statement.first_day = stored(parse_day(row.text(17)));
    }
    return statement;
}

}  // namespace

Result<std::optional<BankFileRecord>> bank_file_by_digest(Connection& connection, std::string_view sha256) {
    std::optional<BankFileRecord> found;
    auto const read = for_each_row(query(connection, std::string(select_bank_file) + "WHERE sha256 = ?", sha256),
                                   [&](Statement& row) { found = read_bank_file(row); });
    if (!read) {
        return read.error();
    }
    return found;
}

Result<std::vector<BankFileRecord>> bank_files(Connection& connection) {
    std::vector<BankFileRecord> all;
    auto const read = for_each_row(query(connection, std::string(select_bank_file) + "ORDER BY bank_file"),
                                   [&](Statement& row) { all.push_back(read_bank_file(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<std::int64_t> add_bank_file(Connection& connection, BankFileRecord const& record) {
    auto const* state = record.quarantined ? "quarantined" : "admitted";
    auto const added = execute(
        connection,
        "INSERT INTO bank_file (sha256, name, message, message_id, signer, state, reason, detail, run, taken_utc) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.sha256, record.name, record.message, record.message_id, record.signer, state, record.reason,
        record.detail, record.run, to_text(record.taken));
    if (!added) {
        return added.error();
    }
    return connection.last_row();
}

Status set_signer(Connection& connection, std::int64_t bank_file, std::string_view signer) {
    return execute(connection, "UPDATE bank_file SET signer = ? WHERE bank_file = ?", signer, bank_file);
}

Status let_in(Connection& connection, BankFileRecord const& record) {
    return execute(connection, "UPDATE bank_file SET state = 'admitted', message = ? WHERE bank_file = ?",
                   record.message, record.bank_file);
}

Status add_statement(Connection& connection, BankStatement const& statement) {
    auto const units = [](std::optional<Money> const& amount) {
        return amount ? std::optional(amount->minor_units()) : std::nullopt;
    };
    return execute(connection,
                   "INSERT INTO statement (bank_file, statement, message, id, account, currency, sequence, page, "
                   "first_page, last_page, opening, closing, booked, closing_day, entry_count, content, standing) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   statement.bank_file, statement.statement, statement.message, statement.id, statement.account,
                   statement.currency, statement.sequence, statement.page, statement.first_page, statement.last_page,
                   units(statement.opening), units(statement.closing), units(statement.booked),
                   to_text(statement.closing_day), statement.entry_count, statement.content,
                   text_of(statement.standing));
}

Status set_standing(Connection& connection, BankStatement const& statement, Standing standing) {
    auto const set = execute(connection, "UPDATE statement SET standing = ? WHERE bank_file = ? AND statement = ?",
                             text_of(standing), statement.bank_file, statement.statement);
    return set ? execute(connection,
                         "INSERT INTO file_to_solve SELECT DISTINCT lump_file FROM entry WHERE lump_file IS "
                         "NOT NULL ON CONFLICT DO NOTHING")
               : set;
}

Status add_entries(Connection& connection, std::int64_t bank_file, std::span<EntryRecord const> entries) {
    BulkInsert insert(
        connection,
        "INSERT INTO entry (bank_file, statement, entry, detail, amount, currency, booking_day, end_to_end_id, class, "
        "rule, reason, text, servicer_reference, pending, lump_file, lump_batch, lump_reference, lump_count)",
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    return insert.add(entries, [bank_file](EntryRecord const& entry) {
        auto const lump = entry.lump.value_or(LumpReference{});
        auto const file = entry.lump ? std::optional(lump.file) : std::nullopt;
        auto const count = lump.count ? std::optional(static_cast<std::int64_t>(*lump.count)) : std::nullopt;
        return values(bank_file, entry.statement, entry.entry, entry.detail, entry.amount.minor_units(),
                      std::string(entry.amount.currency().code()), to_text(entry.booking_day), entry.end_to_end_id,
                      entry.entry_class, entry.rule, entry.reason, entry.text, entry.servicer_reference,
                      entry.pending ? 1 : 0, file, lump.batch, std::string(lump.named_by), count);
    });
}

Result<std::vector<BankStatement>> statements(Connection& connection) {
    std::vector<BankStatement> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT bank_file, statement, message, id, account, currency, sequence, page, first_page, last_page, "
              "opening, closing, booked, closing_day, entry_count, content, standing, (SELECT min(day) FROM table_row "
              "WHERE "
              "table_row.bank_file = statement.bank_file AND table_row.statement = statement.statement) FROM statement "
              "ORDER BY account, currency, message, sequence, bank_file, statement"),
        [&](Statement& row) { all.push_back(read_statement(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<std::vector<std::pair<std::int64_t, EntryRecord>>> entries(Connection& connection,
                                                                  std::string_view entry_class) {
    std::vector<std::pair<std::int64_t, EntryRecord>> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT bank_file, statement, entry, detail, amount, currency, booking_day, end_to_end_id, class, rule, "
              "reason, text, lump_file, lump_batch, lump_reference FROM entry_in_force "
              "WHERE ? = '' OR class = ? ORDER BY bank_file, statement, entry, detail",
              entry_class, entry_class),
        [&](Statement& row) {
            auto const lump =
                row.is_null(12) ? std::nullopt
                                : std::optional(LumpReference{
                                      row.number(12), static_cast<int>(row.number(13)), std::string(row.text(14)), {}});
            all.emplace_back(
                row.number(0),
                EntryRecord{static_cast<std::uint32_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2)),
                            static_cast<std::uint32_t>(row.number(3)),
                            Money{row.number(4), stored(Currency::parse(row.text(5)))}, stored(parse_day(row.text(6))),
                            std::string(row.text(7)), std::string(row.text(8)), std::string(row.text(9)),
                            std::string(row.text(10)), std::string(row.text(11)), lump});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<std::optional<LumpReference>> find_batch(Connection& connection, std::string_view reference) {
    std::optional<LumpReference> found;
    auto const read = for_each_row(
        query(connection,
              "SELECT file, number FROM batch WHERE payment_information_id = ? UNION ALL SELECT file, 0 FROM "
              "transfer_file WHERE message_id = ?",
              reference, reference),
        [&](Statement& row) {
            found = LumpReference{row.number(0), static_cast<int>(row.number(1)), {}, {}};
        });
    return read ? Result<std::optional<LumpReference>>(std::move(found)) : read.error();
}

Result<std::vector<std::optional<AttemptRecord>>> find_attempts(Connection& connection,
                                                                std::span<EndToEndId const> ids) {
    auto const statement = connection.prepare(
        "SELECT attempt.file, attempt.batch, coalesce(correction.amount, line.amount), "
        "coalesce(correction.scheme, line.scheme), coalesce(correction.account, line.account) "
        "FROM attempt JOIN line ON line.list = attempt.list AND line.sheet = attempt.sheet AND line.row = "
        "attempt.row " +
        std::string(join_correction) +
        "WHERE attempt.list = ? AND attempt.sheet = ? AND attempt.row = ? AND attempt.attempt = ?");
    if (!statement) {
        return statement.error();
    }
    ListIds list_ids(connection);
    FileProfiles profiles(connection);
    std::vector<std::optional<AttemptRecord>> found(ids.size());
    for (std::size_t at = 0; at < ids.size(); ++at) {
        auto const& id = ids[at];
        auto const list = list_ids.of(id.list_code());
        if (!list) {
            return list.error();
        }
        if (!*list) {
            continue;
        }
        if (auto const bound = bind_all(**statement, (*list)->list, id.line().sheet, id.line().row, id.attempt());
            !bound) {
            return bound.error();
        }
        auto const row = (*statement)->step();
        if (!row) {
            return row.error();
        }
        if (*row) {
            auto const file = (*statement)->number(0);
            auto profile = profiles.of(file);
            if (!profile) {
                return profile.error();
            }
            auto const scheme = (*statement)->text(3) == "iban" ? AccountScheme::iban : AccountScheme::other;
            found[at] = AttemptRecord{(*list)->list,
                                      id.line(),
                                      id.attempt(),
                                      file,
                                      static_cast<int>((*statement)->number(1)),
                                      Money{(*statement)->number(2), (*list)->currency},
                                      Account{scheme, std::string((*statement)->text(4))},
                                      *std::move(profile)};
        }
        if (auto const reset = (*statement)->reset(); !reset) {
            return reset.error();
        }
    }
    return found;
}

Status add_evidence(Connection& connection, std::span<AttemptEvidence const> facts) {
    BulkInsert insert(connection,
                      "INSERT INTO evidence (list, sheet, row, attempt, bank_file, statement, entry, detail, kind, "
                      "amount, currency, day, reason, text, rule, inferred)",
                      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, ?)",
                      " ON CONFLICT DO NOTHING");
    return insert.add(facts, [](AttemptEvidence const& fact) {
        auto const& evidence = fact.evidence;
        return values(fact.list, fact.line.sheet, fact.line.row, fact.attempt, evidence.bank_file, evidence.statement,
                      evidence.entry, evidence.detail, text_of(evidence.kind),
                      evidence.amount ? evidence.amount->minor_units() : 0,
                      evidence.amount ? std::string(evidence.amount->currency().code()) : std::string(),
                      evidence.day ? to_text(*evidence.day) : std::string(), evidence.reason, evidence.text,
                      evidence.rule, evidence.inferred);
    });
}

Status add_file_evidence(Connection& connection, std::span<FileEvidence const> facts) {
    auto const insert = connection.prepare(
        "INSERT INTO file_evidence (file, batch, bank_file, entry, kind, reason, text, inferred) VALUES (?, ?, ?, ?, "
        "?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING");
    if (!insert) {
        return insert.error();
    }
    for (auto const& fact : facts) {
        auto const& evidence = fact.evidence;
        auto const added = run(**insert, fact.file, fact.batch, evidence.bank_file, evidence.entry,
                               text_of(evidence.kind), evidence.reason, evidence.text, evidence.inferred);
        if (!added) {
            return added;
        }
    }
    return {};
}

Result<bool> is_answered(Connection& connection, std::int64_t file) {
    auto answered = false;
    auto const read = for_each_row(
        query(
            connection,
            "SELECT EXISTS (SELECT 1 FROM file_evidence WHERE file = ?) OR EXISTS (SELECT 1 FROM attempt JOIN evidence "
            "ON evidence.list = attempt.list AND evidence.sheet = attempt.sheet AND evidence.row = attempt.row AND "
            "evidence.attempt = attempt.attempt WHERE attempt.file = ?)",
            file, file),
        [&](Statement& row) { answered = row.number(0) != 0; });
    return read ? Result<bool>(answered) : read.error();
}

Result<std::vector<std::pair<std::string, std::uint32_t>>> statements_short_of_entries(Connection& connection) {
    std::vector<std::pair<std::string, std::uint32_t>> found;
    auto const read = for_each_row(
        query(
            connection,
            "SELECT bank_file.name, statement.statement FROM statement JOIN bank_file ON bank_file.bank_file = "
            "statement.bank_file WHERE standing = 'counts' AND entry_count <> (SELECT count(DISTINCT entry) FROM entry "
            "WHERE entry.bank_file = statement.bank_file AND entry.statement = statement.statement) "
            "ORDER BY statement.bank_file, statement.statement"),
        [&](Statement& row) {
            found.emplace_back(std::string(row.text(0)), static_cast<std::uint32_t>(row.number(1)));
        });
    return read ? Result<std::vector<std::pair<std::string, std::uint32_t>>>(std::move(found)) : read.error();
}

}  // namespace almoner::store
