#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "crypto/cms.hpp"
#include "crypto/digest.hpp"
#include "payout/desk.hpp"
#include "settings/profile.hpp"
#include "settings/rendering.hpp"
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
    std::string organisation;                                     ///< who sends it (pain.001 InitgPty)
    std::string organisation_id;                                  ///< or empty
    settings::AddressMode address = settings::AddressMode::none;  ///< on the list's execution date
    std::optional<settings::Rendering> rendering = {};            ///< what the bank's portal takes besides
    std::string bank_sha256 = {};                                 ///< as bank_digest has it
};

/// The profile's message, compiled. @error formats.missing @error template.name_unknown @error template.structure also
/// a message that has no place for the profile's signature
Result<xml::Template> message_for(settings::Formats const& formats, settings::Profile const& profile);

/// @error cover.debtor_account and template errors, also a message that has no place for the profile's signature
/// @error those of bank_digest
/// @error formats.missing and those of load_rendering, also settings.value for one of the message's own extension
/// @error crypto.algorithm the profile's does not fit our key
Result<Writing> writing_for(Desk const& desk, store::ListRecord const& list);

/// What is left to sign: the digest of the whole document without signature; or, where the signature stands beside
/// the file, its maker, told every byte.
using Signing = std::variant<crypto::Sha256Digest, crypto::CmsSigner>;

/// A file in the archive, written in canonical form up to its signature: to its end where that stands beside, and not
/// yet begun where it stands ahead. Only `emit` makes one.
struct TransferFile {
    store::FileRecord record;
    std::filesystem::path path;  ///< its final name in the archive
    store::DurableFile bytes;    ///< not yet committed
    Signing signing;
};

/// The plan's document from start tag to end tag in canonical form, up to a signature at its end; `signature` is put
/// where the template has it ahead. @error document.invalid and those of the store
Status write_document(Desk const& desk, Writing const& writing, store::FileRecord const& record, ByteSink& sink,
                      std::string_view signature = {});

/// Writes the stored plan as pain.001 CustomerCreditTransferInitiation through the profile's template,
/// hashing what it writes; the same plan gives the same bytes for ever.
Result<TransferFile> emit(Desk const& desk, Writing const& writing, store::FileRecord const& record);

}  // namespace almoner::payout
