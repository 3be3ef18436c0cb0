#include "seal/signature_text.hpp"

namespace almoner::seal {

namespace {

std::string element(std::string_view name, std::string_view attribute, std::string_view value,
                    std::string_view content = {}) {
    auto text = "<" + std::string(name);
    text.append(" ").append(attribute).append("=\"").append(value).append("\">").append(content);
    return text.append("</").append(name).append(">");
}

std::string element(std::string_view name, std::string_view content) {
    auto text = "<" + std::string(name) + ">";
    return text.append(content).append("</").append(name).append(">");
}

std::string_view bytes_of(crypto::Sha256Digest const& digest) {
    return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

}  // namespace

std::string_view uri_of(crypto::SignatureAlgorithm algorithm) {
    switch (algorithm) {
        case crypto::SignatureAlgorithm::rsa_sha256: return "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
        case crypto::SignatureAlgorithm::rsa_pss_sha256:
            return "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";
        case crypto::SignatureAlgorithm::ecdsa_sha256: return "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
        case crypto::SignatureAlgorithm::ecdsa_sha384: return "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";
        case crypto::SignatureAlgorithm::ed25519: return "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519";
    }
    return {};
}

std::string signed_info(crypto::SignatureAlgorithm algorithm, crypto::Sha256Digest const& digest,
                        NamespaceWritten where) {
    auto const transforms = element("Transform", "Algorithm", enveloped_transform) +
                            element("Transform", "Algorithm", exclusive_canonical_form);
    auto const reference = element("Transforms", transforms) + element("DigestMethod", "Algorithm", sha256_method) +
                           element("DigestValue", crypto::base64(bytes_of(digest)));
    auto const content = element("CanonicalizationMethod", "Algorithm", exclusive_canonical_form) +
                         element("SignatureMethod", "Algorithm", uri_of(algorithm)) +
                         element("Reference", "URI", "", reference);
    return where == NamespaceWritten::on_element ? element("SignedInfo", "xmlns", xmldsig_namespace, content)
                                                 : element("SignedInfo", content);
}

std::string signature_element(crypto::SignatureAlgorithm algorithm, crypto::Sha256Digest const& digest,
                              std::string_view value, crypto::Certificate const& certificate) {
    auto const certificate_text = element("X509Certificate", crypto::base64(certificate.der()));
    auto const content = signed_info(algorithm, digest, NamespaceWritten::on_parent) +
                         element("SignatureValue", crypto::base64(value)) +
                         element("KeyInfo", element("X509Data", certificate_text));
    return element("Signature", "xmlns", xmldsig_namespace, content);
}

}  // namespace almoner::seal
