#include "store/lumps.hpp"

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

constexpr std::string_view select_lump =
    "SELECT bank_file, statement, entry, detail, lump_file, lump_batch, lump_reference, lump_count, amount, currency, "
    "booking_day, class, rule, reason, text FROM entry_in_force ";

LumpRecord read_lump(Statement const& row) {
    LumpReference reference{row.number(4), static_cast<int>(row.number(5)), std::string(row.text(6)), {}};
    if (!row.is_null(7)) {
        reference.count = static_cast<std::uint64_t>(row.number(7));
    }
    return {.bank_file = row.number(0),
            .statement = static_cast<std::uint32_t>(row.number(1)),
            .entry = static_cast<std::uint32_t>(row.number(2)),
            .detail = static_cast<std::uint32_t>(row.number(3)),
            .reference = std::move(reference),
            .amount = Money{row.number(8), stored(Currency::parse(row.text(9)))},
            .booking_day = stored(parse_day(row.text(10))),
            .entry_class = std::string(row.text(11)),
            .rule = std::string(row.text(12)),
            .reason = std::string(row.text(13)),
            .text = std::string(row.text(14))};
}

Result<std::vector<LumpRecord>> read_lumps(Result<std::unique_ptr<Statement>> const& statement) {
    std::vector<LumpRecord> lumps;
    auto const read = for_each_row(statement, [&](Statement& row) { lumps.push_back(read_lump(row)); });
    return read ? Result<std::vector<LumpRecord>>(std::move(lumps)) : read.error();
}

/// Whether evidence of a kind, of an entry that names the transfer, is there.
std::string has(std::string_view kind) {
    return ", EXISTS (SELECT 1 FROM evidence_in_force AS fact WHERE fact.list = attempt.list AND fact.sheet = "
           "attempt.sheet AND fact.row = attempt.row AND fact.attempt = attempt.attempt AND fact.inferred = 0 AND "
           "fact.kind = '" +
           std::string(kind) + "')";
}

/// Whether people have heard from the bank that it has given the transfer up.
constexpr std::string_view given_up_by_word =
    ", EXISTS (SELECT 1 FROM recall WHERE recall.list = attempt.list AND recall.sheet = attempt.sheet AND recall.row = "
    "attempt.row AND recall.attempt = attempt.attempt AND recall.answer = 'cancel_accepted')";

}  // namespace

Result<std::vector<std::int64_t>> files_to_solve(Connection& connection) {
    std::vector<std::int64_t> files;
    auto const read = for_each_row(query(connection, "SELECT file FROM file_to_solve ORDER BY file"),
                                   [&](Statement& row) { files.push_back(row.number(0)); });
    return read ? Result<std::vector<std::int64_t>>(std::move(files)) : read.error();
}

Status add_files_to_solve(Connection& connection, std::set<std::int64_t> const& files) {
    for (auto const file : files) {
        auto const added =
            execute(connection, "INSERT INTO file_to_solve (file) VALUES (?) ON CONFLICT DO NOTHING", file);
        if (!added) {
            return added;
        }
    }
    return {};
}

Status mark_solved(Connection& connection, std::int64_t file) {
    return execute(connection, "DELETE FROM file_to_solve WHERE file = ?", file);
}

Result<std::vector<LumpRecord>> lumps_of(Connection& connection, std::int64_t file) {
    return read_lumps(query(
        connection,
        std::string(select_lump) + "WHERE lump_file = ? ORDER BY booking_day, bank_file, statement, entry, detail",
        file));
}

Result<std::vector<LumpRecord>> unsolved_lumps(Connection& connection) {
    return read_lumps(query(connection, std::string(select_lump) +
                                            "WHERE lump_file IS NOT NULL AND class = 'unexplained' "
                                            "ORDER BY bank_file, statement, entry, detail"));
}

Result<std::vector<LumpMemberRecord>> lump_members(Connection& connection, std::int64_t file) {
    std::vector<LumpMemberRecord> members;
    auto const read = for_each_row(
        query(connection,
              "SELECT attempt.list, attempt.sheet, attempt.row, attempt.attempt, attempt.batch, "
              "coalesce(correction.amount, line.amount), list.currency, EXISTS (SELECT 1 FROM file_evidence AS fact "
              "WHERE fact.file = attempt.file AND fact.batch IN (0, attempt.batch) AND fact.kind = 'rejected')" +
                  has("rejected") + has("debited") + has("credited_back") + has("cancel_accepted") +
                  std::string(given_up_by_word) +
                  " FROM attempt JOIN line ON line.list = attempt.list AND line.sheet = attempt.sheet AND line.row = "
                  "attempt.row JOIN list ON list.list = attempt.list " +
                  std::string(join_correction) + "WHERE attempt.file = ? AND " + std::string(stood_in_file) +
                  " ORDER BY attempt.sheet, attempt.row, attempt.attempt",
              file),
        [&](Statement& row) {
            members.push_back(
                {.list = row.number(0),
                 .line = {static_cast<std::uint8_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2))},
                 .attempt = static_cast<int>(row.number(3)),
                 .batch = static_cast<int>(row.number(4)),
                 .amount = Money{row.number(5), stored(Currency::parse(row.text(6)))},
                 .failed = row.number(7) != 0 || row.number(8) != 0 || row.number(11) != 0 || row.number(12) != 0,
                 .debited = row.number(9) != 0,
                 .returned = row.number(10) != 0});
        });
    return read ? Result<std::vector<LumpMemberRecord>>(std::move(members)) : read.error();
}

Status set_lump(Connection& connection, LumpRecord const& lump, std::int64_t list,
                std::span<AttemptEvidence const> facts) {
    auto const cleared =
        execute(connection,
                "DELETE FROM evidence WHERE list = ? AND bank_file = ? AND statement = ? AND entry = ? "
                "AND detail = ? AND inferred = 1",
                list, lump.bank_file, lump.statement, lump.entry, lump.detail);
    if (!cleared) {
        return cleared;
    }
    auto const set = execute(connection,
                             "UPDATE entry SET class = ?, rule = ? WHERE bank_file = ? AND statement = ? AND entry = ? "
                             "AND detail = ?",
                             lump.entry_class, lump.rule, lump.bank_file, lump.statement, lump.entry, lump.detail);
    return set ? add_evidence(connection, facts) : set;
}

}  // namespace almoner::store
