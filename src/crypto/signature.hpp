#pragma once

#include <string>
#include <string_view>

#include "core/signature_algorithm.hpp"
#include "crypto/keys.hpp"

namespace almoner::crypto {

using almoner::SignatureAlgorithm;

/// RSA of 2048 bits and more for both RSA algorithms, P-256 with SHA-256, P-384 with SHA-384, Ed25519; no
/// other key fits anything. A verifier that pins key and algorithm together cannot be talked down.
bool fits(Certificate const& certificate, SignatureAlgorithm algorithm);

/// The algorithm of a key that nobody chose another for: PKCS#1 v1.5 for RSA; nothing for a key that fits none.
std::optional<SignatureAlgorithm> algorithm_for(Certificate const& certificate);

/// The signature value over `message` as XML signatures carry it: raw r||s for ECDSA (XMLDSig core 1.1,
/// 6.4), the octets of the signature for RSA and Ed25519 (RFC 9231, 2.3.10 and 2.3.12).
/// @error crypto.algorithm key and algorithm do not fit @error crypto.failure
Result<std::string> sign(PrivateKey const& key, SignatureAlgorithm algorithm, std::string_view message);

/// @error signature.value it does not hold @error signature.key RSA below 2048 bits or of another kind
Status verify(Certificate const& certificate, SignatureAlgorithm algorithm, std::string_view message,
              std::string_view signature);

}  // namespace almoner::crypto
