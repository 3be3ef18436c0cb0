#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/interfaces.hpp"
#include "crypto/digest.hpp"
#include "crypto/keys.hpp"
#include "crypto/signature.hpp"
#include "xml/reader.hpp"

namespace almoner::seal {

struct Signer {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
    crypto::SignatureAlgorithm algorithm;
};

/// The `<Signature>` element (XMLDSig, enveloped + exclusive canonical form, one Reference URI="")
/// over a document whose canonical bytes without the signature have `digest`.
/// @error crypto.certificate not the key's, or its KeyUsage forbids signing
/// @error crypto.algorithm key and algorithm do not fit @error crypto.failure
Result<std::string> enveloped_signature(crypto::Sha256Digest const& digest, Signer const& signer);

/// What a verified document is.
struct Verified {
    std::string signer;            ///< subject of the certificate
    std::string algorithm;         ///< "rsa-sha256"
    std::string canonical_digest;  ///< hexadecimal SHA-256 of the canonical bytes without the signature
    std::string file_digest;       ///< hexadecimal SHA-256 of all bytes of the file
    std::uint64_t byte_count = 0;
};

enum class Frame {
    exact,  ///< our own files: declaration, LF, canonical bytes, LF; not one byte may differ
    any,    ///< a bank's file: bytes outside the digest may differ
};

/// Verifies an enveloped signature in one pass that is parser and verifier at once. `extractor`
/// (may be null) is told of every part but the signature; what it learned must not be believed
/// unless this returns a value.
/// The algorithm is the one the pinned key fixes; the certificate's dates are the caller's to check.
/// signature.key also tells of a pinned key that is too short or may not sign.
/// @error signature.missing, signature.place, signature.structure, signature.algorithm, signature.key,
///        signature.value, signature.digest, signature.frame; document.malformed, document.attack; file.missing
Result<Verified> verify_enveloped(std::filesystem::path const& file, crypto::Certificate const& pinned, Frame frame,
                                  xml::Handler* extractor);

}  // namespace almoner::seal
