#include "reconcile/read/table_answer.hpp"

#include <algorithm>

#include "reconcile/bank_value.hpp"
#include "reconcile/read/fixed_lines.hpp"
#include "reconcile/read/table_values.hpp"
#include "sheet/row_reader.hpp"
#include "sheet/text_rows.hpp"

namespace almoner::reconcile {

namespace {

using settings::AnswerTable;

Money absolute(Money amount) {
    auto const zero = Money::zero(amount.currency());
    return amount < zero ? zero - amount : amount;
}

std::string direction_of(Money amount) { return amount < Money::zero(amount.currency()) ? "DBIT" : "CRDT"; }

Balance balance_of(std::string type, Money amount, std::optional<Day> day) {
    return {std::move(type), to_text(absolute(amount)), std::string(amount.currency().code()), direction_of(amount),
            day ? to_text(*day) : ""};
}

bool is_blank(sheet::Row const& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](auto cell) { return cell.find_first_not_of(" \t") == std::string_view::npos; });
}

/// The column that says which transfer a row of results speaks of.
std::string_view key_column(AnswerTable::Key key) {
    switch (key) {
        case AnswerTable::Key::row: return "transfer_number";
        case AnswerTable::Key::payee: return "creditor_account";
        default: return "end_to_end_id";
    }
}

/// Every row until the end.
template <class Reader, class Take>
Status for_each_row(Reader& rows, std::string const& file, Take take) {
    for (;;) {
        auto const row = rows.next();
        if (!row) {
            auto error = row.error();
            error.position.file = file;
            return error;
        }
        if (*row == nullptr) {
            return {};
        }
        if (auto const taken = take(**row); !taken) {
            return taken;
        }
    }
}

}  // namespace

Status TableAnswer::read(std::filesystem::path const& file) {
    if (table_.fixed) {
        return read_fixed(file);
    }
    auto rows = sheet::RowReader::open(file);
    if (!rows) {
        return rows.error();
    }
    std::optional<std::uint8_t> sheet;
    auto const read = for_each_row(*rows, file_name_, [&](sheet::Row const& row) {
        auto const ended = sheet && *sheet != row.sheet ? end_sheet() : Status{};
        sheet = row.sheet;
        return ended ? take(row) : ended;
    });
    return read ? end_sheet() : read;
}

Status TableAnswer::read_fixed(std::filesystem::path const& file) {
    auto lines = sheet::FixedReader::open(file, {}, FileEncoding::utf8);
    if (!lines) {
        return lines.error();
    }
    if (auto const begun = begin_rows(TableColumns::in_order(table_)); !begun) {
        return begun;
    }
    auto const read =
        for_each_row(*lines, file_name_, [&](sheet::Row const& row) { return take_line(row.number, lines->line()); });
    return read ? end_sheet() : read;
}

Status TableAnswer::take_line(std::uint64_t number, std::string_view line) {
    if (auto const labels = labels_in_line(table_, line)) {
        return take_labels(*labels);
    }
    if (!line.starts_with(table_.fixed->rows)) {
        return number == 1 ? Status{} : departures_.tell("row", number);
    }
    auto cells = cells_in_line(table_, line);
    if (!cells) {
        auto error = cells.error();
        error.position = {file_name_, {}, number, error.position.column};
        return error;
    }
    sheet::Row row;
    row.number = number;
    row.cells = *std::move(cells);
    return table_.answers == AnswerTable::Answers::status ? take_status(row) : take_entry(row);
}

Status TableAnswer::take(sheet::Row const& row) {
    if (is_blank(row)) {
        return {};
    }
    if (!sheet_.columns) {
        if (auto columns = TableColumns::told_by(table_, row)) {
            return begin_rows(*std::move(columns));
        }
        return take_labels(labels_in(table_, row));
    }
    if (begins_with_label(table_, row)) {
        return take_labels(labels_in(table_, row));
    }
    if (!holds_facts(row)) {
        return departures_.tell("row", row.number);
    }
    return table_.answers == AnswerTable::Answers::status ? take_status(row) : take_entry(row);
}

/// A remark below the rows has at most one cell where such a table always has something, and that is no amount and
/// no balance.
bool TableAnswer::holds_facts(sheet::Row const& row) const {
    auto const stands = [&](std::string_view fact) { return !sheet_.columns->cell(row, fact).empty(); };
    auto const count = std::count_if(table_.columns.begin(), table_.columns.end(),
                                     [&](auto const& column) { return column.needed && stands(column.fact); });
    return count > 1 || stands("amount") || stands("debit") || stands("credit") || stands("balance");
}

Status TableAnswer::take_labels(std::vector<Labelled> const& labels) {
    for (auto const& [fact, value] : labels) {
        if (fact == "account") {
            sheet_.head.account = value;
        } else if (fact == "currency") {
            sheet_.currency = word(value);
        } else if (fact == "message_id") {
            sheet_.message_id = value;
        } else if (fact == "transaction_count") {
            sheet_.said_count = value;
        } else {
            sheet_.said_sum = value;
        }
    }
    return {};
}

Status TableAnswer::begin_rows(TableColumns columns) {
    sheet_.columns = std::move(columns);
    if (table_.answers == AnswerTable::Answers::statement) {
        sheet_.head.statement = ++count_.statements;
    }
    return {};
}

Status TableAnswer::take_status(sheet::Row const& row) {
    auto const& columns = *sheet_.columns;
    StatusRecord status;
    status.level = StatusRecord::Level::transaction;
    status.position = ++statuses_;
    status.original_message_id = sheet_.message_id;
    auto const key = key_column(table_.key);
    status.key = table_.key;
    status.place = place(row, key);
    status.end_to_end_id = std::string(columns.cell(row, "end_to_end_id"));
    status.transfer_number = std::string(columns.cell(row, "transfer_number"));
    status.creditor_account = std::string(columns.cell(row, "creditor_account"));
    status.creditor_name = std::string(columns.cell(row, "creditor_name"));
    status.status = word(columns.cell(row, "status"));
    status.reason = std::string(columns.cell(row, "reason"));
    status.text = std::string(columns.cell(row, "additional_information"));
    if (status.status.empty()) {
        return malformed(row, "status");
    }
    ++sheet_.rows;
    if (columns.has("amount") || table_.key != AnswerTable::Key::reference) {
        auto const amount = amount_in(row, "amount");
        if (!amount) {
            return amount.error();
        }
        status.amount = to_text(*amount);
        status.currency = std::string(amount->currency().code());
        sheet_.sum = sum_of(sheet_.sum.value_or(Money::zero(amount->currency())), *amount);
        if (!sheet_.sum) {
            return malformed(row, "amount");
        }
    }
    // Without a key nobody can say whose it is; the row is counted, told of and left to people.
    auto const told = departures_.tell(columns.cell(row, key).empty() ? std::string(key) : "", row.number);
    return told && listener_.status ? listener_.status(status) : told;
}

Status TableAnswer::take_entry(sheet::Row const& row) {
    auto const& columns = *sheet_.columns;
    auto const booked = table_day(table_, columns.cell(row, "booking_date"));
    auto const amount = signed_amount(row);
    if (!booked || !amount) {
        return booked ? amount.error() : malformed(row, "booking_date");
    }
    auto const balance = chain(row, *amount);
    if (!balance) {
        return balance.error();
    }
    if (settings::settles(table_) && columns.cell(row, "account_servicer_reference").empty()) {
        return malformed(row, "account_servicer_reference");
    }
    ++sheet_.rows;
    sheet_.first_day = sheet_.first_day ? std::min(*sheet_.first_day, *booked) : *booked;
    sheet_.last_day = sheet_.last_day ? std::max(*sheet_.last_day, *booked) : *booked;
    Entry entry;
    entry.statement = sheet_.head.statement;
    entry.entry = static_cast<std::uint32_t>(sheet_.rows);
    entry.line = row.number;
    entry.message = "table";
    entry.account = sheet_.head.account;
    entry.amount = to_text(absolute(*amount));
    entry.currency = std::string(amount->currency().code());
    entry.credit_debit = direction_of(*amount);
    entry.status = "BOOK";
    entry.booking_date = to_text(*booked);
    if (auto const value_day = table_day(table_, columns.cell(row, "value_date"))) {
        entry.value_date = to_text(*value_day);
    }
    entry.balance = *balance ? to_text(**balance) : "";
    entry.account_servicer_reference = std::string(columns.cell(row, "account_servicer_reference"));
    entry.proprietary_code = std::string(columns.cell(row, "bank_transaction_code"));
    EntryDetail detail;
    detail.end_to_end_id = std::string(columns.cell(row, "end_to_end_id"));
    detail.remittance = std::string(columns.cell(row, "remittance"));
    auto const credit = entry.credit_debit == "CRDT";
    (credit ? detail.debtor_name : detail.creditor_name) = std::string(columns.cell(row, "counterparty_name"));
    (credit ? detail.debtor_account : detail.creditor_account) = std::string(columns.cell(row, "counterparty_account"));
    entry.details.add(detail);
    return listener_.entry ? listener_.entry(entry) : Status{};
}

Result<Money> TableAnswer::amount_in(sheet::Row const& row, std::string_view fact) const {
    auto const currency = Currency::parse(currency_of(row));
    auto amount =
        currency ? table_amount(table_, sheet_.columns->cell(row, fact), *currency) : Result<Money>(currency.error());
    if (!amount) {
        auto error = amount.error();
        error.position = place(row, currency ? fact : "currency");
        return error;
    }
    return amount;
}

/// Credits are positive. A direction of its own, a column for each, or the sign says so.
Result<Money> TableAnswer::signed_amount(sheet::Row const& row) const {
    auto const& columns = *sheet_.columns;
    if (!columns.has("amount")) {
        std::optional<Money> found;
        for (auto const* fact : {"debit", "credit"}) {
            if (columns.cell(row, fact).empty()) {
                continue;
            }
            auto const amount = amount_in(row, fact);
            if (!amount) {
                return amount;
            }
            auto const zero = Money::zero(amount->currency());
            if (*amount != zero && found) {
                return malformed(row, fact);  // both ways at once
            }
            if (*amount != zero) {
                found = std::string_view(fact) == "debit" ? zero - absolute(*amount) : *amount;
            }
        }
        return found ? Result<Money>(*found) : malformed(row, "debit");
    }
    auto const amount = amount_in(row, "amount");
    if (!amount || !columns.has("credit_debit")) {
        return amount;
    }
    auto const direction = word(columns.cell(row, "credit_debit"));
    if (direction != "CRDT" && direction != "DBIT") {
        return malformed(row, "credit_debit");
    }
    return direction == "DBIT" ? Money::zero(amount->currency()) - absolute(*amount) : *amount;
}

/// The balance beside a row is that of the row before and its amount, in whichever order the rows stand.
Result<std::optional<Money>> TableAnswer::chain(sheet::Row const& row, Money amount) {
    if (!sheet_.columns->has("balance")) {
        return std::optional<Money>();
    }
    auto const balance = amount_in(row, "balance");
    if (!balance) {
        return balance.error();
    }
    auto const opening = *balance - amount;
    auto const newest_first = table_.order == AnswerTable::Order::newest_first;
    auto expected = newest_first ? sheet_.before : sheet_.after;
    if (expected && !newest_first) {
        *expected += amount;
    }
    if (expected && *expected != *balance) {
        return Error{ErrorCode::statement_running_balance,
                     place(row, "balance"),
                     {},
                     {to_grouped_text(*balance), to_grouped_text(*expected)}};
    }
    sheet_.before = newest_first || !sheet_.before ? opening : *sheet_.before;
    sheet_.after = newest_first && sheet_.after ? *sheet_.after : *balance;
    return std::optional(*balance);
}

Status TableAnswer::totals_agree() const {
    Error fault{ErrorCode::bank_file_totals, {file_name_, {}, 0, 0}, {}, {}};
    auto const rows = std::to_string(sheet_.rows);
    if (!sheet_.said_count.empty() && bank_number(number_in(sheet_.said_count)) != sheet_.rows) {
        fault.arguments = {sheet_.said_count, rows};
        return fault;
    }
    if (sheet_.said_sum.empty() || !sheet_.sum) {
        return {};
    }
    auto const said = table_amount(table_, number_in(sheet_.said_sum), sheet_.sum->currency());
    if (said && *said == *sheet_.sum) {
        return {};
    }
    fault.arguments = {sheet_.said_sum, to_grouped_text(*sheet_.sum)};
    return fault;
}

Status TableAnswer::end_results() {
    if (table_.key == AnswerTable::Key::reference || !sheet_.sum || !listener_.result) {
        return {};
    }
    return listener_.result({sheet_.message_id, sheet_.rows, *sheet_.sum});
}

Status TableAnswer::end_statement() {
    auto& head = sheet_.head;
    head.account_currency = sheet_.currency.empty() ? table_.currency : sheet_.currency;
    head.entry_count = sheet_.rows;
    head.message = "table";
    head.newest_first = table_.order == AnswerTable::Order::newest_first;
    if (sheet_.before && sheet_.after) {
        head.balances = {balance_of("OPBD", *sheet_.before, sheet_.first_day),
                         balance_of("CLBD", *sheet_.after, sheet_.last_day)};
    }
    return listener_.statement ? listener_.statement(head) : Status{};
}

Status TableAnswer::end_sheet() {
    if (!sheet_.columns) {
        // A cover page, or a table nobody knows: what it holds is told of, once.
        auto const told = departures_.tell("headings", 0);
        sheet_ = Sheet{};
        return told;
    }
    if (auto const sound = totals_agree(); !sound) {
        return sound;
    }
    auto const ended = table_.answers == AnswerTable::Answers::statement ? end_statement() : end_results();
    sheet_ = Sheet{};
    return ended;
}

std::string TableAnswer::word(std::string_view cell) const {
    auto const found = table_.words.find(std::string(cell));
    return found == table_.words.end() ? std::string(cell) : found->second;
}

std::string TableAnswer::currency_of(sheet::Row const& row) const {
    auto const own = sheet_.columns->cell(row, "currency");
    if (!own.empty()) {
        return word(own);
    }
    return sheet_.currency.empty() ? table_.currency : sheet_.currency;
}

Position TableAnswer::place(sheet::Row const& row, std::string_view fact) const {
    auto const column = sheet_.columns->place_of(fact);
    auto const place = table_.fixed && column != 0 ? table_.columns[column - 1].first : column;
    return {file_name_, std::string(row.sheet_name), row.number, place};
}

Error TableAnswer::malformed(sheet::Row const& row, std::string_view fact) const {
    return {ErrorCode::bank_file_malformed, place(row, fact), std::string(fact), {}};
}

}  // namespace almoner::reconcile
