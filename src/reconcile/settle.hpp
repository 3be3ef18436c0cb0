#pragma once

#include <future>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconcile/desk.hpp"
#include "reconcile/entry_tally.hpp"
#include "reconcile/match.hpp"
#include "reconcile/read/answer.hpp"
#include "reconcile/settle_results.hpp"
#include "store/answers.hpp"
#include "store/shown_accounts.hpp"
#include "store/table_rows.hpp"

namespace almoner::reconcile {

/// What a fault of a statement does: keeps its file out, or is told where people have let the file in after all. What a
/// file let in says counts, and other versions of it no more.
enum class StatementFaults { refuse, tell };

/// Turns what a bank file says into entries and evidence, in chunks, inside the caller's transaction.
/// Nothing it wrote stands unless the caller commits.
class Settlement {
public:
    Settlement(Desk const& desk, std::int64_t bank_file, std::string file_name, StatementFaults faults)
        : desk_(desk), bank_file_(bank_file), file_name_(std::move(file_name)), faults_(faults) {}

    /// A status whose row carries no reference of ours waits for the end of its table.
    Status take(StatusRecord const& record);
    /// @error bank_file.totals the table does not tell of every transfer of its file
    Status take(ResultHead const& head);
    /// Entries of an account that is none of almoner.toml settle nothing, and what is told before or beside a statement
    /// (camt.052, camt.054, MT942) settles nothing for good.
    Status take(Entry const& entry);
    /// A version of a statement that is here already counts for nothing when it says the same, and when it says
    /// otherwise none of them counts until people decide.
    Status take(StatementHead const& head);
    /// Writes what is still in memory. What keeps the file out is told only now: whoever changed a signed file broke
    /// its signature, too, and that is the fault to tell. @error the first of severity refused of faults_of
    Status finish();

    [[nodiscard]] std::vector<Finding> const& findings() const { return findings_; }
    /// Facts that found the attempt, batch or file they speak of.
    [[nodiscard]] std::uint64_t matched() const { return matched_; }
    /// Bank files with a statement that stands otherwise now.
    [[nodiscard]] std::set<std::int64_t> const& contested() const { return contested_; }

private:
    struct Waiting {
        Movement movement;
        std::optional<Named> named;
    };
    void judge(StatementHead const& head, BankStatement const& statement);
    /// Statements that say they are this one, or tables that tell of the same rows.
    Result<std::vector<BankStatement>> versions_of(BankStatement const& statement,
                                                   std::vector<BankStatement> const& stored);
    Result<Standing> standing_of(BankStatement const& statement);
    /// `own`: its account is one of ours.
    Status take(Entry const& entry, Movement&& movement, bool own);
    Status keep_row(Entry const& entry, Movement const& movement);
    [[nodiscard]] Error at_entry(Error error, Entry const& entry) const;
    void compare_totals(StatusRecord const& record, store::FileRecord const& file);
    Status settle_status(StatusRecord const& record, std::optional<EvidenceKind> kind);
    /// What the bank makes of a request to cancel.
    Status take_resolution(StatusRecord const& record);
    Status flush();
    /// What the entries that wait add to the store.
    struct Additions {
        std::int64_t bank_file = 0;
        std::vector<store::EntryRecord> entries;
        std::vector<store::ShownAccount> accounts;
        std::vector<store::TableRow> rows;
        std::vector<store::AttemptEvidence> facts;

        [[nodiscard]] Status add_to(store::Connection& connection) const;
    };
    Result<Additions> settle_entries();
    /// Writes a full chunk on another thread while this one reads on; nothing else touches the store until `await`.
    Status flush_behind();
    Status await();
    Status settle_statuses();
    /// The batch or file that a booked movement of our account stands for, when it names no transfer.
    Result<std::optional<store::LumpReference>> lump_of(Movement const& movement);
    /// How the bank of an attempt's list shows accounts; what nobody can tell any more is compared in full.
    settings::AccountEcho echo_of(std::optional<store::AttemptRecord> const& attempt);
    void find(ErrorCode code, std::string value, std::uint64_t entry, std::vector<std::string> arguments = {});
    /// The same of a status, at its place in a table if it has one.
    void find(ErrorCode code, std::string value, StatusRecord const& record);

    static constexpr std::size_t chunk = 1000;  ///< movements or statuses that are looked up at once

    Desk const& desk_;
    std::int64_t bank_file_;
    std::string file_name_;
    StatementFaults faults_;
    std::vector<Waiting> waiting_;
    std::vector<store::TableRow> table_rows_;
    std::vector<std::pair<StatusRecord, EvidenceKind>> statuses_;
    ResultRows results_;                ///< of the current table, without a reference of ours
    std::optional<EntryTally> tally_;   ///< of the current statement, once it has an entry
    bool settles_nothing_ = false;      ///< an entry of it stands under no account of ours
    std::uint64_t matched_before_ = 0;  ///< the current statement
    std::set<std::int64_t> contested_;
    std::optional<Error> refusal_;                         ///< what keeps the file out
    std::map<std::string, settings::AccountEcho> echoes_;  ///< by profile
    std::set<std::int64_t> files_;                         ///< transfer files that something was said of
    std::optional<StatusRecord> resolved_whole_;           ///< what a resolution says of a whole without a name
    bool resolves_named_ = false;                          ///< and whether it names anything
    std::vector<Finding> findings_;
    std::uint64_t matched_ = 0;
    std::future<Status> behind_;  ///< the chunk that is being written
};

}  // namespace almoner::reconcile
