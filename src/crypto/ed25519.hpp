#pragma once

#include <string>
#include <string_view>

#include "crypto/keys.hpp"

/// Ed25519 (RFC 8032) with bare keys, as signed notes of transparency logs have them.
namespace almoner::crypto {

/// The 32 bytes of the certificate's public key. @error signature.key it is of another kind
Result<std::string> ed25519_public_key(Certificate const& certificate);

/// The 64 bytes of the signature. @error crypto.algorithm a key of another kind @error crypto.failure
Result<std::string> ed25519_sign(PrivateKey const& key, std::string_view message);

/// @error signature.key not 32 bytes of a key @error signature.value it does not hold
Status ed25519_verify(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace almoner::crypto
