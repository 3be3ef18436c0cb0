#include "seal/signature_reader.hpp"

#include "catch.hpp"
#include "seal/documents.hpp"
#include "seal/signature_text.hpp"

using namespace almoner;

namespace {

std::string signature() {
    return seal::signature_element(crypto::SignatureAlgorithm::ecdsa_sha256, documents::digest_of("abc"), "value",
                                   workshop::p256().certificate);
}

Result<seal::SignatureParts> read(std::string const& text) {
    seal::SignatureReader reader(seal::uri_of(crypto::SignatureAlgorithm::ecdsa_sha256));
    xml::Reader parser(reader, "signature");
    if (auto const fed = parser.feed(text); !fed) {
        return fed.error();
    }
    if (auto const finished = parser.finish(); !finished) {
        return finished.error();
    }
    CHECK(reader.is_complete());
    return reader.parts();
}

ErrorCode fault_of(std::string const& text) {
    auto const parts = read(text);
    REQUIRE_FALSE(parts);
    return parts.error().code;
}

}  // namespace

TEST_CASE("a Signature gives its digest, value, certificate and the bytes that are signed") {
    auto const parts = read(signature());
    REQUIRE(parts);
    CHECK(parts->digest == documents::digest_of("abc"));
    CHECK(parts->value == "value");
    CHECK(parts->certificate == workshop::p256().certificate.der());
    CHECK(parts->signed_info == seal::signed_info(crypto::SignatureAlgorithm::ecdsa_sha256, parts->digest,
                                                  seal::NamespaceWritten::on_element));
}

TEST_CASE("white space between the parts is part of what is signed only inside SignedInfo") {
    auto const inside = read(documents::replaced(signature(), "<Reference", "\n <Reference"));
    REQUIRE(inside);
    CHECK(inside->signed_info.find("\n <Reference") != std::string::npos);
    auto const outside = read(documents::replaced(signature(), "<KeyInfo>", "\n <KeyInfo>"));
    REQUIRE(outside);
    CHECK(outside->signed_info.find('\n') == std::string::npos);
}

TEST_CASE("KeyInfo may be absent") {
    auto const whole = signature();
    auto const from = whole.find("<KeyInfo>");
    auto const parts = read(std::string(whole).erase(from, whole.find("</Signature>") - from));
    REQUIRE(parts);
    CHECK(parts->certificate.empty());
}

TEST_CASE("a Signature with a part too many, too few or out of order is refused") {
    auto const whole = signature();
    CHECK(fault_of("<Signature xmlns=\"" + documents::xmldsig + "\"></Signature>") == ErrorCode::signature_structure);
    CHECK(fault_of(documents::replaced(whole, "<KeyInfo>", "<Object></Object><KeyInfo>")) ==
          ErrorCode::signature_structure);
    CHECK(fault_of(documents::replaced(whole, "</KeyInfo>", "</KeyInfo><KeyInfo></KeyInfo>")) ==
          ErrorCode::signature_structure);
    CHECK(fault_of(documents::replaced(whole, "<Signature ", "<Signature Id=\"s\" ")) ==
          ErrorCode::signature_structure);
    CHECK(fault_of(documents::replaced(whole, "<X509Data>", "<X509Data xmlns:a=\"urn:a\">")) ==
          ErrorCode::signature_structure);
    auto const short_digest =
        documents::replaced(whole, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "ungWv48Bz+o=");
    CHECK(fault_of(short_digest) == ErrorCode::signature_structure);
    CHECK(fault_of(documents::replaced(whole, "dmFsdWU=", "")) == ErrorCode::signature_structure);
    CHECK(fault_of(documents::replaced(whole, "dmFsdWU=", "dmFsdWU")) == ErrorCode::signature_structure);
}
