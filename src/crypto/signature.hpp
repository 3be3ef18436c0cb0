#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/keys.hpp"

namespace almoner::crypto {

/// Signature algorithms by the name profiles use.
enum class SignatureAlgorithm { rsa_sha256, ecdsa_sha256, ecdsa_sha384 };

/// The one algorithm we take from a key: RSA of 2048 bits and more with SHA-256, P-256 with SHA-256,
/// P-384 with SHA-384; nothing for any other key. A verifier that goes by it cannot be talked down.
std::optional<SignatureAlgorithm> algorithm_for(Certificate const& certificate);

/// The signature value over `message` as XML signatures carry it: PKCS#1 v1.5 for RSA, raw r||s for
/// ECDSA (XMLDSig core 1.1, 6.4). @error crypto.algorithm key and algorithm do not fit @error crypto.failure
Result<std::string> sign(PrivateKey const& key, SignatureAlgorithm algorithm, std::string_view message);

/// @error signature.value it does not hold @error signature.key RSA below 2048 bits or of another kind
Status verify(Certificate const& certificate, SignatureAlgorithm algorithm, std::string_view message,
              std::string_view signature);

}  // namespace almoner::crypto
