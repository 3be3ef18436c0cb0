#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/answer_table.hpp"
#include "sheet/rows.hpp"

namespace almoner::reconcile {

/// Which fact stands in which cell of a table's rows; as a row of headings tells it.
class TableColumns {
public:
    /// Nothing when the row lacks a heading that such a table has.
    static std::optional<TableColumns> told_by(settings::AnswerTable const& table, sheet::Row const& row);

    /// Of fixed text: the cells are those of the table's columns, in their order.
    static TableColumns in_order(settings::AnswerTable const& table);

    /// Without the blanks, tabs and apostrophes that keep a spreadsheet from changing it; empty when it is not there.
    [[nodiscard]] std::string_view cell(sheet::Row const& row, std::string_view fact) const;
    [[nodiscard]] bool has(std::string_view fact) const { return place_of(fact) != 0; }
    /// Its column from 1, or 0.
    [[nodiscard]] std::uint32_t place_of(std::string_view fact) const;
    [[nodiscard]] std::size_t known() const { return known_; }

private:
    std::vector<std::string> facts_;  ///< by column; empty where nobody knows the heading
    std::size_t known_ = 0;
};

/// What a label says in a row: "Account:" and the next cell, or "Account: 1234" in one.
struct Labelled {
    std::string fact;
    std::string value;
};
std::vector<Labelled> labels_in(settings::AnswerTable const& table, sheet::Row const& row);
/// Whether the first cell that is not blank is a label, so that the row is none of the table's.
bool begins_with_label(settings::AnswerTable const& table, sheet::Row const& row);

/// Which of the tables a file is, by the first row that holds the headings of one; null for none. Of several the one
/// that knows most headings. @error bank_file.several_formats @error file.missing @error file.io
Result<settings::AnswerTable const*> table_in(std::vector<settings::AnswerTable> const& tables,
                                              std::filesystem::path const& file);

}  // namespace almoner::reconcile
