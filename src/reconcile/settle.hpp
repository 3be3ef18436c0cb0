#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconcile/desk.hpp"
#include "reconcile/match.hpp"
#include "reconcile/read/answer.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// Turns what a bank file says into entries and evidence, in chunks, inside the caller's transaction.
/// Nothing it wrote stands unless the caller commits.
class Settlement {
public:
    Settlement(Desk const& desk, std::int64_t bank_file, std::string file_name)
        : desk_(desk), bank_file_(bank_file), file_name_(std::move(file_name)) {}

    Status take(StatusRecord const& record);
    Status take(Entry const& entry);
    /// @error statement.balance_missing @error statement.arithmetic with the difference
    /// @error bank_file.changed another file brought this statement already
    Status take(StatementHead const& head);
    /// Writes what is still in memory.
    Status finish();

    [[nodiscard]] std::vector<Finding> const& findings() const { return findings_; }
    /// Facts that found the attempt, batch or file they speak of.
    [[nodiscard]] std::uint64_t matched() const { return matched_; }

private:
    struct Waiting {
        Movement movement;
        std::optional<EndToEndId> id;
    };
    Status settle_status(StatusRecord const& record, EvidenceKind kind);
    Status flush();
    /// How the bank of an attempt's list shows accounts; what nobody can tell any more is compared in full.
    settings::AccountEcho echo_of(std::optional<store::AttemptRecord> const& attempt);
    void find(ErrorCode code, std::string value, std::uint64_t entry, std::vector<std::string> arguments = {});

    Desk const& desk_;
    std::int64_t bank_file_;
    std::string file_name_;
    std::vector<Waiting> waiting_;
    std::vector<std::pair<StatusRecord, EvidenceKind>> statuses_;
    std::optional<Money> booked_;                          ///< signed sum of the current statement's booked entries
    std::map<std::string, settings::AccountEcho> echoes_;  ///< by profile
    std::vector<Finding> findings_;
    std::uint64_t matched_ = 0;
};

}  // namespace almoner::reconcile
