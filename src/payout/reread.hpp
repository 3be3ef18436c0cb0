#pragma once

#include <filesystem>

#include "payout/emit.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// What a signed file is read with, where no key is at hand.
struct Rereading {
    store::Connection& store;
    settings::Formats const& formats;
    store::ListRecord const& list;
    settings::Profile const& profile;
    crypto::Certificate const& certificate;  ///< of who signed it
};

/// Reads a signed transfer file as the bank would and compares it with the store, transfer by transfer:
/// EndToEndId, amount, currency, name, account; then count and sum of header and batches; then our schema.
/// @error file.reread with the field that differs @error signature.* @error document.invalid
Result<seal::Verified> reread(Rereading const& with, store::FileRecord const& record,
                              std::filesystem::path const& path);
Result<seal::Verified> reread(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                              std::filesystem::path const& path);

/// The message's reading.toml can be used for that. @error formats.missing @error settings.* @error reading_map.syntax
Status check_reading_map(settings::Formats const& formats, std::string const& message);

}  // namespace almoner::payout
