#pragma once

#include "reconcile/read/answer.hpp"
#include "reconcile/read/departures.hpp"
#include "reconcile/read/fields.hpp"

namespace almoner::reconcile {

/// Turns the records of a pain.002 or camt.029 reading map into StatusRecords. A transaction ends before its batch,
/// whose identifier stands before its transactions.
class StatusReportRecords {
public:
    /// `resolution`: of a camt.029, in which a transfer without a status of its own has that of the whole (Sts/Conf).
    StatusReportRecords(xml::ReadingMap const& map, AnswerListener const& listener, Departures& departures,
                        bool resolution);
    [[nodiscard]] xml::MapReader::Listener told();
    /// The document has ended: nothing of it goes over into the next.
    void end_document() {
        message_id_.clear();
        confirmation_.clear();
    }

private:
    Status opened(xml::Record const& record);
    Status closed(xml::Record const& record);
    void fill_from_around(StatusRecord& status, xml::Record const& record) const;

    xml::ReadingMap const& map_;
    AnswerListener const& listener_;
    Departures& departures_;
    std::uint32_t group_, batch_, transaction_;
    std::array<Field<StatusRecord>, 6> group_fields_;
    std::array<Field<StatusRecord>, 5> batch_fields_;
    std::array<Field<StatusRecord>, 8> transaction_fields_;
    bool resolution_;
    std::string message_id_;
    std::string confirmation_;
    std::uint32_t position_ = 0;
};

}  // namespace almoner::reconcile
