#pragma once

#include "reconcile/read/answer.hpp"
#include "reconcile/read/fields.hpp"

namespace almoner::reconcile {

/// Turns the records of the camt.052/053/054 reading map into entries and statement heads. Details end
/// before their entry, entries and balances before their statement.
class StatementRecords {
public:
    StatementRecords(xml::ReadingMap const& map, AnswerListener const& listener);
    [[nodiscard]] xml::MapReader::Listener told();

private:
    Status opened(xml::Record const& record);
    Status closed(xml::Record const& record);
    Status entry_closed(xml::Record const& record);
    Status statement_closed(xml::Record const& record);

    AnswerListener const& listener_;
    std::uint32_t message_, statement_, balance_, entry_, detail_;
    std::uint32_t account_iban_, account_other_;
    std::array<Field<StatementHead>, 4> head_fields_;
    std::array<Field<Balance>, 5> balance_fields_;
    std::array<Field<Entry>, 18> entry_fields_;
    std::array<Field<EntryDetail>, 18> detail_fields_;
    StatementHead head_;
    std::vector<EntryDetail> details_;
    std::uint32_t statements_ = 0;
    std::uint32_t entries_ = 0;
};

}  // namespace almoner::reconcile
