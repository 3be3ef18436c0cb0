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
                           "SELECT file_evidence.file, batch, bank_file, entry, kind, reason, text FROM file_evidence "
                           "JOIN transfer_file ON transfer_file.file = file_evidence.file WHERE transfer_file.list = ? "
                           "ORDER BY bank_file, entry",
                           list),
                     [&](Statement& row) {
                         Evidence evidence{.kind = kind_named(row.text(4)), .bank_file = row.number(2)};
                         evidence.entry = static_cast<std::uint32_t>(row.number(3));
                         evidence.reason = row.text(5);
                         evidence.text = row.text(6);
                         evidence.rule = row.number(1) == 0 ? "message_id" : "payment_information_id";
                         all.emplace(std::pair(row.number(0), static_cast<int>(row.number(1))), std::move(evidence));
                     });
    if (!read) {
        return read.error();
    }
    return all;
}

using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  ///< sheet, row, attempt

}  // namespace

/// Lines and evidence are read side by side in the same order, so memory does not grow with the list.
struct PayoutCursor::State {
    std::unique_ptr<Statement> lines;
    std::unique_ptr<Statement> evidence;
    std::multimap<std::pair<std::int64_t, int>, Evidence> of_files;
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
        return fact;
    }

    /// Takes the evidence of one attempt; that of earlier attempts of the same line is passed over.
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
    auto lines = query(
        connection,
        "SELECT " + std::string(line_columns) +
            ", attempt.attempt, attempt.file, attempt.batch FROM line LEFT JOIN attempt ON attempt.list = line.list "
            "AND attempt.sheet = line.sheet "
            "AND attempt.row = line.row AND attempt.attempt = (SELECT max(latest.attempt) FROM attempt AS latest WHERE "
            "latest.list = line.list AND "
            "latest.sheet = line.sheet AND latest.row = line.row) WHERE line.list = ? ORDER BY line.sheet, line.row",
        list.list);
    auto evidence = query(connection,
                          "SELECT sheet, row, attempt, bank_file, statement, entry, detail, kind, amount, currency, "
                          "day, reason, text, rule FROM evidence "
                          "WHERE list = ? ORDER BY sheet, row, attempt, bank_file, statement, entry, detail",
                          list.list);
    auto of_files = file_evidence_of(connection, list.list);
    if (!lines || !evidence) {
        return lines ? evidence.error() : lines.error();
    }
    if (!of_files) {
        return of_files.error();
    }
    auto state = std::make_unique<State>(
        State{*std::move(lines), *std::move(evidence), *std::move(of_files), list.currency, false});
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
    if (line.is_null(line_column_count)) {
        return true;
    }
    row.attempt = static_cast<int>(line.number(line_column_count));
    row.file = line.number(line_column_count + 1);
    row.batch = static_cast<int>(line.number(line_column_count + 2));
    if (auto const collected = state.collect({row.line.number.sheet, row.line.number.row, *row.attempt}, row.evidence);
        !collected) {
        return collected.error();
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
