#include "seal/transfer_signature.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "crypto/cms.hpp"
#include "seal/documents.hpp"

using namespace almoner;
using documents::judged;
using documents::replaced;
using documents::signed_file;
using documents::transfers;
using seal::Frame;

namespace {

/// Writes down what it is told.
class Witness final : public xml::Handler {
public:
    Status start(xml::Element const& element) override {
        heard += "<" + std::string(element.name) + ">";
        return {};
    }
    Status end(xml::Element const& element) override {
        heard += "</" + std::string(element.name) + ">";
        return {};
    }
    Status text(std::string_view text) override {
        heard += text;
        return {};
    }
    std::string heard;
};

/// Wants no more after the first element.
class Refuser final : public xml::Handler {
public:
    Status start(xml::Element const&) override { return Error{ErrorCode::entry_amount, {}, {}, {}}; }
    Status end(xml::Element const&) override { return {}; }
    Status text(std::string_view) override { return {}; }
};

bool xmlsec1_accepts(workshop::Pair const& pair, std::string_view bytes) {
    workshop::write("oracle.xml", bytes);
    auto const outcome = workshop::run("xmlsec1 --verify --pubkey-cert-pem " + pair.name +
                                       ".crt --enabled-key-data key-name --enabled-reference-uris empty oracle.xml");
    return outcome.status == 0 && outcome.output.find("OK") != std::string::npos;
}

/// A bank's way to write it: prefixes, indentation, line feeds in Base64; signed by xmlsec1.
std::string signed_by_xmlsec1(workshop::Pair const& pair, std::string_view method) {
    auto const text =
        "<?xml version='1.0' encoding='UTF-8' standalone=\"yes\"?>\n\n"
        "<Document xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        "   xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08' xsi:schemaLocation=\"a b\">\n"
        "  <BkToCstmrStmt>\n    <GrpHdr><MsgId>S1</MsgId></GrpHdr>\n    <Stmt><Id>1</Id><Ntry><Amt Ccy = "
        "\"EUR\">5.00</Amt>"
        "<AddtlNtryInf/></Ntry>\n"
        "      <SplmtryData><Envlp>\n        <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n"
        "          <ds:SignedInfo>\n"
        "            <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\n"
        "            <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#" +
        std::string(method) +
        "\"/>\n"
        "            <ds:Reference URI=\"\">\n              <ds:Transforms>\n"
        "                <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>\n"
        "                <ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\n"
        "              </ds:Transforms>\n"
        "              <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\n"
        "              <ds:DigestValue/>\n            </ds:Reference>\n          </ds:SignedInfo>\n"
        "          <ds:SignatureValue/>\n          <ds:KeyInfo><ds:X509Data/></ds:KeyInfo>\n"
        "        </ds:Signature>\n      </Envlp></SplmtryData>\n    </Stmt>\n  </BkToCstmrStmt>\n</Document>\n";
    workshop::write("template.xml", text);
    workshop::must_run("xmlsec1 --sign --privkey-pem " + pair.name + ".key," + pair.name +
                       ".crt --output bank.xml template.xml");
    return workshop::read(workshop::folder() / "bank.xml");
}

std::string unsigned_file() { return documents::declaration + transfers().head + transfers().tail + "\n"; }

std::string signed_beside(workshop::Pair const& pair, SignatureAlgorithm algorithm, std::string const& bytes) {
    auto signer = crypto::CmsSigner::begin(pair.key, pair.certificate, algorithm);
    REQUIRE(signer);
    REQUIRE(signer->write(bytes));
    auto const signature = signer->finish();
    REQUIRE(signature);
    return *signature;
}

std::string judged_beside(std::string const& bytes, std::string const& signature, seal::Pin const& pin,
                          Frame frame = Frame::exact) {
    auto const file = workshop::write("beside.xml", bytes);
    auto const verified =
        seal::verify_detached(file, workshop::write("beside.xml.p7s", signature), pin, frame, nullptr);
    return verified ? "holds" : std::string(text_of(verified.error().code));
}

}  // namespace

TEST_CASE("xmlsec1 accepts what we sign and refuses it with one changed digit, and so do we") {
    if (!workshop::have("xmlsec1")) {
        return;
    }
    for (auto const* const pair : {&workshop::rsa(), &workshop::p256(), &workshop::p384()}) {
        INFO(pair->name);
        auto const file = signed_file(*pair);
        CHECK(xmlsec1_accepts(*pair, file));
        CHECK(judged(file, *pair, Frame::exact) == "holds");
        CHECK(judged(file, *pair) == "holds");
        auto const changed = replaced(file, "100.00", "900.00");
        CHECK_FALSE(xmlsec1_accepts(*pair, changed));
        CHECK(judged(changed, *pair, Frame::exact) == "signature.digest");
        CHECK(judged(changed, *pair) == "signature.digest");
    }
}

TEST_CASE("what we sign is in the canonical form that xmllint makes of it") {
    if (!workshop::have("xmllint")) {
        return;
    }
    auto const file = signed_file(workshop::p256());
    workshop::write("canonical.xml", file);
    auto const outcome = workshop::run("xmllint --exc-c14n canonical.xml");
    REQUIRE(outcome.status == 0);
    CHECK(documents::declaration + outcome.output + "\n" == file);
}

TEST_CASE("we accept what xmlsec1 signs in a bank's own writing, but not as a file of ours") {
    if (!workshop::have("xmlsec1")) {
        return;
    }
    auto const by_rsa = signed_by_xmlsec1(workshop::rsa(), "rsa-sha256");
    CHECK(judged(by_rsa, workshop::rsa()) == "holds");
    CHECK(judged(by_rsa, workshop::rsa(), Frame::exact) == "signature.frame");
    CHECK(judged(replaced(by_rsa, "5.00", "6.00"), workshop::rsa()) == "signature.digest");
    CHECK(judged(by_rsa, workshop::other_rsa()) == "signature.key");
    CHECK(judged(signed_by_xmlsec1(workshop::p256(), "ecdsa-sha256"), workshop::p256()) == "holds");
    CHECK(judged(signed_by_xmlsec1(workshop::p384(), "ecdsa-sha384"), workshop::p384()) == "holds");
}

TEST_CASE("a verified file tells who signed it, how, and its digests as other programs see them") {
    auto const path = workshop::write("told.xml", signed_file(workshop::rsa()));
    auto const verified = seal::verify_enveloped(path, {workshop::rsa().certificate}, Frame::exact, nullptr);
    REQUIRE(verified);
    CHECK(verified->signer == "Signer rsa");
    CHECK(verified->algorithm == "rsa-sha256");
    CHECK(verified->byte_count == std::filesystem::file_size(path));
    CHECK(workshop::run("sha256sum < told.xml").output.substr(0, 64) == verified->file_digest);
    workshop::write("unsigned.xml", transfers().head + transfers().tail);
    CHECK(workshop::run("sha256sum < unsigned.xml").output.substr(0, 64) == verified->canonical_digest);
}

TEST_CASE("an RSA signature repeats, so that a file can be made again byte by byte") {
    CHECK(signed_file(workshop::rsa()) == signed_file(workshop::rsa()));
}

TEST_CASE("the extractor is told of every part but the signature") {
    auto const path = workshop::write("heard.xml", signed_file(workshop::p256()));
    Witness witness;
    REQUIRE(seal::verify_enveloped(path, {workshop::p256().certificate}, Frame::exact, &witness));
    auto expected = transfers().head + transfers().tail;
    expected = replaced(expected, " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"", "");
    expected = replaced(replaced(expected, " Ccy=\"EUR\"", ""), " Ccy=\"EUR\"", "");
    CHECK(witness.heard == replaced(expected, "&amp;", "&"));
}

TEST_CASE("an extractor that wants no more ends the reading with its own error") {
    auto const path = workshop::write("refused.xml", signed_file(workshop::p256()));
    Refuser refuser;
    auto const verified = seal::verify_enveloped(path, {workshop::p256().certificate}, Frame::any, &refuser);
    REQUIRE_FALSE(verified);
    CHECK(verified.error().code == ErrorCode::entry_amount);
    CHECK(verified.error().position.file == path.string());
}

TEST_CASE("a large file holds whatever the pieces it is read in") {
    auto body = transfers();
    auto const before = body.head.find("\n</PmtInf>");
    std::string rows;
    for (auto row = 0; row < 20'000; ++row) {
        rows += "\n<CdtTrfTxInf><EndToEndId>AB1234" + std::to_string(row) + "</EndToEndId></CdtTrfTxInf>";
    }
    body.head.insert(before, rows);
    auto const file = signed_file(workshop::p256(), body);
    CHECK(judged(file, workshop::p256(), Frame::exact) == "holds");
    CHECK(judged(replaced(file, "AB123419999<", "AB123419998<"), workshop::p256(), Frame::exact) == "signature.digest");
}

TEST_CASE("not one byte of a file of ours can be changed, added or taken away unseen") {
    auto const file = signed_file(workshop::p256());
    for (std::size_t at = 0; at < file.size(); ++at) {
        INFO("byte " << at);
        for (auto const mask : {0x01, 0x20}) {
            auto changed = file;
            changed[at] = static_cast<char>(changed[at] ^ mask);
            CHECK(judged(changed, workshop::p256(), Frame::exact) != "holds");
        }
        auto shorter = file;
        CHECK(judged(shorter.erase(at, 1), workshop::p256(), Frame::exact) != "holds");
        for (auto const* const added : {" ", "\n"}) {
            auto longer = file;
            CHECK(judged(longer.insert(at, added), workshop::p256(), Frame::exact) != "holds");
        }
    }
    CHECK(judged(file + "\n", workshop::p256(), Frame::exact) == "signature.frame");
    CHECK(judged(file, workshop::p256(), Frame::exact) == "holds");
}

TEST_CASE("not one byte that a bank signed can be changed unseen") {
    auto const& pair = workshop::p256();
    auto const file = signed_file(pair);
    auto const end_of_head = file.find("<Signature ");
    auto const tail = file.find("</Signature>") + std::string("</Signature>").size();
    auto const last = file.size() - 1;  // the line feed behind the root is signed by nobody
    for (std::size_t at = documents::declaration.size(); at < last; ++at) {
        if (at >= end_of_head && at < tail) {
            continue;  // SignedInfo and the value: below
        }
        INFO("byte " << at);
        for (auto const mask : {0x01, 0x20}) {
            auto changed = file;
            changed[at] = static_cast<char>(changed[at] ^ mask);
            CHECK(judged(changed, pair) != "holds");
        }
    }
    for (auto at = file.find("<SignedInfo>"); at < file.find("</SignatureValue>"); ++at) {
        INFO("byte " << at);
        auto changed = file;
        changed[at] = static_cast<char>(changed[at] ^ 0x01);
        CHECK(judged(changed, pair) != "holds");
    }
}

TEST_CASE("a file of ours needs its certificate and its exact frame, a bank's does not") {
    auto const& pair = workshop::p256();
    auto const file = signed_file(pair);
    auto const from = file.find("<KeyInfo>");
    auto const bare = std::string(file).erase(from, file.find("</Signature>") - from);
    for (auto const& loose : {bare, file.substr(documents::declaration.size()), file.substr(0, file.size() - 1),
                              replaced(file, "?>\n", "?>\r\n"), replaced(file, "<Envlp><Sig", "<Envlp ><Sig"),
                              replaced(file, "</SignedInfo><", "</SignedInfo>\n<"), "\xEF\xBB\xBF" + file}) {
        CHECK(judged(loose, pair) == "holds");
        CHECK(judged(loose, pair, Frame::exact) == "signature.frame");
    }
}

TEST_CASE("only a key that fits its certificate and its algorithm may sign") {
    auto const digest = documents::digest_of("x");
    auto const fault_of = [&](seal::Signer const& signer) {
        auto const signature = seal::enveloped_signature(digest, signer);
        REQUIRE_FALSE(signature);
        return signature.error().code;
    };
    auto const& rsa = workshop::rsa();
    auto const& p256 = workshop::p256();
    auto const ecdsa = crypto::SignatureAlgorithm::ecdsa_sha256;
    CHECK(fault_of({p256.key, rsa.certificate, ecdsa}) == ErrorCode::crypto_certificate);
    CHECK(fault_of({rsa.key, rsa.certificate, ecdsa}) == ErrorCode::crypto_algorithm);
    auto const& encipherer = workshop::encipherer();
    CHECK(fault_of({encipherer.key, encipherer.certificate, ecdsa}) == ErrorCode::crypto_certificate);
    CHECK(judged(signed_file(p256), encipherer) == "signature.key");
    CHECK(judged(signed_file(p256), workshop::short_rsa()) == "signature.key");
}

TEST_CASE("a detached signature holds for each byte of its file and for no other key or algorithm") {
    auto const& pair = workshop::rsa();
    auto const bytes = unsigned_file();
    auto const signature = signed_beside(pair, SignatureAlgorithm::rsa_sha256, bytes);
    CHECK(judged_beside(bytes, signature, {pair.certificate}) == "holds");
    CHECK(judged_beside(bytes, signature, {pair.certificate, SignatureAlgorithm::rsa_pss_sha256}) ==
          "signature.algorithm");
    CHECK(judged_beside(bytes, signature, {workshop::other_rsa().certificate}) == "signature.key");
    CHECK(judged_beside(bytes, signature, {workshop::short_rsa().certificate}) == "signature.key");
    CHECK(judged_beside(bytes, signature, {workshop::p256().certificate, SignatureAlgorithm::rsa_sha256}) ==
          "signature.key");
    CHECK(judged_beside(replaced(bytes, "100.00", "900.00"), signature, {pair.certificate}) == "signature.digest");
    CHECK(judged_beside(bytes + "\n", signature, {pair.certificate}, Frame::any) == "signature.digest");
    CHECK(judged_beside(bytes, "", {pair.certificate}) == "signature.structure");
    CHECK(judged_beside(bytes, std::string(70'000, 'x'), {pair.certificate}) == "signature.structure");
    auto const path = workshop::write("alone.xml", bytes);
    auto const absent =
        seal::verify_detached(path, workshop::folder() / "absent.p7s", {pair.certificate}, Frame::any, nullptr);
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == ErrorCode::file_missing);
}

TEST_CASE("a file with a detached signature is in canonical form and holds no signature of its own") {
    auto const& pair = workshop::p256();
    auto const judge = [&](std::string const& bytes, Frame frame) {
        return judged_beside(bytes, signed_beside(pair, SignatureAlgorithm::ecdsa_sha256, bytes), {pair.certificate},
                             frame);
    };
    auto const loose = replaced(unsigned_file(), "<GrpHdr>", "<GrpHdr >");
    CHECK(judge(loose, Frame::any) == "holds");
    CHECK(judge(loose, Frame::exact) == "signature.frame");
    CHECK(judge(signed_file(pair), Frame::any) == "signature.structure");
    CHECK(judge(replaced(unsigned_file(), "</IBAN>", "<!-- --></IBAN>"), Frame::any) == "document.attack");
}

TEST_CASE("a file that is not there or not a document is an error of its own") {
    auto const absent = workshop::folder() / "absent.xml";
    auto const verified = seal::verify_enveloped(absent, {workshop::p256().certificate}, Frame::any, nullptr);
    REQUIRE_FALSE(verified);
    CHECK(verified.error().code == ErrorCode::file_missing);
    CHECK(verified.error().position.file == absent.string());
    CHECK(judged("", workshop::p256()) == "document.malformed");
    CHECK(judged("not XML", workshop::p256()) == "document.malformed");
    auto const folder = seal::verify_enveloped(workshop::folder(), {workshop::p256().certificate}, Frame::any, nullptr);
    REQUIRE_FALSE(folder);
}
