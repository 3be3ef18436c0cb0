#include "reconcile/read/status_report.hpp"

namespace almoner::reconcile {

StatusReportRecords::StatusReportRecords(xml::ReadingMap const& map, AnswerListener const& listener)
    : listener_(listener), group_(map.record("group")), batch_(map.record("batch")),
      transaction_(map.record("transaction")), group_fields_{{{"original_message_id",
                                                               &StatusRecord::original_message_id},
                                                              {"status", &StatusRecord::status},
                                                              {"reason", &StatusRecord::reason},
                                                              {"additional_information", &StatusRecord::text}}},
      batch_fields_{{{"original_payment_information_id", &StatusRecord::original_payment_information_id},
                     {"status", &StatusRecord::status},
                     {"reason", &StatusRecord::reason},
                     {"additional_information", &StatusRecord::text}}},
      transaction_fields_{{{"original_end_to_end_id", &StatusRecord::end_to_end_id},
                           {"status", &StatusRecord::status},
                           {"reason", &StatusRecord::reason},
                           {"additional_information", &StatusRecord::text},
                           {"original_amount", &StatusRecord::amount},
                           {"original_currency", &StatusRecord::currency}}} {
    look_up(group_fields_, map, group_);
    look_up(batch_fields_, map, batch_);
    look_up(transaction_fields_, map, transaction_);
}

xml::MapReader::Listener StatusReportRecords::told() {
    return {[](xml::Record const&) { return Status{}; }, [this](xml::Record const& record) { return closed(record); }};
}

Status StatusReportRecords::closed(xml::Record const& record) {
    StatusRecord status;
    if (record.kind == group_) {
        status.level = StatusRecord::Level::group;
        fill(status, group_fields_, record);
        message_id_ = status.original_message_id;
    } else if (record.kind == batch_) {
        status.level = StatusRecord::Level::batch;
        fill(status, batch_fields_, record);
    } else if (record.kind == transaction_) {
        status.level = StatusRecord::Level::transaction;
        fill(status, transaction_fields_, record);
    } else {
        return {};
    }
    status.original_message_id = message_id_;
    status.position = ++position_;
    return listener_.status ? listener_.status(status) : Status{};
}

}  // namespace almoner::reconcile
