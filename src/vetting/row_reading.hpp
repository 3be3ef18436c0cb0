#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/person_document.hpp"
#include "sheet/columns.hpp"
#include "sheet/rows.hpp"
#include "vetting/terms.hpp"

namespace almoner::vetting {

/// A code or number as it was meant: without blanks, invisible characters and the apostrophe of spreadsheets, in narrow
/// characters (Unicode NFKC).
std::string as_code(std::string_view text);

/// One row being checked: what its cells say, the line that is made of it, and what was found.
struct RowReading {
    Terms const& terms;
    sheet::Columns const& columns;
    sheet::Row const& row;
    CheckedLine checked;
    std::string identity;                    ///< number of the document of who is helped
    std::optional<PersonDocument> document;  ///< what that number tells

    RowReading(Terms const& row_terms, sheet::Columns const& row_columns, sheet::Row const& one);

    [[nodiscard]] Line& line() { return checked.line; }
    [[nodiscard]] std::string_view cell(std::string_view column) const { return columns.cell(row, column); }

    /// A code or number without what spreadsheets and hands put around it; told when that changed it
    /// (`value.normalised`).
    std::string code_cell(std::string_view column);

    /// `value` is what may be shown: never a whole account or identity number, never a name.
    void find(ErrorCode code, std::string_view column, std::string value, std::vector<std::string> arguments = {});
    void find(Error const& error, std::string_view column, std::string value);
    void find(settings::Rule const& rule, std::string_view column, std::string value,
              std::vector<std::string> arguments = {});

    /// The rule of `code`, when one is in force for the line's category.
    [[nodiscard]] settings::Rule const* rule(ErrorCode code) const;

private:
    [[nodiscard]] Position at(std::string_view column) const;
};

}  // namespace almoner::vetting
