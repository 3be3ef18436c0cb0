#pragma once

#include <filesystem>

#include "payout/emit.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// Reads a signed transfer file as the bank would and compares it with the store, transfer by transfer:
/// EndToEndId, amount, currency, name, account; then count and sum of header and batches; then our schema.
/// @error file.reread with the field that differs @error signature.* @error document.invalid
Result<seal::Verified> reread(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                              std::filesystem::path const& path);

}  // namespace almoner::payout
