#pragma once

#include "reconcile/read/answer.hpp"
#include "reconcile/read/departures.hpp"
#include "reconcile/read/fields.hpp"

namespace almoner::reconcile {

/// How many statements the file has told of, in all its parts.
struct StatementCount {
    std::uint32_t statements = 0;
};

/// Turns the records of the camt.052/053/054 reading map into entries and statement heads. Details end
/// before their entry, entries and balances before their statement. Entries that no statement holds make one of their
/// own, for what a bank booked is never passed over.
class StatementRecords {
public:
    StatementRecords(xml::ReadingMap const& map, AnswerListener const& listener, Departures& departures,
                     StatementCount& count);
    [[nodiscard]] xml::MapReader::Listener told();
    /// The document has ended: nothing of it goes over into the next.
    Status end_document();

private:
    Status opened(xml::Record const& record);
    Status closed(xml::Record const& record);
    void begin_statement(std::string_view element);
    void message_closed(xml::Record const& record);
    [[nodiscard]] std::string account_of(xml::Record const& statement) const;
    Status finish();
    Status balance_closed(xml::Record const& record);
    Status entry_closed(xml::Record const& record);
    Status statement_closed(xml::Record const& record);

    xml::ReadingMap const& map_;
    AnswerListener const& listener_;
    Departures& departures_;
    StatementCount& count_;
    std::uint32_t message_, statement_, balance_, entry_, detail_;
    std::uint32_t account_iban_, account_other_;
    std::optional<std::uint32_t> made_, message_id_, message_made_, message_page_, message_last_page_;
    std::array<Field<StatementHead>, 9> head_fields_;
    std::array<Field<Summary>, 8> summary_fields_;
    std::array<Field<Balance>, 5> balance_fields_;
    std::array<Field<Entry>, 19> entry_fields_;
    std::array<Field<EntryDetail>, 23> detail_fields_;
    StatementHead message_head_;  ///< what its message says of every statement
    StatementHead head_;
    EntryDetails details_;
    bool without_statement_ = false;  ///< entries stand outside of any
    std::uint32_t entries_ = 0;
};

}  // namespace almoner::reconcile
