#pragma once

#include <vector>

#include "core/interfaces.hpp"
#include "crypto/keys.hpp"
#include "settings/formats.hpp"
#include "settings/workspace.hpp"
#include "store/connection.hpp"
#include "store/runs.hpp"
#include "xml/reading_map.hpp"

namespace almoner::reconcile {

/// What lies on the desk for a morning of reading the bank's answers.
struct Desk {
    settings::Workspace const& workspace;
    settings::Formats const& formats;
    std::vector<crypto::Certificate> const& bank_certificates;  ///< in force; any may have signed an answer
    settings::StatusCodes const& status_codes;
    store::Connection& store;
    store::RunTicket ticket;
    Clock const& clock;
};

}  // namespace almoner::reconcile
