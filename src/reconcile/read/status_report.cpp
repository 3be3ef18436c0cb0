#include "reconcile/read/status_report.hpp"

namespace almoner::reconcile {

StatusReportRecords::StatusReportRecords(xml::ReadingMap const& map, AnswerListener const& listener,
                                         Departures& departures, bool resolution)
    : map_(map), listener_(listener), departures_(departures), group_(map.record("group")), batch_(map.record("batch")),
      transaction_(map.record("transaction")),
      group_fields_{{{"original_message_id", &StatusRecord::original_message_id},
                     {"status", &StatusRecord::status},
                     {"reason", &StatusRecord::reason},
                     {"additional_information", &StatusRecord::text},
                     {"original_transaction_count", &StatusRecord::transaction_count},
                     {"original_control_sum", &StatusRecord::control_sum}}},
      batch_fields_{{{"original_message_id", &StatusRecord::original_message_id},
                     {"original_payment_information_id", &StatusRecord::original_payment_information_id},
                     {"status", &StatusRecord::status},
                     {"reason", &StatusRecord::reason},
                     {"additional_information", &StatusRecord::text}}},
      transaction_fields_{{{"original_message_id", &StatusRecord::original_message_id},
                           {"original_payment_information_id", &StatusRecord::original_payment_information_id},
                           {"original_end_to_end_id", &StatusRecord::end_to_end_id},
                           {"status", &StatusRecord::status},
                           {"reason", &StatusRecord::reason},
                           {"additional_information", &StatusRecord::text},
                           {"original_amount", &StatusRecord::amount},
                           {"original_currency", &StatusRecord::currency}}},
      resolution_(resolution) {
    look_up(group_fields_, map, group_);
    look_up(batch_fields_, map, batch_);
    look_up(transaction_fields_, map, transaction_);
}

xml::MapReader::Listener StatusReportRecords::told() {
    return {[this](xml::Record const& record) { return opened(record); },
            [this](xml::Record const& record) { return closed(record); }};
}

/// A group speaks of one message; nothing of it goes over into the next report of the file.
Status StatusReportRecords::opened(xml::Record const& record) {
    if (record.kind == group_) {
        message_id_.clear();
    }
    return {};
}

Status StatusReportRecords::closed(xml::Record const& record) {
    StatusRecord status;
    if (record.kind == group_) {
        status.level = StatusRecord::Level::group;
        fill(status, group_fields_, record);
        message_id_ = status.original_message_id;
        confirmation_ = resolution_ && message_id_.empty() ? status.status : confirmation_;
    } else if (record.kind == batch_) {
        status.level = StatusRecord::Level::batch;
        fill(status, batch_fields_, record);
    } else if (record.kind == transaction_) {
        status.level = StatusRecord::Level::transaction;
        fill_from_around(status, record);
        fill(status, transaction_fields_, record);
        status.status = status.status.empty() ? confirmation_ : status.status;
    } else {
        return {};
    }
    if (status.original_message_id.empty()) {
        status.original_message_id = message_id_;
    }
    status.position = ++position_;
    status.resolution = resolution_;
    auto const missing = map_.missing_in(record);
    auto const told =
        departures_.tell(missing.empty() ? missing : map_.name_of(record.kind) + "." + missing, record.line);
    return told && listener_.status ? listener_.status(status) : told;
}

void StatusReportRecords::fill_from_around(StatusRecord& status, xml::Record const& record) const {
    if (record.around == nullptr || record.around->kind != batch_) {
        return;
    }
    StatusRecord batch;
    fill(batch, batch_fields_, *record.around);
    status.original_message_id = batch.original_message_id;
    status.original_payment_information_id = batch.original_payment_information_id;
}

}  // namespace almoner::reconcile
