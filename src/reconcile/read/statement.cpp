#include "reconcile/read/statement.hpp"

namespace almoner::reconcile {

StatementRecords::StatementRecords(xml::ReadingMap const& map, AnswerListener const& listener)
    : listener_(listener), message_(map.record("message")), statement_(map.record("statement")),
      balance_(map.record("balance")), entry_(map.record("entry")), detail_(map.record("detail")),
      account_iban_(map.fact(statement_, "account_iban")), account_other_(map.fact(statement_, "account_other")),
      head_fields_{{{"id", &StatementHead::id},
                    {"electronic_sequence", &StatementHead::electronic_sequence},
                    {"legal_sequence", &StatementHead::legal_sequence},
                    {"account_currency", &StatementHead::account_currency}}},
      balance_fields_{{{"type", &Balance::type},
                       {"amount", &Balance::amount},
                       {"currency", &Balance::currency},
                       {"credit_debit", &Balance::credit_debit},
                       {"date", &Balance::date}}},
      entry_fields_{{{"reference", &Entry::reference},
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
                     {"additional_information", &Entry::text}}},
      // Two facts share a member where an account is an IBAN or another number: never both are there.
      detail_fields_{{{"message_id", &EntryDetail::message_id},
                      {"payment_information_id", &EntryDetail::payment_information_id},
                      {"instruction_id", &EntryDetail::instruction_id},
                      {"end_to_end_id", &EntryDetail::end_to_end_id},
                      {"uetr", &EntryDetail::uetr},
                      {"account_servicer_reference", &EntryDetail::account_servicer_reference},
                      {"amount", &EntryDetail::amount},
                      {"currency", &EntryDetail::currency},
                      {"credit_debit", &EntryDetail::credit_debit},
                      {"creditor_name", &EntryDetail::creditor_name},
                      {"creditor_account", &EntryDetail::creditor_account},
                      {"creditor_iban", &EntryDetail::creditor_account},
                      {"debtor_name", &EntryDetail::debtor_name},
                      {"debtor_account", &EntryDetail::debtor_account},
                      {"debtor_iban", &EntryDetail::debtor_account},
                      {"remittance", &EntryDetail::remittance},
                      {"return_reason", &EntryDetail::return_reason},
                      {"additional_information", &EntryDetail::text}}} {
    look_up(head_fields_, map, statement_);
    look_up(balance_fields_, map, balance_);
    look_up(entry_fields_, map, entry_);
    look_up(detail_fields_, map, detail_);
}

xml::MapReader::Listener StatementRecords::told() {
    return {[this](xml::Record const& record) { return opened(record); },
            [this](xml::Record const& record) { return closed(record); }};
}

Status StatementRecords::opened(xml::Record const& record) {
    if (record.kind == statement_) {
        head_ = StatementHead{};
        head_.statement = ++statements_;
        entries_ = 0;
    } else if (record.kind == entry_) {
        ++entries_;
        details_.clear();
    }
    return {};
}

Status StatementRecords::closed(xml::Record const& record) {
    if (record.kind == balance_) {
        fill(head_.balances.emplace_back(), balance_fields_, record);
    } else if (record.kind == detail_) {
        fill(details_.emplace_back(), detail_fields_, record);
    } else if (record.kind == entry_) {
        return entry_closed(record);
    } else if (record.kind == statement_) {
        return statement_closed(record);
    }
    return {};
}

Status StatementRecords::entry_closed(xml::Record const& record) {
    Entry entry;
    fill(entry, entry_fields_, record);
    entry.statement = statements_;
    entry.entry = entries_;
    entry.line = record.line;
    entry.details = std::move(details_);
    return listener_.entry ? listener_.entry(entry) : Status{};
}

Status StatementRecords::statement_closed(xml::Record const& record) {
    fill(head_, head_fields_, record);
    auto const& iban = record.facts[account_iban_];
    head_.account = iban.empty() ? record.facts[account_other_] : iban;
    head_.entry_count = entries_;
    return listener_.statement ? listener_.statement(head_) : Status{};
}

}  // namespace almoner::reconcile
