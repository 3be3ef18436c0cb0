#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/evidence.hpp"
#include "core/identifiers.hpp"
#include "core/statement_chain.hpp"
#include "store/connection.hpp"
#include "store/files.hpp"
#include "store/lists.hpp"

namespace almoner::store {

struct BankFileRecord {
    std::int64_t bank_file = 0;
    std::string sha256;
    std::string name;
    std::string message;
    std::string message_id;
    std::string signer;
    bool quarantined = false;
    std::string reason;  ///< error code of a quarantine
    std::string detail;
    std::int64_t run = 0;
    Instant taken;
};

/// What a lump names instead of a transfer: a sum booked for a batch, or for a whole file.
struct LumpReference {
    std::int64_t file = 0;
    int batch = 0;                       ///< 0 for the whole file
    std::string named_by;                ///< the fact that names it: "payment_information_id", "message_id" ...
    std::optional<std::uint64_t> count;  ///< of its transfers, where the bank tells
};

/// What became of one detail of a statement entry.
struct EntryRecord {
    std::uint32_t statement = 0;
    std::uint32_t entry = 0;
    std::uint32_t detail = 0;
    Money amount;  ///< signed: credits positive
    Day booking_day;
    std::string end_to_end_id;
    std::string entry_class;  ///< payout_debit, return, fee, funding, conflict, unexplained, other_account
    std::string rule;
    std::string reason;
    std::string text;
    std::optional<LumpReference> lump = {};
    std::string servicer_reference = {};  ///< [AcctSvcrRef]
    bool pending = false;                 ///< announced and not booked, or of a report that leads to no balance
};

/// What is known of an attempt when the bank speaks of it.
struct AttemptRecord {
    std::int64_t list = 0;
    LineNumber line;
    int attempt = 1;
    std::int64_t file = 0;
    int batch = 0;
    Money amount;
    Account account;
    std::string profile;  ///< of the list that paid it: says how the bank shows accounts
};

Result<std::optional<BankFileRecord>> bank_file_by_digest(Connection& connection, std::string_view sha256);
Result<std::vector<BankFileRecord>> bank_files(Connection& connection);
/// Inside the caller's transaction; returns the id.
Result<std::int64_t> add_bank_file(Connection& connection, BankFileRecord const& record);
/// Who signed a bank file, known once it is read. Inside the caller's transaction. @error store.failure
Status set_signer(Connection& connection, std::int64_t bank_file, std::string_view signer);
/// A quarantined file that people let in after all: it keeps its id and why it was quarantined. Inside the caller's
/// transaction. @error store.failure
Status let_in(Connection& connection, BankFileRecord const& record);
Status add_statement(Connection& connection, BankStatement const& statement);
/// Inside the caller's transaction; every lump is to be looked at again. @error store.failure also when another version
/// of the same page counts
Status set_standing(Connection& connection, BankStatement const& statement, Standing standing);
Status add_entries(Connection& connection, std::int64_t bank_file, std::span<EntryRecord const> entries);
/// By account, currency, kind of message and sequence.
Result<std::vector<BankStatement>> statements(Connection& connection);
/// Statements that count of which not every entry is here, with the name of their file. @error store.failure
Result<std::vector<std::pair<std::string, std::uint32_t>>> statements_short_of_entries(Connection& connection);
/// Entries of one class, or of all classes when empty, each with its bank file; of statements that count.
Result<std::vector<std::pair<std::int64_t, EntryRecord>>> entries(Connection& connection, std::string_view entry_class);

/// The file or batch that has this MsgId or PmtInfId; nothing where there is none. @error store.failure
Result<std::optional<LumpReference>> find_batch(Connection& connection, std::string_view reference);

/// Looks up attempts by their identifiers, in the order asked; nothing where there is none.
Result<std::vector<std::optional<AttemptRecord>>> find_attempts(Connection& connection,
                                                                std::span<EndToEndId const> ids);

struct AttemptEvidence {
    std::int64_t list = 0;
    LineNumber line;
    int attempt = 1;
    Evidence evidence;
};
/// Inside the caller's transaction; a fact that is there already is left alone.
Status add_evidence(Connection& connection, std::span<AttemptEvidence const> facts);

struct FileEvidence {
    std::int64_t file = 0;
    int batch = 0;  ///< 0 for the whole file
    Evidence evidence;
};
Status add_file_evidence(Connection& connection, std::span<FileEvidence const> facts);

/// Whether the bank has said anything of the file, a batch of it or a transfer in it. @error store.failure
Result<bool> is_answered(Connection& connection, std::int64_t file);

/// One attempt of a line with all evidence that concerns it (its own, its batch's and its file's); without an attempt
/// the line as it stands. A corrected line has a row for each attempt.
struct PayoutRow {
    Line line;  ///< as this version of it has it
    std::optional<int> attempt;
    std::int64_t file = 0;
    int batch = 0;
    std::vector<Evidence> evidence;
    std::int64_t correction = 0;              ///< the list that made this version; 0 as first approved
    std::optional<Money> given_up = {};       ///< by that correction: could have been paid again and was not
    std::optional<Money> passed_on = {};      ///< to the next version: the rest of this one stayed where it went
    std::optional<ClosingKind> closing = {};  ///< how people ended the payout
    std::optional<Money> closed = {};         ///< and the money they ended it for
};
/// Every line of a list in the order of sheet, row and attempt.
class PayoutCursor {
public:
    static Result<PayoutCursor> open(Connection& connection, ListRecord const& list);
    PayoutCursor(PayoutCursor&&) noexcept;
    PayoutCursor& operator=(PayoutCursor&&) noexcept;
    ~PayoutCursor();
    /// False at the end. `row` is overwritten.
    Result<bool> next(PayoutRow& row);

private:
    struct State;
    explicit PayoutCursor(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::store
