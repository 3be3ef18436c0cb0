#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/line.hpp"
#include "store/bulk_insert.hpp"
#include "store/connection.hpp"

namespace almoner::store {

/// A claimed list, as the store keeps it.
struct ListRecord {
    std::int64_t list = 0;
    std::string code;
    std::string cover_sha256;
    std::string kind;
    std::int64_t of_list = 0;  ///< 0 when not of another list
    std::string of_code;       ///< that list's code
    int round = 1;             ///< of paying its lines; each correction of a list is one more
    std::string programme;
    std::string period;
    int instalment = 1;
    std::string unit;
    std::string fund;
    std::string profile;
    std::string debtor_account;
    Currency currency;
    Day execution_date;
    std::string maker;
    std::string reason;  ///< why it supplements, corrects or cancels
    std::string cover_file;
    std::string rows_file;
    std::string rows_sha256;
    Money total;
    bool planned = false;
    std::int64_t run = 0;
    Instant claimed;

    /// A correction pays lines of the list it is of, under that list's code; every other list its own.
    [[nodiscard]] bool corrects() const { return kind == "correction"; }
    [[nodiscard]] std::int64_t lines_of() const { return corrects() ? of_list : list; }
    [[nodiscard]] std::string const& lines_code() const { return corrects() ? of_code : code; }
};

struct ApprovalRecord {
    std::string person;
    std::string role;  ///< maker, approver or releaser
    std::string certificate_sha256;
    std::string signature_sha256;
    std::string acts_for;  ///< in whose place: the person's own id, or that of the person deputised for
};

/// Keeps one benefit from reaching one person twice.
struct PayoutScope {
    std::string programme;
    std::string period;
    std::string category;
    std::string kind;  ///< money or goods
    int instalment = 1;
};
struct PayoutKey {
    std::int64_t scope = 0;
    PersonKey person{};
    LineNumber line;
    auto operator<=>(PayoutKey const&) const = default;
};

/// The scope's id, made when new. Inside a transaction. @error store.failure
Result<std::int64_t> scope_of(Connection& connection, PayoutScope const& scope);

/// Which of `keys` (sorted) are spent already, by their index. @error store.failure
Result<std::vector<std::size_t>> spent_keys(Connection& connection, std::span<PayoutKey const> keys);

/// By its number in the store, by code, or by digest of the cover; nothing when unknown. @error store.failure
Result<std::optional<ListRecord>> list_by_number(Connection& connection, std::int64_t list);
Result<std::optional<ListRecord>> list_by_code(Connection& connection, std::string_view code);
Result<std::optional<ListRecord>> list_by_cover(Connection& connection, std::string_view cover_sha256);
/// All lists in the order they were claimed.
Result<std::vector<ListRecord>> lists(Connection& connection);
Result<std::vector<ApprovalRecord>> approvals(Connection& connection, std::int64_t list);
/// Adds approvals to a list; a person's new one takes the place of the one before. Inside the caller's transaction.
/// @error store.failure
Status add_approvals(Connection& connection, std::int64_t list, std::span<ApprovalRecord const> approvals);

/// Spends `keys`, sorted, for lines of `list`. Inside the caller's transaction.
/// @error payout.already_approved one is spent
Status spend(Connection& connection, std::int64_t list, std::span<PayoutKey const> keys);

/// Writes a list inside the caller's transaction: head first, then lines in chunks, keys, findings.
class ListWriter {
public:
    /// Inserts the list and its approvals; `record.list` is ignored. @error store.failure
    static Result<ListWriter> begin(Connection& connection, ListRecord const& record,
                                    std::span<ApprovalRecord const> approvals);
    [[nodiscard]] std::int64_t list() const { return list_; }
    Status append(std::span<Line const> lines);
    /// A line that was appended waits after all. @error store.failure
    Status set_waiting(LineNumber line, LineState state, std::string_view finding);
    /// What all lines come to, which the head may not have known. @error store.failure
    Status set_total(Money total);
    /// `keys` sorted. @error payout.already_approved one is spent
    Status spend(std::span<PayoutKey const> keys);

private:
    ListWriter(Connection& connection, std::int64_t list);
    Connection* connection_;
    std::int64_t list_;
    BulkInsert insert_lines_;
};

/// Findings of a list, also of one refused as a whole. Inside the caller's transaction; a second call
/// for the same code and run adds. @error store.failure
Status add_findings(Connection& connection, std::int64_t run, std::string_view list_code,
                    std::span<Finding const> findings);
/// Of the latest run that wrote findings for each list code; empty code means all lists.
Result<std::vector<std::pair<std::string, Finding>>> findings(Connection& connection, std::string_view list_code);

/// The lines a list pays by bank, in their order: its own that no correction has taken over; of a correction the lines
/// it corrects, as it has them.
class LineCursor {
public:
    static Result<LineCursor> open(Connection& connection, ListRecord const& list);
    /// False at the end. What is paid of `line` is overwritten.
    Result<bool> next(Line& line);

private:
    LineCursor(std::unique_ptr<Statement> statement, Currency currency)
        : statement_(std::move(statement)), currency_(currency) {}
    std::unique_ptr<Statement> statement_;
    Currency currency_;
};

/// One line, or nothing. @error store.failure
Result<std::optional<Line>> line_at(Connection& connection, ListRecord const& list, LineNumber number);

/// Takes an accepted or held line that has no attempt, or whose file the bank never got, out of its list. False when
/// there is no such line any more. Inside the caller's transaction. @error store.failure
Result<bool> cancel_line(Connection& connection, std::int64_t list, LineNumber number, std::string_view finding);

/// Sums of a fund's accepted and planned money over all lists: what it has given or promised.
/// Held, refused and cancelled lines and what corrections and closings gave back are not counted. @error store.failure
Result<std::int64_t> fund_committed(Connection& connection, std::string_view programme, std::string_view fund);

}  // namespace almoner::store
