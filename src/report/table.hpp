#pragma once

#include <string>
#include <vector>

#include "report/summary.hpp"
#include "settings/texts.hpp"

namespace almoner::report {

/// The control table: one line a programme, beginning with its key, columns as wide as they need.
/// planned = paid + returned + rejected + in flight + held + refused + cancelled + cash + in kind; the
/// last column is the difference, 0.00 in a sound store.
std::string control_table(std::map<std::string, Sums> const& programmes, settings::Texts const& texts);

/// The same line as one JSON object: programme, persons, person_times, then the amounts in the table's order.
std::string control_json_line(std::string const& programme, Sums const& sums);

/// The columns of the control table by their text keys, with the value each shows.
struct ControlColumn {
    std::string_view key;  ///< of the text catalogue: "report.planned"
    std::string (*value)(Sums const& sums);
};
std::vector<ControlColumn> const& control_columns();

}  // namespace almoner::report
