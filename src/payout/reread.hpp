#pragma once

#include <filesystem>

#include "payout/emit.hpp"
#include "payout/transfer_record.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// What a signed file is read with, where no key is at hand.
struct Rereading {
    store::Connection& store;
    settings::Formats const& formats;
    store::ListRecord const& list;
    settings::Profile const& profile;
    crypto::Certificate const& certificate;  ///< of who signed it
    TransferTree* tree = nullptr;            ///< told of every transfer that is as stored
};

/// Reads a signed transfer file as the bank would and compares it with the store, transfer by transfer:
/// EndToEndId, amount, currency, name, account; then count and sum of header and batches.
/// @error file.reread with the field that differs @error signature.*
Result<seal::Verified> compare_with_store(Rereading const& with, store::FileRecord const& record,
                                          std::filesystem::path const& path);

/// The file is as our schema of its message has it. @error document.invalid @error formats.missing
Status hold_against_schema(settings::Formats const& formats, settings::Profile const& profile,
                           std::filesystem::path const& path);

/// Both side by side: two looks at the same bytes that ask nothing of each other.
Result<seal::Verified> reread(Rereading const& with, store::FileRecord const& record,
                              std::filesystem::path const& path);

/// The message's reading.toml can be used for that. @error formats.missing @error settings.* @error reading_map.syntax
Status check_reading_map(settings::Formats const& formats, std::string const& message);

}  // namespace almoner::payout
