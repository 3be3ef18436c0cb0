#include "store/contents.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

#include "store/query.hpp"

namespace almoner::store {

namespace {

constexpr auto tables = std::to_array<PartedTable>({
    {"account_use", "list", "list, account_key, sheet, row"},
    {"approval", "list", "list, person"},
    {"attempt", "list", "list, sheet, row, attempt"},
    {"bank_file", "bank_file", "bank_file"},
    {"batch", "file", "file, number"},
    {"cancelled_line", "list", "list, sheet, row"},
    {"closing", "list", "list, sheet, row"},
    {"correction", "list", "list, sheet, row, attempt"},
    {"entry", "bank_file", "bank_file, statement, entry, detail"},
    {"evidence", "bank_file", "list, sheet, row, attempt, bank_file, statement, entry, detail, kind"},
    {"exception_closed", "", "id"},
    {"explanation", "bank_file", "bank_file, statement, entry, detail"},
    {"file_evidence", "bank_file", "file, batch, bank_file, entry, kind"},
    {"line", "list", "list, sheet, row"},
    {"list", "list", "list"},
    {"payout_key", "list", "scope, person_key"},
    {"payout_scope", "", "scope"},
    {"recall", "list", "list, sheet, row, attempt, number"},
    {"recall_request", "file", "request"},
    {"register", "register", "register"},
    {"register_entry", "register", "register, key, row"},
    {"ruling", "list", "list, sheet, row, attempt, number"},
    {"shown_account", "bank_file", "bank_file, statement, entry, detail"},
    {"statement", "bank_file", "bank_file, statement"},
    {"table_row", "bank_file", "bank_file, statement, entry"},
    {"transfer_file", "file", "file"},
});

constexpr auto others = std::to_array<UnpartedTable>({
    {"audit", "the log itself; the checkpoints answer for it"},
    {"exception_since", "since when it is open; it follows from the nights, and moves nothing"},
    {"file_to_solve", "what is to be done next; done again it ends the same"},
    {"finding", "what was said of lines and lists; every check says it again"},
    {"list_secret", "salts, removed when the personal data of a list is"},
    {"run", "begun and ended runs; the log has a leaf of each"},
    {"store", "schema, epoch, last time seen, the key of person digests, and what of a purge is unfinished"},
});

void append_number(std::string& bytes, std::int64_t number) {
    std::array<char, std::numeric_limits<std::int64_t>::digits10 + 2> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    bytes.append(digits.data(), end);
}

/// Kind, length and bytes of a column.
void append_bytes(std::string& bytes, char kind, std::string_view value) {
    bytes += kind;
    append_number(bytes, static_cast<std::int64_t>(value.size()));
    bytes += ':';
    bytes += value;
}

/// Appends a row: of each column its kind, its length and its bytes.
void append_row(std::string& bytes, Statement const& row, int columns) {
    using Kind = Statement::ValueKind;
    for (auto column = 0; column < columns; ++column) {
        switch (row.kind(column)) {
            case Kind::null: bytes += 'n'; break;
            case Kind::number:
                bytes += 'i';
                append_number(bytes, row.number(column));
                bytes += ';';
                break;
            case Kind::text: append_bytes(bytes, 't', row.text(column)); break;
            case Kind::blob: {
                auto const blob = row.blob(column);
                append_bytes(bytes, 'b', {reinterpret_cast<char const*>(blob.data()), blob.size()});
                break;
            }
        }
    }
    bytes += '\n';
}

std::string select(PartedTable const& table, std::string_view rows, std::string_view condition) {
    std::string sql = "SELECT " + std::string(rows) + " FROM ";
    return sql.append(table.name).append(condition).append(" ORDER BY ").append(table.order);
}

}  // namespace

std::span<PartedTable const> parted_tables() { return tables; }

PartedTable const* parted_table(std::string_view name) {
    auto const* found = std::lower_bound(tables.begin(), tables.end(), name,
                                         [](auto const& table, auto sought) { return table.name < sought; });
    return found != tables.end() && found->name == name ? found : nullptr;
}

std::span<UnpartedTable const> unparted_tables() { return others; }

Result<int> write_part(Connection& connection, PartedTable const& table, std::int64_t part, ByteSink& sink) {
    auto const whole = table.part.empty();
    auto const sql = select(table, "*", whole ? "" : " WHERE " + std::string(table.part) + " = ?");
    auto const rows = whole ? query(connection, sql) : query(connection, sql, part);
    if (!rows) {
        return rows.error();
    }
    std::string bytes;
    for (;;) {
        auto const more = (*rows)->step();
        if (!more || !*more) {
            return more ? Result<int>((*rows)->column_count()) : more.error();
        }
        bytes.clear();
        append_row(bytes, **rows, (*rows)->column_count());
        if (auto const written = sink.write(bytes); !written) {
            return written.error();
        }
    }
}

Status write_parts(Connection& connection, PartedTable const& table,
                   std::function<Result<PartSink>(std::int64_t part, int columns)> const& sink_of) {
    // The part once more as the last column, wherever the table has it.
    auto const part_column = table.part.empty() ? std::string("0") : std::string(table.part);
    auto const rows = query(connection, select(table, "*, " + part_column, ""));
    if (!rows) {
        return rows.error();
    }
    std::string bytes;
    for (;;) {
        auto const more = (*rows)->step();
        if (!more || !*more) {
            return more ? Status{} : more.error();
        }
        auto const columns = (*rows)->column_count() - 1;
        auto const sink = sink_of((*rows)->number(columns), columns);
        if (!sink) {
            return sink.error();
        }
        bytes.clear();
        append_row(bytes, **rows, std::min(columns, sink->columns));
        if (auto const written = sink->sink->write(bytes); !written) {
            return written;
        }
    }
}

}  // namespace almoner::store
