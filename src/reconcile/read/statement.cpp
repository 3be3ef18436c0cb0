#include "reconcile/read/statement.hpp"

#include <utility>

namespace almoner::reconcile {

namespace {

/// "entry.status" where the record lacks it though the standard demands it.
std::string departure_of(xml::ReadingMap const& map, xml::Record const& record) {
    auto const missing = map.missing_in(record);
    return missing.empty() ? missing : map.name_of(record.kind) + "." + missing;
}

std::string departure_of(Entry const& entry) {
    if (!is_amount(entry.amount)) {
        return "entry.amount";
    }
    if (entry.credit_debit != "CRDT" && entry.credit_debit != "DBIT") {
        return "entry.credit_debit";
    }
    if (!entry.booking_date.empty() && !begins_with_day(entry.booking_date)) {
        return "entry.booking_date";
    }
    return !entry.value_date.empty() && !begins_with_day(entry.value_date) ? "entry.value_date" : "";
}

bool stands_in(xml::Record const& record, std::uint32_t kind) {
    for (auto const* around = record.around; around != nullptr; around = around->around) {
        if (around->kind == kind) {
            return true;
        }
    }
    return false;
}

/// A report during the day and a notification have names of their own in every version; the rest are statements.
std::string message_of(std::string_view element) {
    return element == "Rpt" ? "camt.052" : element == "Ntfctn" ? "camt.054" : "camt.053";
}

std::array<Field<StatementHead>, 9> head_fields() {
    return {{{"id", &StatementHead::id},
             {"electronic_sequence", &StatementHead::electronic_sequence},
             {"legal_sequence", &StatementHead::legal_sequence},
             {"account_currency", &StatementHead::account_currency},
             {"creation_date_time", &StatementHead::creation_date_time},
             {"from_date", &StatementHead::from_date},
             {"to_date", &StatementHead::to_date},
             {"page_number", &StatementHead::page_number},
             {"last_page", &StatementHead::last_page}}};
}

std::array<Field<Summary>, 8> summary_fields() {
    return {{{"entry_count", &Summary::entry_count},
             {"entry_sum", &Summary::entry_sum},
             {"net_amount", &Summary::net_amount},
             {"net_credit_debit", &Summary::net_credit_debit},
             {"credit_count", &Summary::credit_count},
             {"credit_sum", &Summary::credit_sum},
             {"debit_count", &Summary::debit_count},
             {"debit_sum", &Summary::debit_sum}}};
}

std::array<Field<Balance>, 5> balance_fields() {
    return {{{"type", &Balance::type},
             {"amount", &Balance::amount},
             {"currency", &Balance::currency},
             {"credit_debit", &Balance::credit_debit},
             {"date", &Balance::date}}};
}

std::array<Field<Entry>, 19> entry_fields() {
    return {{{"reference", &Entry::reference},
             {"amount", &Entry::amount},
             {"currency", &Entry::currency},
             {"credit_debit", &Entry::credit_debit},
             {"reversal", &Entry::reversal},
             {"status", &Entry::status},
             {"booking_date", &Entry::booking_date},
             {"value_date", &Entry::value_date},
             {"account_servicer_reference", &Entry::account_servicer_reference},
             {"domain", &Entry::domain},
             {"family", &Entry::family},
             {"sub_family", &Entry::sub_family},
             {"proprietary_code", &Entry::proprietary_code},
             {"batch_message_id", &Entry::batch_message_id},
             {"batch_payment_information_id", &Entry::batch_payment_information_id},
             {"batch_count", &Entry::batch_count},
             {"return_reason", &Entry::return_reason},
             {"charges", &Entry::charges},
             {"additional_information", &Entry::text}}};
}

/// Two facts share a member where an account is an IBAN or another number: never both are there.
std::array<Field<EntryDetail>, 23> detail_fields() {
    return {{{"message_id", &EntryDetail::message_id},
             {"payment_information_id", &EntryDetail::payment_information_id},
             {"instruction_id", &EntryDetail::instruction_id},
             {"end_to_end_id", &EntryDetail::end_to_end_id},
             {"uetr", &EntryDetail::uetr},
             {"account_servicer_reference", &EntryDetail::account_servicer_reference},
             {"amount", &EntryDetail::amount},
             {"currency", &EntryDetail::currency},
             {"credit_debit", &EntryDetail::credit_debit},
             {"domain", &EntryDetail::domain},
             {"family", &EntryDetail::family},
             {"sub_family", &EntryDetail::sub_family},
             {"proprietary_code", &EntryDetail::proprietary_code},
             {"creditor_name", &EntryDetail::creditor_name},
             {"creditor_account", &EntryDetail::creditor_account},
             {"creditor_iban", &EntryDetail::creditor_account},
             {"debtor_name", &EntryDetail::debtor_name},
             {"debtor_account", &EntryDetail::debtor_account},
             {"debtor_iban", &EntryDetail::debtor_account},
             {"remittance", &EntryDetail::remittance},
             {"return_reason", &EntryDetail::return_reason},
             {"charges", &EntryDetail::charges},
             {"additional_information", &EntryDetail::text}}};
}

}  // namespace

StatementRecords::StatementRecords(xml::ReadingMap const& map, AnswerListener const& listener, Departures& departures,
                                   StatementCount& count)
    : map_(map), listener_(listener), departures_(departures), count_(count), message_(map.record("message")),
      statement_(map.record("statement")), balance_(map.record("balance")), entry_(map.record("entry")),
      detail_(map.record("detail")), account_iban_(map.fact(statement_, "account_iban")),
      account_other_(map.fact(statement_, "account_other")), made_(map.find_fact(statement_, "creation_date_time")),
      message_id_(map.find_fact(message_, "message_id")), message_made_(map.find_fact(message_, "creation_date_time")),
      message_page_(map.find_fact(message_, "page_number")), message_last_page_(map.find_fact(message_, "last_page")),
      head_fields_(head_fields()), summary_fields_(summary_fields()), balance_fields_(balance_fields()),
      entry_fields_(entry_fields()), detail_fields_(detail_fields()) {
    look_up(head_fields_, map, statement_);
    look_up(summary_fields_, map, statement_);
    look_up(balance_fields_, map, balance_);
    look_up(entry_fields_, map, entry_);
    look_up(detail_fields_, map, detail_);
}

xml::MapReader::Listener StatementRecords::told() {
    return {[this](xml::Record const& record) { return opened(record); },
            [this](xml::Record const& record) { return closed(record); }};
}

void StatementRecords::begin_statement(std::string_view element) {
    head_ = message_head_;
    head_.statement = ++count_.statements;
    head_.message = message_of(element);
    entries_ = 0;
}

Status StatementRecords::opened(xml::Record const& record) {
    // Whose facts would follow nobody could say, and half of them would be lost.
    auto const nests = stands_in(record, entry_) || stands_in(record, statement_);
    if ((record.kind == statement_ && nests) || (record.kind == entry_ && stands_in(record, entry_))) {
        return Error{ErrorCode::bank_file_malformed, {}, map_.name_of(record.kind) + " inside of another", {}};
    }
    if (record.kind == message_) {
        message_head_ = StatementHead{};
    } else if (record.kind == statement_) {
        if (auto const finished = finish(); !finished) {
            return finished;
        }
        begin_statement(record.element);
    } else if (record.kind == entry_) {
        if (record.around == nullptr && !without_statement_) {
            without_statement_ = true;
            begin_statement({});
        }
        ++entries_;
        details_ = {};
    }
    return {};
}

Status StatementRecords::closed(xml::Record const& record) {
    if (record.kind == message_) {
        message_closed(record);
    } else if (record.kind == balance_) {
        return balance_closed(record);
    } else if (record.kind == detail_) {
        EntryDetail detail;
        fill(detail, detail_fields_, record);
        details_.add(detail);
    } else if (record.kind == entry_) {
        return entry_closed(record);
    } else if (record.kind == statement_) {
        return statement_closed(record);
    }
    return {};
}

/// What every statement of the message begins with.
void StatementRecords::message_closed(xml::Record const& record) {
    auto const text = [&](auto const& fact) { return fact ? record.facts[*fact] : std::string(); };
    message_head_.message_id = text(message_id_);
    message_head_.creation_date_time = text(message_made_);
    message_head_.message_page = text(message_page_);
    message_head_.message_last_page = text(message_last_page_);
}

std::string StatementRecords::account_of(xml::Record const& statement) const {
    auto const& iban = statement.facts[account_iban_];
    return iban.empty() ? statement.facts[account_other_] : iban;
}

Status StatementRecords::balance_closed(xml::Record const& record) {
    fill(head_.balances.emplace_back(), balance_fields_, record);
    return departures_.tell(departure_of(map_, record), record.line);
}

Status StatementRecords::entry_closed(xml::Record const& record) {
    Entry entry;
    fill(entry, entry_fields_, record);
    // xs:boolean has two words for each.
    entry.reversal = entry.reversal == "1" ? "true" : entry.reversal;
    entry.statement = count_.statements;
    entry.entry = entries_;
    entry.line = record.line;
    entry.message = head_.message;
    for (auto const* around = record.around; around != nullptr; around = around->around) {
        if (around->kind == statement_) {
            entry.account = account_of(*around);
            auto const made = made_ ? around->facts[*made_] : std::string();
            entry.statement_date = made.empty() ? head_.creation_date_time : made;
        }
    }
    entry.details = std::move(details_);
    auto what = departure_of(map_, record);
    if (record.around == nullptr) {
        what = "entry outside of a statement";
    } else if (what.empty()) {
        what = departure_of(entry);
    }
    auto const told = departures_.tell(what, record.line);
    return told && listener_.entry ? listener_.entry(entry) : told;
}

Status StatementRecords::statement_closed(xml::Record const& record) {
    fill(head_, head_fields_, record);
    fill(head_.summary, summary_fields_, record);
    head_.account = account_of(record);
    head_.entry_count = entries_;
    auto const told = departures_.tell(departure_of(map_, record), record.line);
    return told && listener_.statement ? listener_.statement(head_) : told;
}

Status StatementRecords::end_document() {
    message_head_ = StatementHead{};
    return finish();
}

/// Ends the statement that was made for entries outside of any.
Status StatementRecords::finish() {
    if (!std::exchange(without_statement_, false)) {
        return {};
    }
    head_.entry_count = entries_;
    return listener_.statement ? listener_.statement(head_) : Status{};
}

}  // namespace almoner::reconcile
