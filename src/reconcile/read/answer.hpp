#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bytes/container.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "reconcile/read/entry_details.hpp"
#include "settings/answer_table.hpp"
#include "settings/formats.hpp"
#include "xml/reading_map.hpp"

namespace almoner::reconcile {

/// A status of a pain.002 CustomerPaymentStatusReport at one of its three levels, as the bank wrote it.
struct StatusRecord {
    enum class Level { group, batch, transaction };
    Level level{};
    std::uint32_t position = 0;  ///< 1-based among all records of the file
    std::string original_message_id;
    std::string original_payment_information_id;
    std::string end_to_end_id;
    std::string status;       ///< TxSts, PmtInfSts, GrpSts; TxCxlSts, PmtInfCxlSts, GrpCxlSts, Conf
    bool resolution = false;  ///< of camt.029: says what became of a request to cancel, and not of the payment
    std::string reason;
    std::string text;    ///< AddtlInf, joined
    std::string amount;  ///< OrgnlTxRef, often absent
    std::string currency;
    std::string transaction_count, control_sum;  ///< of the original message, at group level; often absent
    settings::AnswerTable::Key key{};            ///< what a row of a table knows its transfer by
    std::string transfer_number;                 ///< its place in the file that the bank got, from 1
    std::string creditor_name, creditor_account;
    Position place;  ///< of a table: where what its transfer is known by stands
};

/// A table of results; complete only when it ends, after its statuses.
struct ResultHead {
    std::string message_id;  ///< of the file that it answers; empty where it does not say
    std::uint64_t row_count = 0;
    Money sum;  ///< of its rows
};

/// An Ntry of a camt.052, 053 or 054, a field 61 of an MT940 or MT942 with what its field 86 says as one detail, or a
/// row of a table.
struct Entry {
    std::uint32_t statement = 0;  ///< 1-based position of the statement in the file
    std::uint32_t entry = 0;      ///< 1-based position in the statement
    std::uint64_t line = 0;
    std::string message;         ///< "camt.053": of the statement it stands in
    std::string account;         ///< of that statement, as far as it was read
    std::string statement_date;  ///< when that statement was made: the day of an entry that has none
    std::string reference, amount, currency, credit_debit, reversal, status, charges;
    std::string booking_date, value_date, account_servicer_reference;
    std::string balance;  ///< of the account after it, signed; of a row of a table
    std::string domain, family, sub_family, proprietary_code;
    std::string batch_message_id, batch_payment_information_id, batch_count;
    std::string return_reason, text;
    EntryDetails details;
};

struct Balance {
    std::string type, amount, currency, credit_debit, date;
};

/// What a statement says of all its entries (TxsSummry); empty where it says nothing.
struct Summary {
    std::string entry_count, entry_sum, net_amount, net_credit_debit;
    std::string credit_count, credit_sum, debit_count, debit_sum;
};

/// A Stmt, Rpt or Ntfctn, or a message MT940 or MT942; complete only when it ends, after its entries.
struct StatementHead {
    std::uint32_t statement = 0;
    std::string message_id;
    std::string message;  ///< "camt.052", "camt.053", "camt.054", "mt940", "mt942", "table"
    std::string id, electronic_sequence, legal_sequence, account, account_currency;
    std::string creation_date_time, from_date, to_date;
    std::string page_number, last_page;           ///< StmtPgntn, field 28; "false" where field 62M says that it goes on
    std::string first_page;                       ///< "true" or "false" where field 60 says so (60F, 60M)
    std::string message_page, message_last_page;  ///< GrpHdr/MsgPgntn
    std::vector<Balance> balances;
    Summary summary;
    std::uint64_t entry_count = 0;
    bool newest_first = false;  ///< in which order the rows of a table stand
};

/// Told of an answer's records in the order they end. Any may be empty.
struct AnswerListener {
    std::function<Status(StatusRecord const&)> status;
    std::function<Status(Entry const&)> entry;
    std::function<Status(StatementHead const&)> statement;
    /// bank_file.form where the answer departs from its standard and is read all the same; of each kind the first.
    std::function<Status(Finding const&)> departure;
    /// Of a table whose rows carry no reference of ours.
    std::function<Status(ResultHead const&)> result = {};
};

/// What a document is, by what it contains and never by its name.
struct AnswerKind {
    enum class Syntax { xml, swift, table };
    Syntax syntax = Syntax::xml;
    std::string message;  ///< the folder of formats/messages that says how it is read: "pain.002.001.10"
    /// Whether it tells of payments; a table of entries does only to people where nothing tells its rows from those of
    /// one that overlaps it.
    bool settles = true;
};

/// What a file holds: a document, or in an archive any number.
struct Answers {
    struct Part {
        std::size_t part = 0;  ///< of the container
        AnswerKind kind;
    };
    std::vector<Part> parts;           ///< never empty
    std::vector<Finding> passed_over;  ///< other files in the archive
};

/// How answers are read: the reading maps and the dialects of the formats, compiled once for any number of files.
class AnswerFormats {
public:
    /// @error formats.missing and other faults of the settings @error reading_map.syntax with the file
    static Result<AnswerFormats> load(settings::Formats const& formats);
    AnswerFormats(AnswerFormats&&) noexcept;
    AnswerFormats& operator=(AnswerFormats&&) noexcept;
    ~AnswerFormats();

    struct Compiled;
    [[nodiscard]] Compiled const& compiled() const { return *compiled_; }

private:
    explicit AnswerFormats(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

/// Looks at the beginning of every part. @error bank_file.several_formats @error bank_file.unknown_format no part is a
/// status report or a statement
/// @error document.malformed @error document.attack and those of Container
Result<Answers> answers_in(AnswerFormats const& formats, bytes::Container const& container);

/// Turns answers into records. Feed it a part of a container, or a document by its handler. The formats must outlive
/// it.
class AnswerReader {
public:
    AnswerReader(AnswerFormats const& formats, AnswerListener listener);
    ~AnswerReader();
    AnswerReader(AnswerReader const&) = delete;
    AnswerReader& operator=(AnswerReader const&) = delete;

    /// Reads one part to its end. Numbers of statements go on from part to part.
    /// @error those of Container, of xml::Reader and of the listener
    /// @error bank_file.malformed a field of an MT940 or MT942, or a row of a table, that cannot be read, with its
    /// place
    /// @error statement.running_balance @error bank_file.totals a table that is not whole
    Status read(bytes::Container const& container, Answers::Part const& part);

    /// For who reads a document in XML by other means, as the verifier of a signature does.
    [[nodiscard]] xml::Handler& handler();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace almoner::reconcile
