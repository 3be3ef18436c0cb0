#include <string>
#include <vector>

#include "catch.hpp"
#include "seal/documents.hpp"
#include "seal/signature_text.hpp"

using namespace almoner;
using documents::judged;
using documents::replaced;
using documents::signed_file;
using documents::transfers;
using seal::Frame;

namespace {

std::string const exclusive = "<Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></Transform>";

std::string good_signed_info() {
    auto const digest = documents::digest_of(transfers().head + transfers().tail);
    return seal::signed_info(crypto::SignatureAlgorithm::ecdsa_sha256, digest, seal::NamespaceWritten::on_parent);
}

/// A file whose value truly is the pinned key's over `signed_info`, so that nothing but its words can be refused.
std::string file_with(std::string const& signed_info, std::string const& key_info = "",
                      documents::Body const& body = transfers()) {
    auto const message = replaced(signed_info, "<SignedInfo", "<SignedInfo xmlns=\"" + documents::xmldsig + "\"");
    auto const value = crypto::sign(workshop::p256().key, crypto::SignatureAlgorithm::ecdsa_sha256, message);
    REQUIRE(value);
    return documents::declaration + body.head + "<Signature xmlns=\"" + documents::xmldsig + "\">" + signed_info +
           "<SignatureValue>" + crypto::base64(*value) + "</SignatureValue>" + key_info + "</Signature>" + body.tail +
           "\n";
}

std::string judged_with(std::string const& signed_info) { return judged(file_with(signed_info), workshop::p256()); }

std::string own_file() { return signed_file(workshop::p256()); }

std::string signature_of(std::string const& file) {
    auto const from = file.find("<Signature ");
    auto const end = file.find("</Signature>") + std::string("</Signature>").size();
    return file.substr(from, end - from);
}

std::string judged_own(std::string const& file) {
    auto const code = judged(file, workshop::p256());
    CHECK(judged(file, workshop::p256(), Frame::exact) != "holds");
    return code;
}

documents::Body body_of(std::string const& namespace_end, std::string const& open, std::string const& close) {
    return {"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + namespace_end + "\">" + open, close + "</Document>"};
}

}  // namespace

TEST_CASE("the forger's bench makes files that hold until something is wrong with them") {
    CHECK(judged_with(good_signed_info()) == "holds");
}

TEST_CASE("a document without a signature is refused") {
    auto const file = own_file();
    CHECK(judged_own(replaced(file, signature_of(file), "")) == "signature.missing");
}

TEST_CASE("a signature counts only where the message has room for it") {
    auto const file = own_file();
    auto const signature = signature_of(file);
    auto const bare = replaced(file, signature, "");
    CHECK(judged_own(replaced(bare, "</CstmrCdtTrfInitn>", "</CstmrCdtTrfInitn>" + signature)) == "signature.place");
    CHECK(judged_own(replaced(bare, "<GrpHdr>", signature + "<GrpHdr>")) == "signature.place");
    CHECK(judged_own(replaced(bare, "<SplmtryData>", "<SplmtryData>" + signature)) == "signature.place");
    CHECK(judged_own(replaced(bare, "<Envlp>", "<Envlp><Any>" + signature + "</Any>")) == "signature.place");
    CHECK(judged_own(signature) == "signature.place");

    auto const& pair = workshop::p256();
    auto const place = [&](std::string const& open, std::string const& close) {
        return judged(signed_file(pair, body_of("camt.053.001.08", open, close)), pair);
    };
    CHECK(place("<M><SplmtryData><Envlp>", "</Envlp></SplmtryData></M>") == "holds");
    CHECK(place("<BkToCstmrStmt><Stmt><SplmtryData><Envlp>", "</Envlp></SplmtryData></Stmt></BkToCstmrStmt>") ==
          "holds");
    CHECK(place("<BkToCstmrAcctRpt><Rpt><SplmtryData><Envlp>", "</Envlp></SplmtryData></Rpt></BkToCstmrAcctRpt>") ==
          "holds");
    CHECK(place("<BkToCstmrStmt><Rpt><SplmtryData><Envlp>", "</Envlp></SplmtryData></Rpt></BkToCstmrStmt>") ==
          "signature.place");
    CHECK(place("<M><N><SplmtryData><Envlp>", "</Envlp></SplmtryData></N></M>") == "signature.place");
    CHECK(place("<M><Other><Envlp>", "</Envlp></Other></M>") == "signature.place");
    CHECK(place("<SplmtryData><Envlp>", "</Envlp></SplmtryData>") == "signature.place");
}

TEST_CASE("a signed document wrapped into another is refused, wherever it is hidden") {
    auto const file = own_file();
    auto const signature = signature_of(file);
    auto const original = replaced(file.substr(documents::declaration.size()), "</Document>\n", "</Document>");
    auto const unsigned_original = replaced(original, signature, "");
    auto const forged = replaced(unsigned_original, "DE89370400440532013000", "GB82WEST12345698765432");
    // The signed document inside the forged one, before and after its parts, with the signature inside or outside.
    CHECK(judged_own(replaced(forged, "<GrpHdr>", original + "<GrpHdr>")) == "signature.place");
    CHECK(judged_own(replaced(forged, "<Envlp>", "<Envlp>" + original)) == "signature.place");
    CHECK(judged_own(replaced(forged, "<Envlp>", "<Envlp>" + signature + unsigned_original)) == "signature.digest");
    CHECK(judged_own(replaced(forged, "<Envlp>", "<Envlp>" + unsigned_original + signature)) == "signature.digest");
    // The signed document as an Object of the signature.
    auto const with_object =
        replaced(signature, "</Signature>", "<Object>" + unsigned_original + "</Object></Signature>");
    CHECK(judged_own(replaced(forged, "<Envlp>", "<Envlp>" + with_object)) == "signature.structure");
    // The whole around it.
    CHECK(judged_own("<Wrapper>" + original + "</Wrapper>") == "document.attack");
    auto const inside =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">" + original + "</Document>";
    CHECK(judged_own(inside) == "signature.place");
}

TEST_CASE("two signatures are refused even if both hold") {
    auto const file = own_file();
    auto const signature = signature_of(file);
    CHECK(judged_own(replaced(file, "</Signature>", "</Signature>" + signature)) == "signature.structure");
    auto const second = "</SplmtryData><SplmtryData><Envlp>" + signature + "</Envlp></SplmtryData>";
    CHECK(judged_own(replaced(file, "</SplmtryData>", second)) == "signature.structure");
    CHECK(judged_own(replaced(file, "</SignedInfo>", "</SignedInfo>" + signature)) == "signature.structure");
}

TEST_CASE("one Reference to the whole document is demanded, whatever the pinned key signed") {
    auto const good = good_signed_info();
    auto const from = good.find("<Reference");
    auto const reference = good.substr(from, good.find("</SignedInfo>") - from);
    CHECK(judged_with(replaced(good, reference, "")) == "signature.structure");
    CHECK(judged_with(replaced(good, reference, reference + reference)) == "signature.structure");
    CHECK(judged_with(replaced(good, " URI=\"\"", "")) == "signature.structure");
    CHECK(judged_with(replaced(good, "URI=\"\"", "URI=\"#part\"")) == "signature.structure");
    CHECK(judged_with(replaced(good, "URI=\"\"", "URI=\"http://example.org/a.xml\"")) == "signature.structure");
    CHECK(judged_with(replaced(good, "URI=\"\"", "URI=\"file:///etc/passwd\"")) == "signature.structure");
    CHECK(judged_with(replaced(good, "URI=\"\"", "URI=\"#xpointer(/)\"")) == "signature.structure");
    CHECK(judged_with(replaced(good, "URI=\"\"", "Id=\"r\" URI=\"\"")) == "signature.structure");
    CHECK(judged_with(replaced(good, "URI=\"\"", "Type=\"" + documents::xmldsig + "Manifest\" URI=\"\"")) ==
          "signature.structure");
    CHECK(judged_with(replaced(good, "<SignedInfo>", "<SignedInfo Id=\"s\">")) == "signature.structure");
}

TEST_CASE("the two transforms are demanded and no other is ever run") {
    auto const good = good_signed_info();
    auto const enveloped = std::string(seal::enveloped_transform);
    auto const with_xpath =
        "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><XPath>1</XPath></Transform>";
    auto const with_xslt = "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></Transform>";
    CHECK(judged_with(replaced(good, exclusive, exclusive + exclusive)) == "signature.structure");
    CHECK(judged_with(replaced(good, exclusive, "")) == "signature.structure");
    CHECK(judged_with(replaced(good, exclusive, with_xpath + exclusive)) == "signature.algorithm");
    CHECK(judged_with(replaced(good, exclusive, exclusive + with_xslt)) == "signature.structure");
    CHECK(judged_with(replaced(good, enveloped, "http://www.w3.org/2000/09/xmldsig#base64")) == "signature.algorithm");
    CHECK(judged_with(replaced(good, exclusive,
                               "<Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\">"
                               "</Transform>")) == "signature.algorithm");
    auto const prefixes =
        "<InclusiveNamespaces xmlns=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"x\">"
        "</InclusiveNamespaces></Transform>";
    CHECK(judged_with(replaced(good, exclusive, replaced(exclusive, "</Transform>", prefixes))) ==
          "signature.structure");
}

TEST_CASE("the pinned key alone decides the algorithms") {
    auto const good = good_signed_info();
    auto const more = std::string("http://www.w3.org/2001/04/xmldsig-more#");
    auto const method = more + "ecdsa-sha256";
    for (auto const& other : {documents::xmldsig + "rsa-sha1", documents::xmldsig + "hmac-sha1", more + "hmac-sha256",
                              more + "rsa-sha256", more + "ecdsa-sha1", more + "ecdsa-sha384", std::string()}) {
        INFO(other);
        CHECK(judged_with(replaced(good, method, other)) == "signature.algorithm");
    }
    CHECK(judged_with(replaced(good, std::string(seal::sha256_method), documents::xmldsig + "sha1")) ==
          "signature.algorithm");
    CHECK(judged_with(replaced(good, "SignatureMethod Algorithm=\"" + method + "\">",
                               "SignatureMethod Algorithm=\"" + method +
                                   "\"><HMACOutputLength>0</HMACOutputLength>")) == "signature.structure");
    CHECK(judged(signed_file(workshop::rsa()), workshop::p256()) == "signature.algorithm");
    CHECK(judged(signed_file(workshop::p256()), workshop::p384()) == "signature.algorithm");
}

TEST_CASE("a key that a document brings along is never believed") {
    auto const& p256 = workshop::p256();
    auto const& other = workshop::other_p256();
    CHECK(judged(signed_file(other), p256) == "signature.key");
    // Signed by the forger, shown with the pinned certificate, or with none.
    auto const theirs = crypto::base64(other.certificate.der());
    auto const pinned = crypto::base64(p256.certificate.der());
    CHECK(judged(replaced(signed_file(other), theirs, pinned), p256) == "signature.value");
    auto const file = signed_file(other);
    auto const from = file.find("<KeyInfo>");
    CHECK(judged(std::string(file).erase(from, file.find("</Signature>") - from), p256) == "signature.value");
    auto const forms = {"<KeyInfo></KeyInfo>",
                        "<KeyInfo><KeyName>p256</KeyName></KeyInfo>",
                        "<KeyInfo><KeyValue><RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></"
                        "RSAKeyValue></KeyValue></KeyInfo>",
                        "<KeyInfo><RetrievalMethod URI=\"http://example.org/key\"></RetrievalMethod></KeyInfo>",
                        "<KeyInfo><X509Data></X509Data></KeyInfo>",
                        "<KeyInfo><X509Data><X509Certificate></X509Certificate></X509Data></KeyInfo>",
                        "<KeyInfo Id=\"k\"><X509Data><X509Certificate>AAAA</X509Certificate></X509Data></KeyInfo>",
                        "<Object></Object>"};
    for (auto const* const form : forms) {
        INFO(form);
        CHECK(judged(file_with(good_signed_info(), form), p256) == "signature.structure");
    }
    auto const two = "<KeyInfo><X509Data><X509Certificate>" + pinned + "</X509Certificate><X509Certificate>" + theirs +
                     "</X509Certificate></X509Data></KeyInfo>";
    CHECK(judged(file_with(good_signed_info(), two), p256) == "signature.structure");
}

TEST_CASE("a second SignedInfo and text between the parts are refused") {
    auto const file = own_file();
    auto const from = file.find("<SignedInfo>");
    auto const info = file.substr(from, file.find("<SignatureValue>") - from);
    CHECK(judged_own(replaced(file, info, info + info)) == "signature.structure");
    CHECK(judged_own(replaced(file, info, "<SignedInfo></SignedInfo>" + info)) == "signature.structure");
    CHECK(judged_own(replaced(file, info, "")) == "signature.structure");
    CHECK(judged_own(replaced(file, "</SignedInfo>", "</SignedInfo>text")) == "signature.structure");
    CHECK(judged_own(replaced(file, "<SignatureValue>", "<SignatureValue>====")) == "signature.structure");
    CHECK(judged_own(replaced(file, "<DigestValue>", "<DigestValue>AAAA")) == "signature.structure");
    auto const other = replaced(info, "<DigestValue>", "<DigestValue xmlns=\"urn:other\">");
    CHECK(judged_own(replaced(file, info, other)) == "signature.structure");
}

TEST_CASE("another digest in SignedInfo does not hold for the value") {
    auto const file = own_file();
    auto const body = transfers();
    auto const changed = replaced(body.head, "100.00", "900.00");
    auto const digest_text = [](std::string const& bytes) {
        auto const digest = documents::digest_of(bytes);
        return crypto::base64(std::string(digest.begin(), digest.end()));
    };
    auto const forged = replaced(replaced(file, "100.00", "900.00"), digest_text(body.head + body.tail),
                                 digest_text(changed + body.tail));
    CHECK(judged_own(forged) == "signature.value");
}

TEST_CASE("comments, CDATA, DOCTYPE, entities and instructions are refused everywhere") {
    auto const file = own_file();
    for (auto const* const place : {"</IBAN>", "</DigestValue>", "</SignatureValue>", "<SignedInfo>", "</Document>"}) {
        for (auto const* const construct : {"<!-- -->", "<![CDATA[0]]>", "<?php?>"}) {
            INFO(construct << " before " << place);
            CHECK(judged_own(replaced(file, place, construct + std::string(place))) == "document.attack");
        }
    }
    CHECK(judged_own(replaced(file, "<Document", "<!DOCTYPE Document><Document")) == "document.attack");
    auto const laughs = "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;&l;&l;&l;&l;\">]><Document";
    CHECK(judged_own(replaced(file, "<Document", laughs)) == "document.attack");
    CHECK(judged_own(replaced(file, "100.00", "&m;")) != "holds");
}

TEST_CASE("truncated files, trailing bytes and other encodings are refused") {
    auto const file = own_file();
    for (auto const part :
         {file.size() - 2, file.size() - 12, file.size() / 2, documents::declaration.size(), std::size_t{1}}) {
        CHECK(judged_own(file.substr(0, part)) == "document.malformed");
    }
    CHECK(judged_own(file + "x") == "document.malformed");
    CHECK(judged_own(file + "<a></a>") == "document.malformed");
    CHECK(judged_own(file + file) != "holds");
    CHECK(judged_own(file + '\0') != "holds");
    workshop::write("narrow.xml", replaced(file, "UTF-8", "UTF-16"));
    auto const wide = workshop::run("iconv -f UTF-8 -t UTF-16 narrow.xml");
    REQUIRE(wide.status == 0);
    CHECK(judged_own(wide.output) == "document.attack");
    CHECK(judged_own(replaced(file, "UTF-8", "ISO-8859-1")) == "document.attack");
}

TEST_CASE("namespaces and attributes that are not the message's are refused") {
    auto const file = own_file();
    CHECK(judged_own(replaced(file, "<GrpHdr>", "<GrpHdr xmlns:x=\"urn:other\">")) == "document.attack");
    CHECK(judged_own(replaced(file, "<GrpHdr>", "<GrpHdr xmlns:x=\"relative\">")) == "document.attack");
    CHECK(judged_own(replaced(file, "<GrpHdr>", "<GrpHdr xmlns=\"\">")) == "document.attack");
    CHECK(judged_own(replaced(file, "<GrpHdr>", "<GrpHdr xml:id=\"a\">")) == "document.attack");
    CHECK(judged_own(replaced(file, "<GrpHdr>", "<GrpHdr Id=\"a\">")) == "signature.digest");
    CHECK(judged_own(replaced(file, "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"",
                              "<Document xmlns=\"urn:other\"")) == "signature.digest");
}

TEST_CASE("attribute and depth bombs are refused before they cost anything") {
    auto const file = own_file();
    std::string attributes = "<GrpHdr";
    for (auto number = 0; number < 2000; ++number) {
        attributes += " a" + std::to_string(number) + "=\"\"";
    }
    CHECK(judged_own(replaced(file, "<GrpHdr>", attributes + ">")) == "document.attack");
    std::string deep;
    for (auto level = 0; level < 40; ++level) {
        deep += "<a>";
    }
    CHECK(judged_own(replaced(file, "<GrpHdr>", deep + "<GrpHdr>")) == "document.attack");
    CHECK(judged_own(replaced(file, "<SignatureValue>", "<SignatureValue>" + std::string(70'000, 'A'))) ==
          "signature.structure");
    CHECK(judged_own(replaced(file, "<SignedInfo>", std::string(70'000, ' ') + "<SignedInfo>")) ==
          "signature.structure");
}

TEST_CASE("no element can be taken out, doubled, emptied or exchanged") {
    auto const file = own_file();
    for (auto const* const name : {"GrpHdr", "MsgId", "NbOfTxs", "CtrlSum", "PmtInf", "PmtInfId", "CdtTrfTxInf",
                                   "EndToEndId", "IBAN", "Nm", "SplmtryData", "Envlp", "Signature", "SignedInfo",
                                   "Reference", "Transforms", "DigestValue", "SignatureValue"}) {
        INFO(name);
        auto const from = std::min(file.find("<" + std::string(name) + ">"), file.find("<" + std::string(name) + " "));
        auto const close = "</" + std::string(name) + ">";
        auto const end = file.find(close) + close.size();
        auto const whole = file.substr(from, end - from);
        CHECK(judged_own(replaced(file, whole, "")) != "holds");
        CHECK(judged_own(replaced(file, whole, whole + whole)) != "holds");
        CHECK(judged_own(replaced(file, whole, whole.substr(0, whole.find('>') + 1) + close)) != "holds");
    }
    auto exchanged = replaced(file, "100.00", "amount");
    exchanged = replaced(replaced(exchanged, "200.50", "100.00"), "amount", "200.50");
    CHECK(judged_own(exchanged) == "signature.digest");
}
