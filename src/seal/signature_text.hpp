#pragma once

#include <string>
#include <string_view>

#include "crypto/digest.hpp"
#include "crypto/keys.hpp"
#include "crypto/signature.hpp"

/// The words of XML signatures (W3C XMLDSig core 1.1) that are emitted, and the only ones accepted.
namespace almoner::seal {

inline constexpr std::string_view xmldsig_namespace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view exclusive_canonical_form = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view enveloped_transform = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view sha256_method = "http://www.w3.org/2001/04/xmlenc#sha256";

/// The Algorithm of SignatureMethod (RFC 9231, 2.3).
std::string_view uri_of(crypto::SignatureAlgorithm algorithm);

/// The namespace of an element is written on it, or inherited from the element around it.
enum class NamespaceWritten { on_element, on_parent };

/// SignedInfo over a document with `digest`: one Reference, URI="", enveloped, exclusive canonical form.
/// It is signed `on_element` and stands in the file `on_parent`.
std::string signed_info(crypto::SignatureAlgorithm algorithm, crypto::Sha256Digest const& digest,
                        NamespaceWritten where);

/// The whole Signature element in canonical form. `value` is the raw signature value.
std::string signature_element(crypto::SignatureAlgorithm algorithm, crypto::Sha256Digest const& digest,
                              std::string_view value, crypto::Certificate const& certificate);

}  // namespace almoner::seal
