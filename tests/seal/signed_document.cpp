#include "seal/signed_document.hpp"

#include "catch.hpp"
#include "seal/documents.hpp"
#include "seal/signature_text.hpp"

using namespace almoner;

namespace {

struct Reading {
    Status status;
    std::string canonical;
    std::string before;           ///< canonical bytes in front of the signature
    std::string signature_fault;  ///< code, empty when there is a whole signature
};

Reading read(std::string const& text) {
    StringSink canonical;
    std::string before;
    seal::SignedDocument document(canonical, nullptr, seal::uri_of(crypto::SignatureAlgorithm::ecdsa_sha256),
                                  [&](seal::SignatureParts const&) {
                                      before = canonical.text;
                                      return Status{};
                                  });
    xml::Reader parser(document, "document");
    auto status = parser.feed(text);
    if (status) {
        status = parser.finish();
    }
    auto const parts = document.signature();
    return {status, canonical.text, before, parts ? "" : std::string(text_of(parts.error().code))};
}

}  // namespace

TEST_CASE("the signature is cut out of what is signed and nothing else is") {
    auto const reading = read(documents::signed_file(workshop::p256()));
    REQUIRE(reading.status);
    CHECK(reading.canonical == documents::transfers().head + documents::transfers().tail);
    CHECK(reading.before == documents::transfers().head);
    CHECK(reading.signature_fault.empty());
}

TEST_CASE("a document without a signature is read to its end and then found to lack it") {
    auto const& body = documents::transfers();
    auto const reading = read(body.head + body.tail);
    REQUIRE(reading.status);
    CHECK(reading.canonical == body.head + body.tail);
    CHECK(reading.signature_fault == "signature.missing");
}

TEST_CASE("in an envelope the signature stands in the business application header and nowhere else") {
    std::string const head =
        "<E xmlns=\"urn:e\"><Hdr><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr>a</Fr><Sgntr>";
    std::string const tail = "</Sgntr></AppHdr></Hdr><Doc><Document xmlns=\"urn:d\"><M>1</M></Document></Doc></E>";
    documents::Body const body{head, tail};
    auto const signature = documents::signature_over(body, workshop::p256());
    auto const reading = read(head + signature + tail);
    REQUIRE(reading.status);
    CHECK(reading.canonical == head + tail);
    CHECK(reading.before == head);
    CHECK(documents::judged(documents::signed_file(workshop::p256(), body), workshop::p256(), seal::Frame::exact) ==
          "holds");

    auto const refused = [](std::string const& text) {
        auto const status = read(text).status;
        REQUIRE_FALSE(status);
        return std::string(text_of(status.error().code));
    };
    auto const moved = [&](std::string const& place) {
        return refused(documents::replaced(head + tail, place, place + signature));
    };
    CHECK(moved("<Fr>a") == "signature.place");
    CHECK(moved("<M>1") == "signature.place");
    CHECK(moved("<Doc>") == "signature.place");
    auto const other = [&](std::string const& from, std::string const& to) {
        return refused(documents::replaced(head + signature + tail, from, to));
    };
    CHECK(other("head.001.001.02", "head.002.001.01") == "document.attack");
    CHECK(other("<Doc>", "<Doc><Document xmlns=\"urn:d\"></Document>") == "document.attack");
    CHECK(other("</Hdr>", "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"></AppHdr></Hdr>") ==
          "document.attack");
    CHECK(other("<M>1", "<M xmlns=\"urn:e\">1") == "document.attack");
    CHECK(other("<Hdr>", "<Hdr><Document xmlns=\"urn:d\"></Document>") == "document.attack");
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
