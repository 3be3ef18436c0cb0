#include "seal/signed_document.hpp"

#include "catch.hpp"
#include "seal/documents.hpp"
#include "seal/signature_text.hpp"

using namespace almoner;

namespace {

struct Reading {
    Status status;
    std::string canonical;
    std::string tail;
    std::string signature_fault;  ///< code, empty when there is a whole signature
};

Reading read(std::string const& text) {
    StringSink canonical;
    seal::SignedDocument document(canonical, nullptr, seal::uri_of(crypto::SignatureAlgorithm::ecdsa_sha256));
    xml::Reader parser(document, "document");
    auto status = parser.feed(text);
    if (status) {
        status = parser.finish();
    }
    auto const parts = document.signature();
    return {status, canonical.text, document.tail(), parts ? "" : std::string(text_of(parts.error().code))};
}

}  // namespace

TEST_CASE("the signature is cut out of what is signed and nothing else is") {
    auto const reading = read(documents::signed_file(workshop::p256()));
    REQUIRE(reading.status);
    CHECK(reading.canonical == documents::transfers().head + documents::transfers().tail);
    CHECK(reading.tail == documents::transfers().tail);
    CHECK(reading.signature_fault.empty());
}

TEST_CASE("a document without a signature is read to its end and then found to lack it") {
    auto const& body = documents::transfers();
    auto const reading = read(body.head + body.tail);
    REQUIRE(reading.status);
    CHECK(reading.canonical == body.head + body.tail);
    CHECK(reading.signature_fault == "signature.missing");
}

TEST_CASE("other elements of the signature's namespace have no place in a document") {
    auto const& body = documents::transfers();
    auto const reading = read(body.head + "<Object xmlns=\"" + documents::xmldsig + "\"></Object>" + body.tail);
    REQUIRE_FALSE(reading.status);
    CHECK(reading.status.error().code == ErrorCode::signature_structure);
}

TEST_CASE("a schema's location may stand on the root element only") {
    auto const root = std::string("<Document xmlns=\"urn:a\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    CHECK(read(root + " xsi:schemaLocation=\"urn:a a.xsd\"><M></M></Document>").status);
    auto const deeper = read(root + "><M xsi:nil=\"true\"></M></Document>");
    REQUIRE_FALSE(deeper.status);
    CHECK(deeper.status.error().code == ErrorCode::document_attack);
}
