#pragma once

#include <string_view>

#include "settings/workspace.hpp"

namespace almoner::reconcile {

/// The account of almoner.toml that a statement shows in Acct/Id or field 25: as it is written there, with the bank
/// before it ("BANK/ACCOUNT"), with its currency behind, or an IBAN as bank code and account number; null when it is
/// none of them.
settings::DebtorAccount const* account_shown(settings::Workspace const& workspace, std::string_view shown);

}  // namespace almoner::reconcile
