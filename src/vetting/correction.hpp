#pragma once

#include <filesystem>
#include <vector>

#include "settings/formats.hpp"
#include "settings/workspace.hpp"
#include "sheet/columns.hpp"
#include "store/corrections.hpp"
#include "vetting/survey.hpp"

namespace almoner::vetting {

/// What a correction list is held against: its own cover's terms, and the list it is of.
struct CorrectionTerms {
    Terms lines;
    store::Connection& store;
    settings::Workspace const& workspace;
    settings::Reasons const& reasons;
    store::ListRecord original;
};

/// A correction list read from end to end: its sums and findings, and the lines as it has them.
struct WeighedCorrection {
    Survey survey;
    /// In the order of the corrected lines; a line keeps the state it was found in.
    std::vector<store::Correction> corrections;

    /// A row that fits no line refuses the whole list.
    [[nodiscard]] bool is_refused() const { return survey.counts.refused != 0; }
};

/// The columns of a correction list. `row`, `approved_name` and `approved_amount` (and category and unit, where given)
/// prove which line is meant; payee_name, account_no, bank_code, bic, channel and amount may be changed.
std::vector<sheet::Column> const& correction_columns();

/// Reads a correction list and holds every row against the line it names, and the corrected line against the rules
/// every line passes. Faults of rows are refused findings; only faults of the file as a whole are errors.
/// @error sheet.* of the heading @error list.empty @error file.missing @error store.failure
Result<WeighedCorrection> weigh_correction(CorrectionTerms const& terms, std::filesystem::path const& rows);

}  // namespace almoner::vetting
