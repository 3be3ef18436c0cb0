#pragma once

#include "cli/office.hpp"
#include "seal/key_cabinet.hpp"
#include "store/files.hpp"

namespace almoner::cli {

/// The keys of a workspace with what is revoked, as they lie in its folder keys/.
struct KeyRoom {
    settings::KeyRing ring;
    seal::KeyCabinet cabinet;
    seal::RevokedCertificates revoked;
};

/// The persons of keys/register.toml; nobody when there is no register yet. @error those of the register
Result<seal::People> people_of(Office const& office);

/// @error those of load_key_ring, KeyCabinet::load and RevokedCertificates::load
Result<KeyRoom> open_key_room(Office const& office, seal::People const& people);

/// What signs files on the day: the key in force, fit for use, and its private half.
/// @error key.none_in_force @error key.mismatch and those of fit_for_use and PrivateKey::load
Result<seal::Signer> file_signer(Office const& office, KeyRoom const& room, Day day);

/// The certificate of the file key that was in force when a file was sealed, and that sealed it: a key may have been
/// replaced in the middle of a day. @error key.none_in_force
Result<crypto::Certificate> certificate_of(Office const& office, KeyRoom const& room, store::FileRecord const& file);

/// The same for the file of this name. @error file.missing the workspace sealed none @error key.none_in_force
Result<crypto::Certificate> sealed_with(Office const& office, KeyRoom const& room, std::filesystem::path const& file);

/// The private half of a key of the ring, with the passphrase of its id.
/// @error key.mismatch it is not the certificate's, and those of PrivateKey::load
Result<crypto::PrivateKey> private_half(KeySecrets const& secrets, seal::CabinetKey const& key);

}  // namespace almoner::cli
