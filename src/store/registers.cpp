#include "store/registers.hpp"

#include <algorithm>

#include "core/names.hpp"
#include "store/query.hpp"

namespace almoner::store {

namespace {

constexpr Names<5> kinds = {"registered", "staff", "stopped", "previous", "verdicts"};

RegisterRecord read_record(Statement const& row) {
    auto const kind = register_kind_of(row.text(1));
    check(kind.has_value(), "a stored register is of a known kind");
    return {.id = row.number(0),
            .kind = *kind,
            .source = std::string(row.text(2)),
            .day = stored(parse_day(row.text(3))),
            .file = std::string(row.text(4)),
            .sha256 = std::string(row.text(5)),
            .entry_count = static_cast<std::uint64_t>(row.number(6)),
            .run = row.number(7),
            .taken = stored(parse_instant(row.text(8)))};
}

RegisterEntry read_entry(Statement const& row, PersonKey const& key) {
    return {.key = key,
            .row = static_cast<std::uint64_t>(row.number(0)),
            .word = std::string(row.text(1)),
            .minor_units = row.number(2),
            .day = stored(parse_day(row.text(3)))};
}

}  // namespace

std::string_view text_of(RegisterKind kind) { return name_in(kinds, kind); }
std::optional<RegisterKind> register_kind_of(std::string_view text) { return value_in<RegisterKind>(kinds, text); }

Result<RegisterWriter> RegisterWriter::begin(Connection& connection, RegisterRecord const& record,
                                             std::uint64_t entries) {
    auto const added = execute(connection,
                               "INSERT INTO register (kind, source, day, file, sha256, entry_count, run, taken_utc) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                               text_of(record.kind), record.source, to_text(record.day), record.file, record.sha256,
                               entries, record.run, to_text(record.taken));
    if (!added) {
        return added.error();
    }
    return RegisterWriter(connection, connection.last_row());
}

Status RegisterWriter::add(std::span<RegisterEntry const> entries) {
    return insert_.add(entries, [this](RegisterEntry const& entry) {
        return values(id_, entry.key, entry.row, entry.word, entry.minor_units);
    });
}

Result<std::vector<RegisterRecord>> registers_in_force(Connection& connection) {
    std::vector<RegisterRecord> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT register, kind, source, day, file, sha256, entry_count, run, taken_utc FROM register AS one "
              "WHERE register = (SELECT max(register) FROM register AS other WHERE other.kind = one.kind) "
              "ORDER BY register"),
        [&](Statement& row) { all.push_back(read_record(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<RegisterLookup> RegisterLookup::open(Connection& connection, RegisterRecord const& record) {
    auto const* which = record.kind == RegisterKind::verdicts ? "register.kind = ?" : "register.register = ?";
    auto select = connection.prepare(
        "SELECT entry.row, entry.word, entry.amount, register.day "
        "FROM register JOIN register_entry AS entry ON entry.register = register.register "
        "WHERE " +
        std::string(which) + " AND entry.key = ? ORDER BY register.register DESC, entry.row LIMIT 1");
    return select ? RegisterLookup(record, *std::move(select)) : Result<RegisterLookup>(select.error());
}

Result<std::optional<RegisterEntry>> RegisterLookup::find(PersonKey const& key) {
    auto const bound = record_.kind == RegisterKind::verdicts ? bind_all(*select_, text_of(record_.kind), key)
                                                              : bind_all(*select_, record_.id, key);
    if (!bound) {
        return bound.error();
    }
    auto const row = select_->step();
    if (!row) {
        return row.error();
    }
    auto found = *row ? std::optional(read_entry(*select_, key)) : std::nullopt;
    if (auto const reset = select_->reset(); !reset) {
        return reset.error();
    }
    return found;
}

}  // namespace almoner::store
