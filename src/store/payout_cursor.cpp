#include <algorithm>
#include <limits>
#include <map>
#include <span>
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

Evidence evidence_at(Statement const& row) {
    Evidence fact{.kind = kind_named(row.text(7)), .bank_file = row.number(3)};
    fact.statement = static_cast<std::uint32_t>(row.number(4));
    fact.entry = static_cast<std::uint32_t>(row.number(5));
    fact.detail = static_cast<std::uint32_t>(row.number(6));
    if (!row.is_null(9)) {
        fact.amount = Money{row.number(8), stored(Currency::parse(row.text(9)))};
    }
    if (!row.is_null(10)) {
        fact.day = stored(parse_day(row.text(10)));
    }
    fact.reason = row.text(11);
    fact.text = row.text(12);
    fact.rule = row.text(13);
    fact.inferred = row.number(14) != 0;
    return fact;
}

/// Rows of one table about one list, in the order of sheet, row and attempt, their first three columns.
class Stream {
public:
    static Result<Stream> open(Connection& connection, std::string_view sql, std::int64_t list) {
        auto rows = query(connection, sql, list);
        if (!rows) {
            return rows.error();
        }
        Stream stream(*std::move(rows));
        auto const moved = stream.advance();
        return moved ? Result<Stream>(std::move(stream)) : moved.error();
    }

    Status advance() {
        auto const more = rows_->step();
        if (more && *more) {
            place_ = {rows_->number(0), rows_->number(1), rows_->number(2)};
        }
        ready_ = more && *more;
        return more ? Status{} : Status{more.error()};
    }

    /// Hands every row at one of these places to `take`. What lies before them is passed over.
    template <class Take>
    Status take_between(Place const& first, Place const& last, Take take) {
        while (ready_ && place_ <= last) {
            if (place_ >= first) {
                take(*rows_, place_);
            }
            if (auto const moved = advance(); !moved) {
                return moved;
            }
        }
        return {};
    }

private:
    explicit Stream(std::unique_ptr<Statement> rows) : rows_(std::move(rows)) {}
    std::unique_ptr<Statement> rows_;
    Place place_;
    bool ready_ = false;
};

constexpr std::string_view select_attempts =
    "SELECT sheet, row, attempt, file, batch FROM attempt WHERE list = ? ORDER BY sheet, row, attempt";
constexpr std::string_view select_corrections =
    "SELECT sheet, row, attempt, correction, given_up, amount, channel, payee_name, scheme, account, bank_code, bic "
    "FROM correction WHERE list = ? ORDER BY sheet, row, attempt";
constexpr std::string_view select_closings =
    "SELECT sheet, row, 0, kind, amount FROM closing WHERE list = ? ORDER BY sheet, row";
constexpr std::string_view select_evidence =
    "SELECT sheet, row, attempt, bank_file, statement, entry, detail, kind, amount, currency, day, reason, text, rule, "
    "inferred FROM evidence_in_force WHERE list = ? "
    "ORDER BY sheet, row, attempt, bank_file, statement, entry, detail";

constexpr auto last_attempt = std::numeric_limits<std::int64_t>::max();

/// What a correction says of a line from one attempt on.
struct Corrected {
    std::int64_t correction = 0;
    Money given_up;
    Money amount;
    std::optional<Channel> channel;
    std::string payee_name;
    Account account;
    std::string bank_code;
    std::string bic;
};

/// What is paid, or was to be paid, of one line at one time. The first version has a number only with an attempt.
struct Version {
    std::int64_t number = 0;
    std::optional<std::pair<std::int64_t, int>> sent;  ///< file and batch
    std::optional<Corrected> corrected;
};

void take_over(Corrected const& corrected, PayoutRow& row) {
    row.correction = corrected.correction;
    row.given_up = corrected.given_up;
    row.line.amount = corrected.amount;
    row.line.channel = corrected.channel.value_or(Channel::bank);
    row.line.payee_name = corrected.payee_name;
    row.line.account = corrected.account;
    row.line.bank_code = corrected.bank_code;
    row.line.bic = corrected.bic;
}

}  // namespace

/// Five tables are read side by side in the same order, so that nothing is sought or sorted, and memory does not grow
/// with the list.
struct PayoutCursor::State {
    std::unique_ptr<Statement> lines;
    Stream attempts;
    Stream corrections;
    Stream closings;
    Stream evidence;
    std::multimap<std::pair<std::int64_t, int>, Evidence> of_files;
    std::multimap<Place, Evidence> by_people;
    Currency currency;
    std::vector<Version> versions = {};  ///< of the line that is read, in the order of their numbers
    std::size_t next_version = 0;
    std::optional<ClosingKind> closing = {};
    std::optional<Money> closed = {};

    [[nodiscard]] Money money(std::int64_t minor_units) const { return {minor_units, currency}; }

    [[nodiscard]] Corrected corrected_by(Statement const& row) const {
        return {row.number(3),
                money(row.number(4)),
                money(row.number(5)),
                channel_of(row.text(6)),
                std::string(row.text(7)),
                {row.text(8) == "iban" ? AccountScheme::iban : AccountScheme::other, std::string(row.text(9))},
                std::string(row.text(10)),
                std::string(row.text(11))};
    }

    /// The version of that number; there is one from now on.
    Version& version(std::int64_t number) {
        auto const at = std::lower_bound(versions.begin(), versions.end(), number,
                                         [](auto const& one, std::int64_t wanted) { return one.number < wanted; });
        return at != versions.end() && at->number == number ? *at : *versions.insert(at, Version{number, {}, {}});
    }

    /// What the other tables say of the line that is read.
    Status gather() {
        Place const first{lines->number(0), lines->number(1), 0};
        Place const last{lines->number(0), lines->number(1), last_attempt};
        versions.clear();
        next_version = 0;
        closing.reset();
        closed.reset();
        auto status = attempts.take_between(first, last, [&](Statement const& row, Place const& place) {
            version(std::get<2>(place)).sent = {row.number(3), static_cast<int>(row.number(4))};
        });
        status = status ? corrections.take_between(first, last,
                                                   [&](Statement const& row, Place const& place) {
                                                       version(std::get<2>(place)).corrected = corrected_by(row);
                                                   })
                        : status;
        status = status ? closings.take_between(first, last,
                                                [&](Statement const& row, Place const&) {
                                                    closing = closing_kind_of(row.text(3));
                                                    closed = money(row.number(4));
                                                })
                        : status;
        if (versions.empty()) {
            versions.emplace_back();
        }
        return status;
    }

    /// What the bank and people said of one attempt, and of the batch and file that it went in.
    Status collect(Place const& place, std::pair<std::int64_t, int> const& sent, std::vector<Evidence>& all) {
        auto const own = evidence.take_between(
            place, place, [&](Statement const& row, Place const&) { all.push_back(evidence_at(row)); });
        if (!own) {
            return own;
        }
        auto const add = [&all](auto const& range) {
            std::for_each(range.first, range.second, [&](auto const& one) { all.push_back(one.second); });
        };
        add(by_people.equal_range(place));
        add(of_files.equal_range({sent.first, 0}));
        add(of_files.equal_range(sent));
        return {};
    }
};

PayoutCursor::PayoutCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
PayoutCursor::PayoutCursor(PayoutCursor&&) noexcept = default;
PayoutCursor& PayoutCursor::operator=(PayoutCursor&&) noexcept = default;
PayoutCursor::~PayoutCursor() = default;

Result<PayoutCursor> PayoutCursor::open(Connection& connection, ListRecord const& list) {
    auto lines = query(
        connection, "SELECT " + std::string(line_columns) + " FROM line WHERE list = ? ORDER BY sheet, row", list.list);
    if (!lines) {
        return lines.error();
    }
    auto attempts = Stream::open(connection, select_attempts, list.list);
    auto corrections = Stream::open(connection, select_corrections, list.list);
    auto closings = Stream::open(connection, select_closings, list.list);
    auto evidence = Stream::open(connection, select_evidence, list.list);
    for (auto const* stream : {&attempts, &corrections, &closings, &evidence}) {
        if (!*stream) {
            return stream->error();
        }
    }
    auto of_files = file_evidence_of(connection, list.list);
    auto by_people = said_by_people(connection, list.list);
    if (!of_files || !by_people) {
        return of_files ? by_people.error() : of_files.error();
    }
    return PayoutCursor{std::make_unique<State>(State{*std::move(lines), *std::move(attempts), *std::move(corrections),
                                                      *std::move(closings), *std::move(evidence), *std::move(of_files),
                                                      *std::move(by_people), list.currency})};
}

Result<bool> PayoutCursor::next(PayoutRow& row) {
    auto& state = *state_;
    if (state.next_version == state.versions.size()) {
        auto const more = state.lines->step();
        if (!more || !*more) {
            return more;
        }
        if (auto const gathered = state.gather(); !gathered) {
            return gathered.error();
        }
    }
    auto const& version = state.versions[state.next_version++];
    read_line(*state.lines, state.currency, row.line);
    // What decided the state of a line that goes on again is past.
    if (row.line.state == LineState::accepted) {
        row.line.finding.clear();
    }
    row.attempt.reset();
    row.evidence.clear();
    row.correction = 0;
    row.given_up.reset();
    row.passed_on.reset();
    row.closing = state.closing;
    row.closed = state.closed;
    if (version.corrected) {
        take_over(*version.corrected, row);
    }
    auto const rest = std::span(state.versions).subspan(state.next_version);
    auto const following =
        std::find_if(rest.begin(), rest.end(), [](auto const& one) { return one.corrected.has_value(); });
    if (following != rest.end()) {
        row.passed_on = following->corrected->amount + following->corrected->given_up;
    }
    if (!version.sent) {
        return true;
    }
    row.attempt = static_cast<int>(version.number);
    std::tie(row.file, row.batch) = *version.sent;
    Place const place{row.line.number.sheet, row.line.number.row, version.number};
    auto const collected = state.collect(place, *version.sent, row.evidence);
    return collected ? Result<bool>(true) : collected.error();
}

}  // namespace almoner::store
