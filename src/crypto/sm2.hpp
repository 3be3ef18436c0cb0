#pragma once

#include <string>
#include <string_view>

#include "crypto/keys.hpp"

namespace almoner::crypto {

/// Signatures with SM2 over SM3, the national algorithms of China (GB/T 32918.2-2016, GB/T 32905-2016). They stand
/// beside the other algorithms and are chosen by nobody: `algorithm_for` knows no SM2 key, and OpenSSL 3.0 makes no CMS
/// with one.

/// The signer's identity where signer and verifier have agreed on no other (GM/T 0009-2012, 10).
inline constexpr std::string_view sm2_default_identity = "1234567812345678";

/// A detached signature over `message`: r and s as a DER sequence (GM/T 0009-2012, 7.3). The identity is mixed into
/// what is signed (Z_A), so it must be known to verify; it has less than 8,191 bytes.
/// @error crypto.algorithm not an SM2 key @error crypto.failure
Result<std::string> sm2_sign(PrivateKey const& key, std::string_view identity, std::string_view message);

/// @error signature.value it does not hold, or is not the one DER form of r and s @error signature.key not an SM2 key
/// @error crypto.failure
Status sm2_verify(Certificate const& certificate, std::string_view identity, std::string_view message,
                  std::string_view signature);

}  // namespace almoner::crypto
