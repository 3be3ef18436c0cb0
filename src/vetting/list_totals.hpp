#pragma once

#include <optional>

#include "sheet/columns.hpp"
#include "sheet/rows.hpp"
#include "vetting/terms.hpp"

namespace almoner::vetting {

/// Adds up what total rows in the list speak of, and compares them as they come.
class ListTotals {
public:
    explicit ListTotals(Terms const& terms);

    void add(CheckedLine const& checked, sheet::Row const& row);

    /// Of the lines since the last total, of the sheet, or of the whole list: one of these a total must be.
    /// The finding is list.total_row.
    std::optional<Finding> compare(sheet::Columns const& columns, sheet::Row const& row);

private:
    Money end_part();
    [[nodiscard]] std::optional<Money> said_in(sheet::Columns const& columns, sheet::Row const& row) const;

    Terms const& terms_;
    std::uint8_t sheet_number_ = 0;
    Money part_;   ///< of the lines since the last total
    Money sheet_;  ///< of the sheet's lines up to there
    Money all_;    ///< of the whole list's up to there
    bool readable_ = true;
};

}  // namespace almoner::vetting
