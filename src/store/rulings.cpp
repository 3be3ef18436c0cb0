#include "store/rulings.hpp"

#include "store/query.hpp"

namespace almoner::store {

Status add_ruling(Connection& connection, Ruling const& ruling) {
    return execute(connection,
                   "INSERT INTO ruling (list, sheet, row, attempt, number, kind, facts, reference, decision) "
                   "SELECT ?1, ?2, ?3, ?4, 1 + (SELECT count(*) FROM ruling WHERE list = ?1 AND sheet = ?2 AND row = "
                   "?3 AND attempt = ?4), ?5, ?6, ?7, ?8",
                   ruling.list, ruling.line.sheet, ruling.line.row, ruling.attempt, text_of(ruling.kind), ruling.facts,
                   ruling.reference, ruling.decision);
}

Result<std::optional<Money>> net_booked(Connection& connection, std::int64_t list, LineNumber line, int attempt,
                                        Currency currency) {
    // A fact that was worked out from a sum has its own share of the entry; any other is the entry.
    std::optional<Money> net = Money::zero(currency);
    auto const read = for_each_row(
        query(
            connection,
            "SELECT CASE WHEN evidence.inferred = 0 THEN -entry.amount WHEN evidence.kind = 'debited' THEN "
            "evidence.amount ELSE -evidence.amount END, entry.currency FROM evidence_in_force AS evidence JOIN entry "
            "ON entry.bank_file = evidence.bank_file AND entry.statement = evidence.statement AND entry.entry = "
            "evidence.entry AND entry.detail = evidence.detail JOIN statement ON statement.bank_file = entry.bank_file "
            "AND statement.statement = entry.statement WHERE statement.message IN ('camt.053', 'mt940', 'table') AND "
            "evidence.list = ? AND evidence.sheet = ? AND "
            "evidence.row = ? AND evidence.attempt = ? AND evidence.kind IN ('debited', 'credited_back', 'mismatch')",
            list, line.sheet, line.row, attempt),
        [&](Statement& row) {
            if (row.text(1) != currency.code()) {
                net.reset();
            } else if (net) {
                *net += Money{row.number(0), currency};
            }
        });
    return read ? Result<std::optional<Money>>(net) : read.error();
}

}  // namespace almoner::store
