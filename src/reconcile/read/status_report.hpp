#pragma once

#include "reconcile/read/answer.hpp"
#include "reconcile/read/fields.hpp"

namespace almoner::reconcile {

/// Turns the records of a pain.002 reading map into StatusRecords. A transaction ends before its batch,
/// so the batch's identifier is taken from the transactions' own references by whoever needs it.
class StatusReportRecords {
public:
    StatusReportRecords(xml::ReadingMap const& map, AnswerListener const& listener);
    [[nodiscard]] xml::MapReader::Listener told();

private:
    Status closed(xml::Record const& record);

    AnswerListener const& listener_;
    std::uint32_t group_, batch_, transaction_;
    std::array<Field<StatusRecord>, 4> group_fields_;
    std::array<Field<StatusRecord>, 4> batch_fields_;
    std::array<Field<StatusRecord>, 6> transaction_fields_;
    std::string message_id_;
    std::uint32_t position_ = 0;
};

}  // namespace almoner::reconcile
