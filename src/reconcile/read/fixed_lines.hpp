#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/read/table_columns.hpp"
#include "settings/answer_table.hpp"

namespace almoner::reconcile {

/// What stands at a place of a line, without the blanks around it; empty behind the line's end, and nothing where the
/// place begins or ends within a character.
std::optional<std::string_view> text_at(settings::AnswerTable::Fixed const& fixed, std::string_view line,
                                        settings::AnswerTable::Place const& place);

/// The labels of a line that begins as theirs. Nothing where it is the beginning of no label's line.
std::optional<std::vector<Labelled>> labels_in_line(settings::AnswerTable const& table, std::string_view line);

/// The cells of a line in the order of the table's columns, or the fact whose place is cut through a character.
Result<std::vector<std::string_view>> cells_in_line(settings::AnswerTable const& table, std::string_view line);

/// The first line of a file that is not blank; empty where it is no text. @error file.missing @error file.io
Result<std::string> first_line(std::filesystem::path const& file);

}  // namespace almoner::reconcile
