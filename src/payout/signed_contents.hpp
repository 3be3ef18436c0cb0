#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/identifiers.hpp"
#include "core/money.hpp"
#include "seal/transfer_signature.hpp"
#include "settings/formats.hpp"
#include "settings/profile.hpp"

namespace almoner::payout {

/// A transfer as its signed file has it.
struct SignedTransfer {
    EndToEndId id;
    Money amount;
    std::string name;
    std::string account;
};

struct SignedBatch {
    std::string payment_information_id;
    std::optional<Day> execution_date;  ///< where the message says it as ISO 20022 does
    Money sum;
    std::vector<SignedTransfer> transfers;
};

/// What a signed transfer file says, where no store is left to say it.
struct SignedContents {
    std::string message_id;
    std::string created;      ///< CreDtTm as it stands there, where the message has it
    std::uint64_t count = 0;  ///< of transfers
    Money sum;
    std::vector<SignedBatch> batches;
    seal::Verified verified;
    crypto::Certificate certificate;  ///< of the key that signed
};

/// Reads a signed file by its message's reading.toml, once with each of the certificates until its signature holds.
/// @error signature.* with none of them @error file.reread it says nothing that can be a transfer of ours
/// @error those of seal::verify_enveloped and the reading map
Result<SignedContents> read_signed(settings::Formats const& formats, settings::Profile const& profile,
                                   Currency currency, std::vector<crypto::Certificate> const& certificates,
                                   std::filesystem::path const& file);

}  // namespace almoner::payout
