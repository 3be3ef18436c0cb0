#pragma once

#include <map>
#include <string>

#include "core/check_value.hpp"
#include "core/interfaces.hpp"
#include "crypto/digest.hpp"
#include "seal/approvals.hpp"
#include "seal/transfer_signature.hpp"
#include "settings/formats.hpp"
#include "settings/programme.hpp"
#include "settings/workspace.hpp"
#include "sheet/headings.hpp"
#include "store/connection.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

/// What lies on the desk for a night of paying: settings in force, keys, the store and the clock.
/// Everything is loaded before the first file is touched.
struct Desk {
    settings::Workspace const& workspace;
    std::map<std::string, settings::Programme> const& programmes;
    seal::People const& people;
    settings::Formats const& formats;
    CheckTables const& tables;
    sheet::Words const& words;
    crypto::KeyedDigest const& person_digest;
    seal::Signer const& signer;
    store::Connection& store;
    store::RunTicket ticket;
    Clock const& clock;
    Progress& progress;
    std::string boot_id;  ///< of the running system; a rename of another boot may have been lost
};

}  // namespace almoner::payout
