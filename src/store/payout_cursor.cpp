#include <map>
#include <tuple>

#include "store/answers.hpp"
#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

EvidenceKind kind_named(std::string_view text) {
    auto const kind = evidence_kind_of(text);
    check(kind.has_value(), "stored evidence has a kind");
    return *kind;
}

/// The evidence of whole files and batches of one list: a handful, kept at hand.
Result<std::multimap<std::pair<std::int64_t, int>, Evidence>> file_evidence_of(Connection& connection,
                                                                               std::int64_t list) {
    std::multimap<std::pair<std::int64_t, int>, Evidence> all;
    auto const read =
        for_each_row(query(connection,
                           "SELECT file_evidence.file, batch, bank_file, entry, file_evidence.kind, "
                           "file_evidence.reason, text, inferred FROM file_evidence "
                           "JOIN transfer_file ON transfer_file.file = file_evidence.file JOIN list ON list.list = "
                           "transfer_file.list WHERE list.list = ? OR (list.of_list = ? AND list.kind = 'correction') "
                           "ORDER BY bank_file, entry",
                           list, list),
                     [&](Statement& row) {
                         Evidence evidence{.kind = kind_named(row.text(4)), .bank_file = row.number(2)};
                         evidence.entry = static_cast<std::uint32_t>(row.number(3));
                         evidence.reason = row.text(5);
                         evidence.text = row.text(6);
                         evidence.inferred = row.number(7) != 0;
                         evidence.rule = row.number(1) == 0 ? "message_id" : "payment_information_id";
                         all.emplace(std::pair(row.number(0), static_cast<int>(row.number(1))), std::move(evidence));
                     });
    if (!read) {
        return read.error();
    }
    return all;
}

/// What a version stands between: the correction that made it, and what the next one takes over.
constexpr std::string_view version_facts =
    ", coalesce(correction.correction, 0), correction.given_up, (SELECT next.amount + next.given_up FROM correction AS "
    "next WHERE next.list = line.list AND next.sheet = line.sheet AND next.row = line.row AND next.attempt > "
    "coalesce(attempt.attempt, correction.attempt, 0) ORDER BY next.attempt LIMIT 1), closing.kind, closing.amount";

/// How people ended the payout; it is read beside every version, and tells of the latest.
constexpr std::string_view join_closing =
    "LEFT JOIN closing ON closing.list = line.list AND closing.sheet = line.sheet AND closing.row = line.row ";

/// One row for each attempt, and one for a line or a version of it that has none yet. Both parts come in the order of
/// their keys, so that they are merged and nothing is sorted.
std::string rows_of_list() {
    auto const columns = "SELECT " + std::string(version_columns) + ", attempt.attempt, attempt.file, attempt.batch" +
                         std::string(version_facts);
    constexpr std::string_view attempt_of_line =
        "attempt.list = line.list AND attempt.sheet = line.sheet AND attempt.row = line.row";
    constexpr std::string_view correction_of_line =
        "correction.list = line.list AND correction.sheet = line.sheet AND correction.row = line.row";
    return columns + ", attempt.attempt AS version FROM line LEFT JOIN attempt ON " + std::string(attempt_of_line) +
           " " + std::string(join_correction) + std::string(join_closing) +
           "WHERE line.list = ? AND (attempt.attempt IS NOT NULL OR NOT EXISTS (SELECT 1 FROM correction WHERE " +
           std::string(correction_of_line) + ")) UNION ALL " + columns +
           ", correction.attempt FROM correction CROSS JOIN line ON " + std::string(correction_of_line) +
           " LEFT JOIN attempt ON " + std::string(attempt_of_line) + " AND attempt.attempt = correction.attempt " +
           std::string(join_closing) +
           "WHERE correction.list = ? AND attempt.attempt IS NULL "
           "ORDER BY 1, 2, version";
}

using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  ///< sheet, row, attempt

/// What people asked the bank to give up of one list, what they heard of it, and what they ruled where its files
/// contradict themselves: a handful, kept at hand.
Result<std::multimap<Place, Evidence>> said_by_people(Connection& connection, std::int64_t list) {
    std::multimap<Place, Evidence> all;
    auto const read = for_each_row(
        query(connection, "SELECT sheet, row, attempt, number, answer FROM recall WHERE list = ? ORDER BY number",
              list),
        [&](Statement& row) {
            Place const place{row.number(0), row.number(1), row.number(2)};
            auto const number = static_cast<std::uint32_t>(row.number(3));
            all.emplace(place, Evidence{.kind = EvidenceKind::cancel_asked, .entry = number});
            if (!row.text(4).empty()) {
                all.emplace(place, Evidence{.kind = kind_named(row.text(4)), .entry = number});
            }
        });
    auto const ruled =
        read ? for_each_row(query(connection,
                                  "SELECT sheet, row, attempt, facts, kind FROM ruling WHERE list = ? "
                                  "ORDER BY number",
                                  list),
                            [&](Statement& row) {
                                Place const place{row.number(0), row.number(1), row.number(2)};
                                all.emplace(place, Evidence{.kind = kind_named(row.text(4)),
                                                            .entry = static_cast<std::uint32_t>(row.number(3))});
                            })
             : read;
    return ruled ? Result<std::multimap<Place, Evidence>>(std::move(all)) : ruled.error();
}

}  // namespace

/// Lines and evidence are read side by side in the same order, so memory does not grow with the list.
struct PayoutCursor::State {
    std::unique_ptr<Statement> lines;
    std::unique_ptr<Statement> evidence;
    std::multimap<std::pair<std::int64_t, int>, Evidence> of_files;
    std::multimap<Place, Evidence> by_people;
    Currency currency;
    bool evidence_ready = false;

    Status advance() {
        auto const more = evidence->step();
        if (!more) {
            return more.error();
        }
        evidence_ready = *more;
        return {};
    }

    [[nodiscard]] Place place() const { return {evidence->number(0), evidence->number(1), evidence->number(2)}; }

    [[nodiscard]] Evidence read() const {
        Evidence fact{.kind = kind_named(evidence->text(7)), .bank_file = evidence->number(3)};
        fact.statement = static_cast<std::uint32_t>(evidence->number(4));
        fact.entry = static_cast<std::uint32_t>(evidence->number(5));
        fact.detail = static_cast<std::uint32_t>(evidence->number(6));
        if (!evidence->is_null(9)) {
            fact.amount = Money{evidence->number(8), stored(Currency::parse(evidence->text(9)))};
        }
        if (!evidence->is_null(10)) {
            fact.day = stored(parse_day(evidence->text(10)));
        }
        fact.reason = evidence->text(11);
        fact.text = evidence->text(12);
        fact.rule = evidence->text(13);
        fact.inferred = evidence->number(14) != 0;
        return fact;
    }

    /// Takes the evidence of one attempt.
    Status collect(Place const& wanted, std::vector<Evidence>& all) {
        while (evidence_ready && place() <= wanted) {
            if (place() == wanted) {
                all.push_back(read());
            }
            if (auto const moved = advance(); !moved) {
                return moved;
            }
        }
        return {};
    }
};

PayoutCursor::PayoutCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
PayoutCursor::PayoutCursor(PayoutCursor&&) noexcept = default;
PayoutCursor& PayoutCursor::operator=(PayoutCursor&&) noexcept = default;
PayoutCursor::~PayoutCursor() = default;

Result<PayoutCursor> PayoutCursor::open(Connection& connection, ListRecord const& list) {
    auto lines = query(connection, rows_of_list(), list.list, list.list);
    auto evidence = query(connection,
                          "SELECT sheet, row, attempt, bank_file, statement, entry, detail, kind, amount, currency, "
                          "day, reason, text, rule, inferred FROM evidence_in_force "
                          "WHERE list = ? ORDER BY sheet, row, attempt, bank_file, statement, entry, detail",
                          list.list);
    auto of_files = file_evidence_of(connection, list.list);
    if (!lines || !evidence) {
        return lines ? evidence.error() : lines.error();
    }
    auto by_people = said_by_people(connection, list.list);
    if (!of_files || !by_people) {
        return of_files ? by_people.error() : of_files.error();
    }
    auto state = std::make_unique<State>(State{*std::move(lines), *std::move(evidence), *std::move(of_files),
                                               *std::move(by_people), list.currency, false});
    if (auto const moved = state->advance(); !moved) {
        return moved.error();
    }
    return PayoutCursor{std::move(state)};
}

Result<bool> PayoutCursor::next(PayoutRow& row) {
    auto& state = *state_;
    auto const more = state.lines->step();
    if (!more || !*more) {
        return more;
    }
    auto const& line = *state.lines;
    read_line(line, state.currency, row.line);
    row.attempt.reset();
    row.evidence.clear();
    auto const amount_at = [&](int column) {
        return line.is_null(column) ? std::nullopt : std::optional(Money{line.number(column), state.currency});
    };
    row.correction = line.number(line_column_count + 3);
    row.given_up = amount_at(line_column_count + 4);
    row.passed_on = amount_at(line_column_count + 5);
    row.closing =
        line.is_null(line_column_count + 6) ? std::nullopt : closing_kind_of(line.text(line_column_count + 6));
    row.closed = amount_at(line_column_count + 7);
    if (line.is_null(line_column_count)) {
        return true;
    }
    row.attempt = static_cast<int>(line.number(line_column_count));
    row.file = line.number(line_column_count + 1);
    row.batch = static_cast<int>(line.number(line_column_count + 2));
    Place const place{row.line.number.sheet, row.line.number.row, *row.attempt};
    if (auto const collected = state.collect(place, row.evidence); !collected) {
        return collected.error();
    }
    auto const [first_said, last_said] = state.by_people.equal_range(place);
    for (auto recall = first_said; recall != last_said; ++recall) {
        row.evidence.push_back(recall->second);
    }
    for (auto const batch : {0, row.batch}) {
        auto const [first, last] = state.of_files.equal_range({row.file, batch});
        for (auto fact = first; fact != last; ++fact) {
            row.evidence.push_back(fact->second);
        }
    }
    return true;
}

}  // namespace almoner::store
