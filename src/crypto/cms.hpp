#pragma once

#include <span>
#include <string>
#include <string_view>

#include "crypto/keys.hpp"

namespace almoner::crypto {

/// A detached CMS signature (RFC 5652) over `content` in DER, with the signer's certificate and the
/// content digest SHA-256; binary, so no line feed is touched. Its signed attributes hold the time of
/// signing by the machine's clock, which nothing here relies on. Content: below 2 GiB.
/// @error crypto.certificate not the key's, or not fit to sign @error crypto.failure
Result<std::string> cms_sign(PrivateKey const& key, Certificate const& certificate, std::string_view content);

/// Verifies a detached CMS in DER or PEM against pinned certificates: the one whose key made the
/// signature is returned. Certificates inside the CMS are never looked at; dates are the caller's to check.
/// Exactly one signer, signed attributes present (as every CMS tool does by default), RSA PKCS#1 or ECDSA.
/// @error approval.signature does not verify, or uses a digest weaker than SHA-256
/// @error approval.unknown_person verifies with none of the pinned certificates
Result<Certificate> cms_verify(std::string_view cms, std::string_view content, std::span<Certificate const> pinned);

}  // namespace almoner::crypto
