#pragma once

#include "crypto/workshop.hpp"
#include "testbank/answers.hpp"
#include "testbank/day.hpp"

/// A customer of the rehearsal bank: its signed transfer files, and a bank that keeps its account.
namespace customer {

using namespace almoner;
using namespace almoner::testing;

inline Money yuan(std::int64_t amount) { return {amount * 100, *Currency::parse("CNY")}; }

inline seal::Signer signer_of(workshop::Pair const& pair) {
    return {pair.key, pair.certificate, crypto::SignatureAlgorithm::rsa_sha256};
}

inline std::string transfer(std::string const& id, std::string const& amount) {
    return "<CdtTrfTxInf><PmtId><EndToEndId>" + id + "</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"CNY\">" + amount +
           "</InstdAmt></Amt><Cdtr><Nm>张三</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6299990000000007751</Id></Othr></Id>"
           "</CdtrAcct></CdtTrfTxInf>";
}

inline std::string batch(std::string const& id, std::string const& transfers) {
    return "<PmtInf><PmtInfId>" + id +
           "</PmtInfId><ReqdExctnDt><Dt>2026-01-20</Dt></ReqdExctnDt><DbtrAcct><Id><Othr><Id>6299999000000000013</Id>"
           "</Othr></Id><Ccy>CNY</Ccy></DbtrAcct>" +
           transfers + "</PmtInf>";
}

/// A file of two batches with one and two transfers: 100.00, 200.00 and 300.00.
inline std::string transfers_file(workshop::Pair const& pair = workshop::rsa()) {
    auto const head =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr>"
        "<MsgId>AB1234F10001</MsgId><CtrlSum>600.00</CtrlSum></GrpHdr>" +
        batch("AB1234F10001B001", transfer("AB12340000000217", "100.00")) +
        batch("AB1234F10001B002", transfer("AB12340000000316", "200.00") + transfer("AB12340000000415", "300.00")) +
        "<SplmtryData><Envlp>";
    auto const tail = std::string("</Envlp></SplmtryData></CstmrCdtTrfInitn></Document>");
    auto const digest = crypto::sha256(head + tail);
    REQUIRE(digest);
    auto const signature = seal::enveloped_signature(*digest, signer_of(pair));
    REQUIRE(signature);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + head + *signature + tail + "\n";
}

/// A request to give up one transfer of that file: 200.00.
inline std::string recall_file(workshop::Pair const& pair = workshop::rsa()) {
    auto const head = std::string(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.055.001.08\"><CstmrPmtCxlReq><Assgnmt>"
        "<Id>AB1234F10001C01</Id><Assgnr><Pty><Nm>County union</Nm></Pty></Assgnr></Assgnmt><Undrlyg>"
        "<OrgnlGrpInfAndCxl><OrgnlMsgId>AB1234F10001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        "</OrgnlGrpInfAndCxl><OrgnlPmtInfAndCxl><OrgnlPmtInfId>AB1234F10001B002</OrgnlPmtInfId><TxInf>"
        "<OrgnlEndToEndId>AB12340000000316</OrgnlEndToEndId><OrgnlInstdAmt Ccy=\"CNY\">200.00</OrgnlInstdAmt>"
        "</TxInf></OrgnlPmtInfAndCxl></Undrlyg><SplmtryData><Envlp>");
    auto const tail = std::string("</Envlp></SplmtryData></CstmrPmtCxlReq></Document>");
    auto const digest = crypto::sha256(head + tail);
    REQUIRE(digest);
    auto const signature = seal::enveloped_signature(*digest, signer_of(pair));
    REQUIRE(signature);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + head + *signature + tail + "\n";
}

inline testbank::Bank bank(int rejected_per_mille = 0, int returned_per_mille = 0) {
    return {"seed",
            rejected_per_mille,
            returned_per_mille,
            workshop::other_rsa().key_file,
            workshop::other_rsa().certificate_file,
            workshop::rsa().certificate_file,
            {{"6299999000000000013", "County union", yuan(1000)}}};
}

}  // namespace customer
