#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/file_encoding.hpp"
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

/// Who must have signed and how, agreed beforehand: nothing a message says changes it.
struct Pin {
    crypto::Certificate certificate;
    std::optional<crypto::SignatureAlgorithm> algorithm = {};  ///< the key's own (algorithm_for) when not chosen
    std::optional<Day> day = {};                 ///< the certificate must be valid on; none: not looked at
    FileEncoding encoding = FileEncoding::utf8;  ///< of a file with its signature beside it
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
/// The algorithm is the pin's.
/// signature.key also tells of a pinned key that is too short or may not sign.
/// @error signature.expired the certificate, on the pin's day
/// @error signature.missing, signature.place, signature.structure, signature.algorithm, signature.key,
///        signature.value, signature.digest, signature.frame; document.malformed, document.attack; file.missing
Result<Verified> verify_enveloped(std::filesystem::path const& file, Pin const& pin, Frame frame,
                                  xml::Handler* extractor);

/// The same for a document whose signature is a detached CMS in a file of its own, over every byte. The document
/// itself holds no signature.
/// @error those of verify_enveloped but signature.missing and signature.place; file.missing also of the
///        signature's file; crypto.certificate its ExtendedKeyUsage forbids signing
Result<Verified> verify_detached(std::filesystem::path const& file, std::filesystem::path const& signature,
                                 Pin const& pin, Frame frame, xml::Handler* extractor);

}  // namespace almoner::seal
