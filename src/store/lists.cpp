#include "store/lists.hpp"

#include <algorithm>

#include "store/query.hpp"
#include "store/rows.hpp"

namespace almoner::store {

namespace {

constexpr char separator = '\x1F';

constexpr std::string_view select_list =
    "SELECT list, code, cover_sha256, kind, coalesce(of_list, 0), programme, period, instalment, unit, fund, profile, "
    "debtor_account, "
    "currency, execution_date, maker, cover_file, rows_file, rows_sha256, total, planned, run, claimed_utc, round, "
    "reason, coalesce((SELECT code FROM list AS other WHERE other.list = list.of_list), '') FROM list ";

ListRecord read_list(Statement const& row) {
    auto const currency = stored(Currency::parse(row.text(12)));
    return {.list = row.number(0),
            .code = std::string(row.text(1)),
            .cover_sha256 = std::string(row.text(2)),
            .kind = std::string(row.text(3)),
            .of_list = row.number(4),
            .of_code = std::string(row.text(24)),
            .round = static_cast<int>(row.number(22)),
            .programme = std::string(row.text(5)),
            .period = std::string(row.text(6)),
            .instalment = static_cast<int>(row.number(7)),
            .unit = std::string(row.text(8)),
            .fund = std::string(row.text(9)),
            .profile = std::string(row.text(10)),
            .debtor_account = std::string(row.text(11)),
            .currency = currency,
            .execution_date = stored(parse_day(row.text(13))),
            .maker = std::string(row.text(14)),
            .reason = std::string(row.text(23)),
            .cover_file = std::string(row.text(15)),
            .rows_file = std::string(row.text(16)),
            .rows_sha256 = std::string(row.text(17)),
            .total = Money{row.number(18), currency},
            .planned = row.number(19) != 0,
            .run = row.number(20),
            .claimed = stored(parse_instant(row.text(21)))};
}

template <class Value>
Result<std::optional<ListRecord>> one_list(Connection& connection, std::string const& where, Value const& value) {
    std::optional<ListRecord> found;
    auto const read = for_each_row(query(connection, std::string(select_list) + where, value),
                                   [&](Statement& row) { found = read_list(row); });
    if (!read) {
        return read.error();
    }
    return found;
}

std::string joined(std::vector<std::string> const& arguments) {
    std::string text;
    for (auto const& argument : arguments) {
        text += text.empty() && &argument == &arguments.front() ? argument : separator + argument;
    }
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const at = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, at));
        text.remove_prefix(std::min(at + 1, text.size()));
    }
    return parts;
}

Severity severity_named(std::string_view text) {
    for (auto const severity :
         {Severity::normalised, Severity::warning, Severity::held, Severity::refused, Severity::stopped}) {
        if (text_of(severity) == text) {
            return severity;
        }
    }
    return Severity::stopped;
}

Finding read_finding(Statement const& row) {
    auto const code = error_code_of(row.text(1));
    return {code.value_or(ErrorCode::store_corrupt),
            severity_named(row.text(2)),
            {std::string(row.text(3)), std::string(row.text(4)), static_cast<std::uint64_t>(row.number(5)),
             static_cast<std::uint32_t>(row.number(6))},
            std::string(row.text(7)),
            parted(row.text(8))};
}

}  // namespace

Result<std::int64_t> scope_of(Connection& connection, PayoutScope const& scope) {
    auto const made = execute(connection,
                              "INSERT INTO payout_scope (programme, period, category, kind, instalment) VALUES (?, ?, "
                              "?, ?, ?) ON CONFLICT DO NOTHING",
                              scope.programme, scope.period, scope.category, scope.kind, scope.instalment);
    if (!made) {
        return made.error();
    }
    std::int64_t id = 0;
    auto const read = for_each_row(query(connection,
                                         "SELECT scope FROM payout_scope WHERE programme = ? AND period = ? AND "
                                         "category = ? AND kind = ? AND instalment = ?",
                                         scope.programme, scope.period, scope.category, scope.kind, scope.instalment),
                                   [&](Statement& row) { id = row.number(0); });
    if (!read) {
        return read.error();
    }
    return id;
}

Result<std::vector<std::size_t>> spent_keys(Connection& connection, std::span<PayoutKey const> keys) {
    auto const statement = connection.prepare("SELECT 1 FROM payout_key WHERE scope = ? AND person_key = ?");
    if (!statement) {
        return statement.error();
    }
    std::vector<std::size_t> spent;
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (auto const bound = bind_all(**statement, keys[at].scope, keys[at].person); !bound) {
            return bound.error();
        }
        auto const row = (*statement)->step();
        if (!row) {
            return row.error();
        }
        if (*row) {
            spent.push_back(at);
        }
        if (auto const reset = (*statement)->reset(); !reset) {
            return reset.error();
        }
    }
    return spent;
}

Status spend(Connection& connection, std::int64_t list, std::span<PayoutKey const> keys) {
    BulkInsert insert(connection, "INSERT INTO payout_key (scope, person_key, list, sheet, row)", "(?, ?, ?, ?, ?)");
    auto const added = insert.add(keys, [list](PayoutKey const& key) {
        return values(key.scope, key.person, list, key.line.sheet, key.line.row);
    });
    return added ? added : Error{ErrorCode::payout_already_approved, {}, added.error().value, {}};
}

Result<std::optional<ListRecord>> list_by_code(Connection& connection, std::string_view code) {
    return one_list(connection, "WHERE code = ?", code);
}

Result<std::optional<ListRecord>> list_by_number(Connection& connection, std::int64_t list) {
    return one_list(connection, "WHERE list = ?", list);
}

Result<std::optional<ListRecord>> list_by_cover(Connection& connection, std::string_view cover_sha256) {
    return one_list(connection, "WHERE cover_sha256 = ?", cover_sha256);
}

Result<std::vector<ListRecord>> lists(Connection& connection) {
    std::vector<ListRecord> all;
    auto const read = for_each_row(query(connection, std::string(select_list) + "ORDER BY list"),
                                   [&](Statement& row) { all.push_back(read_list(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<std::vector<ApprovalRecord>> approvals(Connection& connection, std::int64_t list) {
    std::vector<ApprovalRecord> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT person, role, certificate_sha256, signature_sha256, coalesce(nullif(acts_for, ''), person) FROM "
              "approval WHERE list = ? ORDER BY person",
              list),
        [&](Statement& row) {
            all.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), std::string(row.text(4))});
        });
    if (!read) {
        return read.error();
    }
    return all;
}

Status add_approvals(Connection& connection, std::int64_t list, std::span<ApprovalRecord const> approvals) {
    for (auto const& approval : approvals) {
        auto const added =
            execute(connection,
                    "INSERT INTO approval (list, person, role, certificate_sha256, signature_sha256, acts_for) VALUES "
                    "(?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (list, person) DO UPDATE SET role = excluded.role, "
                    "certificate_sha256 = excluded.certificate_sha256, signature_sha256 = excluded.signature_sha256, "
                    "acts_for = excluded.acts_for",
                    list, approval.person, approval.role, approval.certificate_sha256, approval.signature_sha256,
                    approval.acts_for);
        if (!added) {
            return added.error();
        }
    }
    return {};
}

Result<ListWriter> ListWriter::begin(Connection& connection, ListRecord const& record,
                                     std::span<ApprovalRecord const> approvals) {
    auto insert = query(
        connection,
        "INSERT INTO list (code, cover_sha256, kind, programme, period, instalment, unit, fund, profile, "
        "debtor_account, currency, "
        "execution_date, maker, cover_file, rows_file, rows_sha256, total, run, claimed_utc, round, reason, "
        "of_list) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))",
        record.code, record.cover_sha256, record.kind, record.programme, record.period, record.instalment, record.unit,
        record.fund, record.profile, record.debtor_account, record.currency.code(), to_text(record.execution_date),
        record.maker, record.cover_file, record.rows_file, record.rows_sha256, record.total.minor_units(), record.run,
        to_text(record.claimed), record.round, record.reason, record.of_list);
    if (auto const done = for_each_row(insert, [](Statement&) {}); !done) {
        return done.error();
    }
    auto const list = connection.last_row();
    if (auto const added = add_approvals(connection, list, approvals); !added) {
        return added.error();
    }
    return ListWriter{connection, list};
}

ListWriter::ListWriter(Connection& connection, std::int64_t list)
    : connection_(&connection), list_(list),
      insert_lines_(connection,
                    "INSERT INTO line (list, sheet, row, payee_kind, channel, state, category, unit, payee_name, "
                    "person_key, scheme, account, bank_code, bic, amount, members, note, finding, beneficiary_name, "
                    "relation, address, reference)",
                    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {}

Status ListWriter::append(std::span<Line const> lines) {
    return insert_lines_.add(lines, [this](Line const& line) {
        auto const* scheme = line.account.scheme == AccountScheme::iban ? "iban" : "other";
        return values(list_, line.number.sheet, line.number.row, text_of(line.payee_kind), text_of(line.channel),
                      text_of(line.state), line.category, line.unit, line.payee_name, line.person_key, scheme,
                      line.account.number, line.bank_code, line.bic, line.amount.minor_units(), line.members, line.note,
                      line.finding, line.beneficiary_name, line.relation, to_text(line.address), line.reference);
    });
}

Status ListWriter::set_waiting(LineNumber line, LineState state, std::string_view finding) {
    auto const done =
        execute(*connection_, "UPDATE line SET state = ?, finding = ? WHERE list = ? AND sheet = ? AND row = ?",
                text_of(state), finding, list_, line.sheet, line.row);
    return done ? Status{} : done.error();
}

Status ListWriter::set_total(Money total) {
    auto const done = execute(*connection_, "UPDATE list SET total = ? WHERE list = ?", total.minor_units(), list_);
    return done ? Status{} : done.error();
}

Status ListWriter::spend(std::span<PayoutKey const> keys) { return store::spend(*connection_, list_, keys); }

Status add_findings(Connection& connection, std::int64_t run_id, std::string_view list_code,
                    std::span<Finding const> findings) {
    auto const insert = connection.prepare(
        "INSERT INTO finding (run, list_code, code, severity, file, sheet, row, column_, value, arguments) VALUES (?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) {
        return insert.error();
    }
    for (auto const& finding : findings) {
        auto const& position = finding.position;
        auto const added =
            run(**insert, run_id, list_code, text_of(finding.code), text_of(finding.severity), position.file,
                position.sheet, position.row, position.column, finding.value, joined(finding.arguments));
        if (!added) {
            return added;
        }
    }
    return {};
}

Result<std::vector<std::pair<std::string, Finding>>> findings(Connection& connection, std::string_view list_code) {
    std::vector<std::pair<std::string, Finding>> all;
    auto const read = for_each_row(
        query(connection,
              "SELECT list_code, code, severity, file, sheet, row, column_, value, arguments FROM finding AS one "
              "WHERE (? = '' OR list_code = ?) AND run = (SELECT max(run) FROM finding AS other WHERE other.list_code "
              "= one.list_code) "
              "ORDER BY list_code, finding",
              list_code, list_code),
        [&](Statement& row) { all.emplace_back(std::string(row.text(0)), read_finding(row)); });
    if (!read) {
        return read.error();
    }
    return all;
}

Result<LineCursor> LineCursor::open(Connection& connection, ListRecord const& list) {
    auto const own = "SELECT " + std::string(paid_columns) +
                     " FROM line WHERE list = ? AND channel = 'bank' AND state = 'accepted' AND NOT EXISTS (SELECT 1 "
                     "FROM correction WHERE correction.list = line.list AND correction.sheet = line.sheet AND "
                     "correction.row = line.row) ORDER BY sheet, row";
    auto const corrected = "SELECT " + std::string(paid_version_columns) +
                           " FROM correction JOIN line ON line.list = correction.list AND line.sheet = "
                           "correction.sheet AND line.row = correction.row WHERE correction.correction = ? AND "
                           "correction.channel = 'bank' AND line.state = 'accepted' ORDER BY correction.sheet, "
                           "correction.row";
    auto statement = query(connection, list.corrects() ? corrected : own, list.list);
    if (!statement) {
        return statement.error();
    }
    return LineCursor{*std::move(statement), list.currency};
}

Result<bool> LineCursor::next(Line& line) {
    auto const row = statement_->step();
    if (row && *row) {
        read_paid(*statement_, currency_, line);
    }
    return row;
}

Result<std::optional<Line>> line_at(Connection& connection, ListRecord const& list, LineNumber number) {
    std::optional<Line> found;
    auto const read = for_each_row(
        query(connection, "SELECT " + std::string(line_columns) + " FROM line WHERE list = ? AND sheet = ? AND row = ?",
              list.list, number.sheet, number.row),
        [&](Statement& row) {
            found = Line{.amount = Money::zero(list.currency)};
            read_line(row, list.currency, *found);
        });
    if (!read) {
        return read.error();
    }
    return found;
}

Result<bool> cancel_line(Connection& connection, std::int64_t list, LineNumber number, std::string_view finding) {
    auto const done = execute(connection,
                              "UPDATE line SET state = 'cancelled', finding = ? WHERE list = ? AND sheet = ? AND row = "
                              "? AND state IN ('accepted', 'held') "
                              "AND NOT EXISTS (SELECT 1 FROM attempt JOIN transfer_file ON transfer_file.file = "
                              "attempt.file WHERE attempt.list = line.list AND attempt.sheet = line.sheet AND "
                              "attempt.row = line.row AND transfer_file.state NOT IN ('withdrawn', 'not_sent')) "
                              "AND NOT EXISTS (SELECT 1 FROM closing WHERE closing.list = line.list AND closing.sheet "
                              "= line.sheet AND closing.row = line.row)",
                              finding, list, number.sheet, number.row);
    if (!done) {
        return done.error();
    }
    return connection.changes() == 1;
}

Result<std::int64_t> fund_committed(Connection& connection, std::string_view programme, std::string_view fund) {
    std::int64_t sum = 0;
    for (auto const* part :
         {"SELECT sum(line.amount) FROM list JOIN line ON line.list = list.list WHERE line.state = 'accepted'",
          "SELECT -sum(correction.given_up) FROM list JOIN line ON line.list = list.list JOIN correction ON "
          "correction.list = line.list AND correction.sheet = line.sheet AND correction.row = line.row "
          "WHERE line.state = 'accepted'",
          "SELECT -sum(closing.amount) FROM list JOIN line ON line.list = list.list JOIN closing ON closing.list = "
          "line.list AND closing.sheet = line.sheet AND closing.row = line.row "
          "WHERE line.state = 'accepted' AND closing.kind <> 'paid_outside'",
          "SELECT sum(closing.amount) FROM list JOIN line ON line.list = list.list JOIN closing ON closing.list = "
          "line.list AND closing.sheet = line.sheet AND closing.row = line.row "
          "WHERE line.state = 'held' AND closing.kind = 'paid_outside'"}) {
        auto const sql = std::string(part) + " AND programme = ? AND fund = ?";
        auto const read =
            for_each_row(query(connection, sql, programme, fund), [&](Statement& row) { sum += row.number(0); });
        if (!read) {
            return read.error();
        }
    }
    return sum;
}

}  // namespace almoner::store
