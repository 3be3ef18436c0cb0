#pragma once

#include <string>
#include <vector>

#include "audit/leaf.hpp"
#include "payout/intake.hpp"

namespace almoner::payout {

/// S2: collects what people have signed over the frozen list, and keeps it in the archive. A signature that does not
/// hold is a finding and counts for nothing; a refusal by somebody with the power is final for this cover.
/// @error approval.refused and those of seal::approvals_suffice
Status approve(Desk const& desk, std::string const& cover_text, PaymentList& list, std::vector<Finding>& findings);

/// One audit leaf for each approval, from which it counts; inside the transaction of the claim, which tells of its
/// rows, or in one that has `touched` rows.
Status record_approvals(Desk const& desk, std::string const& code, std::vector<store::ApprovalRecord> const& approvals,
                        std::vector<audit::Part> const& touched = {});

/// Holds the approvals of a claimed list against the revocations in force before a file of it is written. New
/// signatures over the same cover are looked for in the inbox, and recorded when they make up for those that were lost.
/// False when a refusal or what is left keeps the file back; what does not hold is told and keeps nothing back.
/// @error store.failure @error file.io
Result<bool> still_approved(Desk const& desk, store::ListRecord const& list, std::vector<Finding>& findings);

/// The signatures and refusals in the folder of a cover that belong to it. @error file.io
Result<std::vector<std::filesystem::path>> signatures_beside(std::filesystem::path const& cover_path);

}  // namespace almoner::payout
