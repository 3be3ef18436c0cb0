#include "store/recalls.hpp"

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

RecalledTransfer read_transfer(Statement const& row) {
    return {row.number(0),
            {static_cast<std::uint8_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2))},
            static_cast<int>(row.number(3))};
}

}  // namespace

Status add_recall(Connection& connection, RecallRequest const& request, std::span<RecalledTransfer const> transfers) {
    auto const added = execute(
        connection,
        "INSERT INTO recall_request (request, file, decision, code, way, name, created_utc, sha256) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?)",
        request.request, request.file, request.decision, request.code, request.way, request.name,
        to_text(request.created), request.sha256);
    auto const insert = connection.prepare(
        "INSERT INTO recall (list, sheet, row, attempt, number, request) SELECT ?1, ?2, ?3, ?4, 1 + (SELECT count(*) "
        "FROM recall WHERE list = ?1 AND sheet = ?2 AND row = ?3 AND attempt = ?4), ?5");
    if (!added || !insert) {
        return added ? insert.error() : added;
    }
    for (auto const& one : transfers) {
        auto const asked = run(**insert, one.list, one.line.sheet, one.line.row, one.attempt, request.request);
        if (!asked) {
            return asked;
        }
    }
    return {};
}

Result<int> recall_count(Connection& connection, std::int64_t file) {
    auto count = 0;
    auto const read = for_each_row(query(connection, "SELECT count(*) FROM recall_request WHERE file = ?", file),
                                   [&](Statement& row) { count = static_cast<int>(row.number(0)); });
    return read ? Result<int>(count) : read.error();
}

Result<std::vector<RecallRequest>> recalls_to_show(Connection& connection) {
    std::vector<RecallRequest> all;
    auto const read =
        for_each_row(query(connection,
                           "SELECT request, file, decision, code, way, name, created_utc, sha256 FROM recall_request "
                           "WHERE visible = 0 ORDER BY request"),
                     [&](Statement& row) {
                         all.push_back({std::string(row.text(0)), row.number(1), std::string(row.text(2)),
                                        std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                                        stored(parse_instant(row.text(6))), std::string(row.text(7))});
                     });
    return read ? Result<std::vector<RecallRequest>>(std::move(all)) : read.error();
}

Status mark_visible(Connection& connection, std::string_view request) {
    return execute(connection, "UPDATE recall_request SET visible = 1 WHERE request = ?", request);
}

Status answer_recall(Connection& connection, RecalledTransfer const& transfer, EvidenceKind answer,
                     std::string_view decision) {
    return execute(connection,
                   "UPDATE recall SET answer = ?5, decision = ?6 WHERE list = ?1 AND sheet = ?2 AND row = ?3 AND "
                   "attempt = ?4 AND number = (SELECT max(number) FROM recall WHERE list = ?1 AND sheet = ?2 AND row "
                   "= ?3 AND attempt = ?4)",
                   transfer.list, transfer.line.sheet, transfer.line.row, transfer.attempt, text_of(answer), decision);
}

Result<std::vector<RecalledTransfer>> recalled_of(Connection& connection, std::int64_t file, int batch) {
    std::vector<RecalledTransfer> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT DISTINCT recall.list, recall.sheet, recall.row, recall.attempt FROM recall JOIN attempt ON "
              "attempt.list = recall.list AND attempt.sheet = recall.sheet AND attempt.row = recall.row AND "
              "attempt.attempt = recall.attempt WHERE attempt.file = ?1 AND (?2 = 0 OR attempt.batch = ?2) "
              "ORDER BY 1, 2, 3, 4",
              file, batch),
        [&](Statement& row) { all.push_back(read_transfer(row)); });
    return read ? Result<std::vector<RecalledTransfer>>(std::move(all)) : read.error();
}

}  // namespace almoner::store
