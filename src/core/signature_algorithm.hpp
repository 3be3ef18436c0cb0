#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace almoner {

/// How a file is signed, as profiles call it.
enum class SignatureAlgorithm : std::uint8_t {
    rsa_sha256,      ///< RSASSA-PKCS1-v1_5 (RFC 8017, 8.2)
    rsa_pss_sha256,  ///< RSASSA-PSS, MGF1 with SHA-256, salt of 32 bytes (RFC 8017, 8.1)
    ecdsa_sha256,    ///< on P-256 (FIPS 186-5)
    ecdsa_sha384,    ///< on P-384
    ed25519,         ///< PureEdDSA (RFC 8032)
};

/// "rsa-sha256", in profiles, options and reports.
std::string_view text_of(SignatureAlgorithm algorithm);
std::optional<SignatureAlgorithm> signature_algorithm_of(std::string_view text);

}  // namespace almoner
