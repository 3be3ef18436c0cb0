#pragma once

#include <string>
#include <string_view>

#include "catch.hpp"
#include "crypto/digest.hpp"
#include "crypto/signature.hpp"
#include "crypto/workshop.hpp"
#include "seal/transfer_signature.hpp"

/// Small documents to sign, to forge and to verify.
namespace documents {

using namespace almoner;

inline std::string const declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
inline std::string const xmldsig = "http://www.w3.org/2000/09/xmldsig#";

/// A document up to and from where its signature stands; both in canonical form.
struct Body {
    std::string head;
    std::string tail;
};

inline Body const& transfers() {
    static Body const body = {
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn>"
        "<GrpHdr><MsgId>AB1234F10001</MsgId><NbOfTxs>2</NbOfTxs><CtrlSum>300.50</CtrlSum></GrpHdr>"
        "<PmtInf><PmtInfId>AB1234F10001B001</PmtInfId>"
        "\n<CdtTrfTxInf><EndToEndId>AB12340000000217</EndToEndId><InstdAmt Ccy=\"EUR\">100.00</InstdAmt>"
        "<IBAN>DE89370400440532013000</IBAN><Nm>Müller &amp; Söhne</Nm></CdtTrfTxInf>"
        "\n<CdtTrfTxInf><EndToEndId>AB12340000000319</EndToEndId><InstdAmt Ccy=\"EUR\">200.50</InstdAmt>"
        "<IBAN>FR1420041010050500013M02606</IBAN><Nm>李小明</Nm></CdtTrfTxInf>"
        "\n</PmtInf><SplmtryData><Envlp>",
        "</Envlp></SplmtryData></CstmrCdtTrfInitn></Document>"};
    return body;
}

inline crypto::SignatureAlgorithm algorithm_of(workshop::Pair const& pair) {
    auto const algorithm = crypto::algorithm_for(pair.certificate);
    REQUIRE(algorithm);
    return *algorithm;
}

inline crypto::Sha256Digest digest_of(std::string_view bytes) {
    auto const digest = crypto::sha256(bytes);
    REQUIRE(digest);
    return *digest;
}

inline std::string signature_over(Body const& body, workshop::Pair const& pair) {
    auto const signature =
        seal::enveloped_signature(digest_of(body.head + body.tail), {pair.key, pair.certificate, algorithm_of(pair)});
    REQUIRE(signature);
    return *signature;
}

/// A file of ours, signed.
inline std::string signed_file(workshop::Pair const& pair, Body const& body = transfers()) {
    return declaration + body.head + signature_over(body, pair) + body.tail + "\n";
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    auto const at = text.find(from);
    INFO("looking for " << from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// "holds", or the code of the error.
inline std::string judged(std::string_view bytes, workshop::Pair const& pair, seal::Frame frame = seal::Frame::any) {
    auto const verified =
        seal::verify_enveloped(workshop::write("judged.xml", bytes), {pair.certificate}, frame, nullptr);
    return verified ? "holds" : std::string(text_of(verified.error().code));
}

}  // namespace documents
