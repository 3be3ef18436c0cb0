#pragma once

#include <filesystem>
#include <string>

#include "crypto/digest.hpp"
#include "payout/desk.hpp"
#include "settings/profile.hpp"
#include "store/durable.hpp"
#include "store/files.hpp"
#include "store/lists.hpp"
#include "xml/template.hpp"

namespace almoner::payout {

/// What a file is written with: looked up once per list.
struct Writing {
    store::ListRecord list;
    settings::Profile profile;
    settings::DebtorAccount debtor;
    settings::Programme const* programme = nullptr;
    xml::Template message;
};

/// @error cover.debtor_account and template errors
Result<Writing> writing_for(Desk const& desk, store::ListRecord const& list);

/// A file in the archive, written in canonical form up to its signature. Only `emit` makes one.
struct TransferFile {
    store::FileRecord record;
    std::filesystem::path path;   ///< its final name in the archive
    store::DurableFile bytes;     ///< not yet committed
    crypto::Sha256Digest digest;  ///< over the whole document without signature, the tail included
};

/// Writes the stored plan as pain.001 CustomerCreditTransferInitiation through the profile's template,
/// hashing what it writes; the same plan gives the same bytes for ever.
Result<TransferFile> emit(Desk const& desk, Writing const& writing, store::FileRecord const& record);

}  // namespace almoner::payout
