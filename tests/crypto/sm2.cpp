#include "crypto/sm2.hpp"

#include <string>

#include "catch.hpp"
#include "crypto/signature.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using crypto::sm2_default_identity;

namespace {

std::string const message = "<SignedInfo>pay 100.00</SignedInfo>";

/// The certificate of NAME.key; openssl signs one with SM2 over SM3 only.
workshop::Pair certified(std::string const& name) {
    workshop::must_run("openssl req -new -x509 -sm3 -key " + name + ".key -subj /CN=" + name + " -days 30 -out " +
                       name + ".crt -addext " + workshop::may_sign);
    return workshop::loaded(name);
}

workshop::Pair made(std::string const& name) {
    workshop::must_run("umask 077; openssl genpkey -algorithm SM2 -out " + name + ".key");
    return certified(name);
}

workshop::Pair const& sm2() {
    static auto const pair = made("sm2");
    return pair;
}
workshop::Pair const& other_sm2() {
    static auto const pair = made("other_sm2");
    return pair;
}

std::string signed_by(workshop::Pair const& pair, std::string_view identity) {
    auto const value = crypto::sm2_sign(pair.key, identity, message);
    REQUIRE(value);
    return *value;
}

ErrorCode fault_of(workshop::Pair const& pair, std::string_view identity, std::string_view text,
                   std::string_view value) {
    auto const held = crypto::sm2_verify(pair.certificate, identity, text, value);
    REQUIRE_FALSE(held);
    return held.error().code;
}

/// The DER form of r and s, made by openssl.
std::string der_of(std::string const& r, std::string const& s) {
    workshop::write("sm2.cnf", "asn1=SEQUENCE:pair\n[pair]\nr=INTEGER:" + r + "\ns=INTEGER:" + s + "\n");
    workshop::must_run("openssl asn1parse -genconf sm2.cnf -noout -out sm2.value");
    return workshop::read(workshop::folder() / "sm2.value");
}

/// The signer of the standard's example: its certificate is made from the private key printed there.
workshop::Pair standard_signer() {
    workshop::write("standard.cnf",
                    "asn1=SEQUENCE:pkcs8\n[pkcs8]\nversion=INTEGER:0\nalgorithm=SEQUENCE:algorithm\n"
                    "key=OCTWRAP,SEQUENCE:ec\n[algorithm]\nkind=OID:id-ecPublicKey\ncurve=OID:SM2\n"
                    "[ec]\nversion=INTEGER:1\nd=FORMAT:HEX,OCTETSTRING:"
                    "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8\n");
    workshop::must_run("openssl asn1parse -genconf standard.cnf -noout -out standard.der");
    workshop::must_run("umask 077; openssl pkey -inform DER -in standard.der -out standard.key");
    return certified("standard");
}

}  // namespace

TEST_CASE("the signature of GB/T 32918.5's example holds, and the openssl program agrees") {
    auto const signer = standard_signer();
    auto const point = workshop::run(
        "openssl x509 -in standard.crt -noout -pubkey | openssl pkey -pubin -outform DER "
        "| tail -c 64 | od -An -v -tx1 | tr -d ' \\n'");
    CHECK(point.output ==
          "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
          "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    auto const value = der_of("0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3",
                              "0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
    CHECK(crypto::sm2_verify(signer.certificate, sm2_default_identity, "message digest", value));
    CHECK(fault_of(signer, sm2_default_identity, "message Digest", value) == ErrorCode::signature_value);
    workshop::write("standard.message", "message digest");
    workshop::must_run(
        "openssl pkeyutl -verify -certin -inkey standard.crt -rawin -digest sm3 "
        "-pkeyopt distid:1234567812345678 -in standard.message -sigfile sm2.value");
}

TEST_CASE("the openssl program verifies an SM2 signature of ours under the identity it was made for") {
    for (std::string const identity : {"1234567812345678", "li.na@example.org"}) {
        workshop::write("message", message);
        workshop::write("ours.sm2", signed_by(sm2(), identity));
        auto const verify =
            "openssl pkeyutl -verify -certin -inkey sm2.crt -rawin -digest sm3 -in message "
            "-sigfile ours.sm2 -pkeyopt distid:";
        workshop::must_run(verify + identity);
        CHECK(workshop::run(verify + std::string("another")).status != 0);
    }
}

TEST_CASE("we verify an SM2 signature that the openssl program made") {
    static_cast<void>(sm2());
    workshop::write("message", message);
    workshop::must_run("openssl dgst -sm3 -sign sm2.key -sigopt distid:li.na -out theirs.sm2 message");
    auto const theirs = workshop::read(workshop::folder() / "theirs.sm2");
    CHECK(crypto::sm2_verify(sm2().certificate, "li.na", message, theirs));
    CHECK(fault_of(sm2(), sm2_default_identity, message, theirs) == ErrorCode::signature_value);
}

TEST_CASE("an SM2 signature does not hold for another message, identity or key") {
    auto const value = signed_by(sm2(), sm2_default_identity);
    CHECK(crypto::sm2_verify(sm2().certificate, sm2_default_identity, message, value));
    CHECK(fault_of(sm2(), sm2_default_identity, message + " ", value) == ErrorCode::signature_value);
    CHECK(fault_of(sm2(), sm2_default_identity, "", value) == ErrorCode::signature_value);
    CHECK(fault_of(sm2(), "1234567812345679", message, value) == ErrorCode::signature_value);
    CHECK(fault_of(other_sm2(), sm2_default_identity, message, value) == ErrorCode::signature_value);
}

TEST_CASE("no changed, cut or lengthened SM2 signature holds") {
    auto const value = signed_by(sm2(), sm2_default_identity);
    for (std::size_t place = 0; place < value.size(); ++place) {
        auto changed = value;
        changed[place] = static_cast<char>(changed[place] ^ 1);
        CHECK(fault_of(sm2(), sm2_default_identity, message, changed) == ErrorCode::signature_value);
        CHECK(fault_of(sm2(), sm2_default_identity, message, value.substr(0, place)) == ErrorCode::signature_value);
    }
    CHECK(fault_of(sm2(), sm2_default_identity, message, value + '\0') == ErrorCode::signature_value);
}

TEST_CASE("an SM2 signature whose r or s is no number below the order of the group does not hold") {
    auto const order = "0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123";
    for (auto const& value : {der_of("0", "1"), der_of("1", "0"), der_of(order, "1"), der_of("1", order)}) {
        CHECK(fault_of(sm2(), sm2_default_identity, message, value) == ErrorCode::signature_value);
    }
}

TEST_CASE("SM2 takes no other key, and nothing else takes an SM2 key") {
    for (auto const* const pair : {&workshop::p256(), &workshop::rsa()}) {
        auto const value = crypto::sm2_sign(pair->key, sm2_default_identity, message);
        REQUIRE_FALSE(value);
        CHECK(value.error().code == ErrorCode::crypto_algorithm);
        CHECK(fault_of(*pair, sm2_default_identity, message, signed_by(sm2(), sm2_default_identity)) ==
              ErrorCode::signature_key);
    }
    CHECK_FALSE(crypto::algorithm_for(sm2().certificate));
    CHECK(sm2().key.kind() == crypto::KeyKind::other);
}

TEST_CASE("an identity longer than its length field can say is refused") {
    // ENTL has 16 bits and counts bits (GB/T 32918.2, 5.5).
    CHECK(crypto::sm2_sign(sm2().key, std::string(8190, 'a'), message));
    auto const value = crypto::sm2_sign(sm2().key, std::string(8191, 'a'), message);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::crypto_failure);
}
