#include "store/soundness.hpp"

#include <map>

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

/// One number that a query gives.
Result<std::uint64_t> number_of(Connection& connection, std::string_view sql) {
    std::uint64_t number = 0;
    auto const read = for_each_row(query(connection, sql),
                                   [&](Statement& row) { number = static_cast<std::uint64_t>(row.number(0)); });
    return read ? Result<std::uint64_t>(number) : read.error();
}

/// What `population` counts, and the texts that `broken` gives, a fault each.
Result<Soundness> look(Connection& connection, std::string_view population, std::string_view broken) {
    auto const count = number_of(connection, population);
    if (!count) {
        return count.error();
    }
    Soundness soundness{*count, {}};
    auto const read =
        for_each_row(query(connection, broken), [&](Statement& row) { soundness.faults.emplace_back(row.text(0)); });
    return read ? Result<Soundness>(std::move(soundness)) : read.error();
}

/// Kind and name of everything in a store -> how it was made.
using Rules = std::map<std::string, std::string>;

Result<Rules> rules_of(Connection& connection) {
    Rules rules;
    auto const read =
        for_each_row(query(connection,
                           "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE "
                           "'sqlite\\_%' ESCAPE '\\'"),
                     [&](Statement& row) { rules.emplace(row.text(0), row.text(1)); });
    return read ? Result<Rules>(std::move(rules)) : read.error();
}

}  // namespace

Result<Soundness> pages(Connection& connection) {
    return look(connection, "PRAGMA page_count",
                "SELECT integrity_check FROM pragma_integrity_check(100) WHERE integrity_check <> 'ok'");
}

Result<Soundness> references(Connection& connection) {
    return look(connection,
                "SELECT count(DISTINCT tables.name) FROM sqlite_master AS tables JOIN "
                "pragma_foreign_key_list(tables.name) WHERE tables.type = 'table'",
                "SELECT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check");
}

Result<Soundness> schema(Connection& connection) {
    auto const made = empty_store();
    auto const wanted = made ? rules_of(**made) : Result<Rules>(made.error());
    auto const found = rules_of(connection);
    if (!wanted || !found) {
        return wanted ? found.error() : wanted.error();
    }
    Soundness soundness{wanted->size(), {}};
    for (auto const& [name, sql] : *wanted) {
        auto const there = found->find(name);
        if (there == found->end() || there->second != sql) {
            soundness.faults.push_back(name);
        }
    }
    for (auto const& [name, sql] : *found) {
        if (!wanted->contains(name)) {
            soundness.faults.push_back(name);
        }
    }
    return soundness;
}

Result<Soundness> file_sums(Connection& connection) {
    auto const broken =
        "SELECT message_id FROM (SELECT message_id, transaction_count, control_sum, "
        "(SELECT coalesce(sum(transaction_count), 0) FROM batch WHERE batch.file = transfer_file.file) AS in_batches, "
        "(SELECT coalesce(sum(control_sum), 0) FROM batch WHERE batch.file = transfer_file.file) AS sum_of_batches, "
        "(SELECT count(*) FROM attempt WHERE attempt.file = transfer_file.file AND " +
        std::string(stood_in_file) +
        ") AS attempts, (SELECT coalesce(sum(coalesce(correction.amount, line.amount)), 0) FROM attempt JOIN line ON "
        "line.list = attempt.list AND line.sheet = attempt.sheet AND line.row = attempt.row " +
        std::string(join_correction) + "WHERE attempt.file = transfer_file.file AND " + std::string(stood_in_file) +
        ") AS sum_of_attempts FROM transfer_file) WHERE transaction_count <> in_batches OR transaction_count <> "
        "attempts OR control_sum <> sum_of_batches OR "
        "control_sum <> sum_of_attempts ORDER BY message_id";
    return look(connection, "SELECT count(*) FROM transfer_file", broken);
}

Result<Soundness> identifiers(Connection& connection) {
    return look(connection,
                "SELECT (SELECT count(*) FROM attempt) + (SELECT count(*) FROM transfer_file) + (SELECT count(*) FROM "
                "batch)",
                "SELECT list.code || ':' || sheet || ':' || row || ':' || attempt FROM attempt JOIN list ON list.list "
                "= attempt.list GROUP BY list.code, sheet, row, attempt HAVING count(*) > 1 UNION ALL "
                "SELECT message_id FROM transfer_file GROUP BY message_id HAVING count(*) > 1 UNION ALL "
                "SELECT payment_information_id FROM batch GROUP BY payment_information_id HAVING count(*) > 1");
}

Result<Soundness> live_attempts(Connection& connection) {
    return look(connection, "SELECT count(*) FROM (SELECT DISTINCT list, sheet, row FROM attempt)",
                "SELECT list.code || ':' || attempt.row FROM attempt JOIN list ON list.list = attempt.list WHERE live "
                "= 1 GROUP BY attempt.list, sheet, attempt.row HAVING count(*) > 1 UNION ALL "
                "SELECT list.code || ':' || attempt.row FROM attempt JOIN list ON list.list = attempt.list JOIN "
                "closing ON closing.list = attempt.list AND closing.sheet = attempt.sheet AND closing.row = "
                "attempt.row WHERE live = 1 AND closing.kind <> 'recovered'");
}

}  // namespace almoner::store
