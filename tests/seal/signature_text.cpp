#include "seal/signature_text.hpp"

#include <algorithm>

#include "catch.hpp"
#include "seal/documents.hpp"

using namespace almoner;
using crypto::SignatureAlgorithm;
using seal::NamespaceWritten;

TEST_CASE("algorithms bear the identifiers of RFC 9231") {
    CHECK(seal::uri_of(SignatureAlgorithm::rsa_sha256) == "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    CHECK(seal::uri_of(SignatureAlgorithm::ecdsa_sha256) == "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
    CHECK(seal::uri_of(SignatureAlgorithm::ecdsa_sha384) == "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384");
    CHECK(seal::uri_of(SignatureAlgorithm::rsa_pss_sha256) == "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1");
    CHECK(seal::uri_of(SignatureAlgorithm::ed25519) == "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519");
}

TEST_CASE("SignedInfo is signed with its namespace and stands without it inside the Signature") {
    auto const digest = documents::digest_of("abc");
    auto const alone = seal::signed_info(SignatureAlgorithm::rsa_sha256, digest, NamespaceWritten::on_element);
    auto const inside = seal::signed_info(SignatureAlgorithm::rsa_sha256, digest, NamespaceWritten::on_parent);
    CHECK(documents::replaced(alone, " xmlns=\"http://www.w3.org/2000/09/xmldsig#\"", "") == inside);
    CHECK(alone.find(" xmlns=") == std::string("<SignedInfo").size());
    // SHA-256 of "abc" (FIPS 180-2, B.1) in Base64
    CHECK(inside.find("<DigestValue>ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=</DigestValue>") != std::string::npos);
    auto const element =
        seal::signature_element(SignatureAlgorithm::rsa_sha256, digest, "value", workshop::rsa().certificate);
    CHECK(element.find(inside) != std::string::npos);
    CHECK(element.find('\n') == std::string::npos);
    CHECK(element.find("<SignatureValue>dmFsdWU=</SignatureValue>") != std::string::npos);
}

TEST_CASE("the Signature is written in the canonical form that xmllint makes of it") {
    if (!workshop::have("xmllint")) {
        return;
    }
    auto const digest = documents::digest_of("abc");
    auto const element =
        seal::signature_element(SignatureAlgorithm::rsa_sha256, digest, "v", workshop::rsa().certificate);
    workshop::write("signature.xml", element);
    CHECK(workshop::run("xmllint --exc-c14n signature.xml").output == element);
    auto const alone = seal::signed_info(SignatureAlgorithm::rsa_sha256, digest, NamespaceWritten::on_element);
    workshop::write("info.xml", alone);
    CHECK(workshop::run("xmllint --exc-c14n info.xml").output == alone);
}

TEST_CASE("the certificate in KeyInfo is what openssl writes in PEM, without its line feeds") {
    auto const digest = documents::digest_of("abc");
    auto const element =
        seal::signature_element(SignatureAlgorithm::rsa_sha256, digest, "v", workshop::rsa().certificate);
    auto pem = workshop::run("openssl x509 -in rsa.crt | grep -v -- -----").output;
    pem.erase(std::remove(pem.begin(), pem.end(), '\n'), pem.end());
    CHECK(element.find("<KeyInfo><X509Data><X509Certificate>" + pem + "</X509Certificate></X509Data></KeyInfo>") !=
          std::string::npos);
}
