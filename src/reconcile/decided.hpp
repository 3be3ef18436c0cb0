#pragma once

#include <vector>

#include "reconcile/admit.hpp"

namespace almoner::reconcile {

/// Takes up what two of those who hold the settings role under the seal in force have decided about files of the bank
/// (decisions of kind admit_bank_file, target the file's SHA-256), and says so in the audit log. A file in quarantine
/// for what its statements say is let in; of versions of a statement that contradict each other the named one counts,
/// and what the others say counts no more. @error store.failure @error file.io
Result<std::vector<Admission>> take_up_decisions(Desk const& desk);

}  // namespace almoner::reconcile
