#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "payout/cancel_request.hpp"
#include "payout/desk.hpp"
#include "settings/profile.hpp"

namespace almoner::payout {

/// What people need to know besides, to ask for a transfer by letter or at a portal.
struct RecallSheet {
    CancelRequest const& request;
    settings::CancelWay way{};
    std::string code;                 ///< why
    std::string account;              ///< that pays
    std::vector<Line const*> payees;  ///< one for each transfer, in order
};

/// Writes the request as a page to be printed, in the office's language; it names payees and accounts. A file of that
/// name is replaced. @error formats.missing @error template.* @error file.io
Status write_recall_sheet(Desk const& desk, RecallSheet const& sheet, std::filesystem::path const& path);

}  // namespace almoner::payout
