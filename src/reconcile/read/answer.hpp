#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.hpp"
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
    std::string status;  ///< TxSts, PmtInfSts, GrpSts
    std::string reason;
    std::string text;    ///< AddtlInf, joined
    std::string amount;  ///< OrgnlTxRef, often absent
    std::string currency;
};

/// A TxDtls of an entry. Texts as the bank wrote them; empty when absent.
struct EntryDetail {
    std::string message_id, payment_information_id, instruction_id, end_to_end_id, uetr, account_servicer_reference;
    std::string amount, currency, credit_debit;
    std::string creditor_name, creditor_account;  ///< IBAN or other
    std::string debtor_name, debtor_account;
    std::string remittance, return_reason, text;
};

/// An Ntry of a camt.052, 053 or 054.
struct Entry {
    std::uint32_t statement = 0;  ///< 1-based position of the statement in the file
    std::uint32_t entry = 0;      ///< 1-based position in the statement
    std::uint64_t line = 0;
    std::string reference, amount, currency, credit_debit, reversal, status;
    std::string booking_date, value_date, account_servicer_reference;
    std::string domain, family, sub_family, proprietary_code;
    std::string batch_message_id, batch_payment_information_id, batch_count;
    std::string return_reason, text;
    std::vector<EntryDetail> details;
};

struct Balance {
    std::string type, amount, currency, credit_debit, date;
};

/// A Stmt, Rpt or Ntfctn; complete only when it ends, after its entries.
struct StatementHead {
    std::uint32_t statement = 0;
    std::string message_id;
    std::string id, electronic_sequence, legal_sequence, account, account_currency;
    std::vector<Balance> balances;
    std::uint64_t entry_count = 0;
};

/// Told of an answer's records in the order they end. Any may be empty.
struct AnswerListener {
    std::function<Status(StatusRecord const&)> status;
    std::function<Status(Entry const&)> entry;
    std::function<Status(StatementHead const&)> statement;
};

/// Which reading map fits, by what the file contains and never by its name.
struct AnswerKind {
    std::string message;  ///< "pain.002.001.10" or "camt.053.001.08": the folder of formats/messages
};

/// @error bank_file.unknown_format neither a status report nor a statement @error file.missing
Result<AnswerKind> kind_of(std::filesystem::path const& file);

/// A handler that turns a document into records. Feed it by xml::read_file or a signature's verifier.
class AnswerReader {
public:
    /// @error formats.missing @error reading_map.syntax
    static Result<AnswerReader> create(settings::Formats const& formats, AnswerKind const& kind,
                                       AnswerListener listener);
    AnswerReader(AnswerReader&&) noexcept;
    AnswerReader& operator=(AnswerReader&&) noexcept;
    ~AnswerReader();
    [[nodiscard]] xml::Handler& handler();

private:
    struct State;
    explicit AnswerReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::reconcile
