#pragma once

#include <string>

#include "crypto/keys.hpp"
#include "crypto/secret.hpp"

namespace almoner::crypto {

enum class KeyAlgorithm { rsa_3072, p256, p384, ed25519 };

/// What a certificate says its key may sign (RFC 5280, 4.2.1.12): messages such as approvals (ExtendedKeyUsage
/// emailProtection), or anything (no ExtendedKeyUsage).
enum class ExtendedUse { any, messages };

struct CertificateTerms {
    std::string subject;  ///< common name, at most 64 characters (X.520 ub-common-name)
    Instant not_before;
    int days = 0;  ///< it is valid for
    ExtendedUse use = ExtendedUse::any;
};

/// @error crypto.failure
Result<PrivateKey> make_private_key(KeyAlgorithm algorithm);

/// A certificate that the key signs itself, whose KeyUsage is digitalSignature alone (RFC 5280, 4.2.1.3).
/// @error crypto.failure
Result<Certificate> self_signed(PrivateKey const& key, CertificateTerms const& terms);

/// The private key as PKCS#8 in PEM, encrypted (AES-256, PBKDF2) when there is a passphrase. @error crypto.failure
Result<Secret> private_pem(PrivateKey const& key, Secret const& passphrase);

}  // namespace almoner::crypto
