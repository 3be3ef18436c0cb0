#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "reconcile/read/answer.hpp"
#include "reconcile/read/departures.hpp"
#include "reconcile/read/statement.hpp"
#include "reconcile/read/table_columns.hpp"

namespace almoner::reconcile {

/// Turns a table into entries and statement heads, or into statuses of transfers: each sheet with the headings is a
/// statement, each row under them an entry or a status. The balances that stand beside entries are their chain.
class TableAnswer {
public:
    /// `name` is the file's for positions, or that of a part of an archive.
    TableAnswer(settings::AnswerTable const& table, std::string name, AnswerListener const& listener,
                Departures& departures, StatementCount& count)
        : table_(table), listener_(listener), departures_(departures), count_(count), file_name_(std::move(name)) {}

    /// @error bank_file.malformed a row without day, amount or direction, with its place
    /// @error statement.running_balance a row is missing or changed @error bank_file.totals likewise
    /// @error amount.syntax and others of Money::parse; those of sheet::RowReader and of the listener
    Status read(std::filesystem::path const& file);

private:
    /// What one sheet has said so far.
    struct Sheet {
        std::optional<TableColumns> columns;
        StatementHead head;
        std::string message_id, said_count, said_sum;
        std::uint64_t rows = 0;
        std::optional<Money> sum;            ///< of the amounts of a file's transfers
        std::optional<Money> before, after;  ///< the chain: ahead of the oldest row, after the newest
        std::optional<Day> first_day, last_day;
        std::string currency;
    };
    Status read_fixed(std::filesystem::path const& file);
    Status take_line(std::uint64_t number, std::string_view line);
    Status take(sheet::Row const& row);
    [[nodiscard]] bool holds_facts(sheet::Row const& row) const;
    Status take_labels(std::vector<Labelled> const& labels);
    Status take_entry(sheet::Row const& row);
    Status take_status(sheet::Row const& row);
    Status begin_rows(TableColumns columns);
    Status end_sheet();
    Status end_statement();
    Status end_results();
    Status totals_agree() const;
    /// The balance beside a row, if one stands there.
    Result<std::optional<Money>> chain(sheet::Row const& row, Money amount);
    Result<Money> amount_in(sheet::Row const& row, std::string_view fact) const;
    Result<Money> signed_amount(sheet::Row const& row) const;
    [[nodiscard]] std::string word(std::string_view cell) const;
    [[nodiscard]] std::string currency_of(sheet::Row const& row) const;
    [[nodiscard]] Position place(sheet::Row const& row, std::string_view fact) const;
    [[nodiscard]] Error malformed(sheet::Row const& row, std::string_view fact) const;

    settings::AnswerTable const& table_;
    AnswerListener const& listener_;
    Departures& departures_;
    StatementCount& count_;
    std::string file_name_;
    Sheet sheet_;
    std::uint32_t statuses_ = 0;
};

}  // namespace almoner::reconcile
