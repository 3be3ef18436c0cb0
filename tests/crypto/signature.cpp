#include "crypto/signature.hpp"

#include <string>

#include "catch.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using crypto::SignatureAlgorithm;

namespace {

std::string const message = "<SignedInfo>pay 100.00</SignedInfo>";

std::string signed_by(workshop::Pair const& pair, SignatureAlgorithm algorithm) {
    auto const value = crypto::sign(pair.key, algorithm, message);
    REQUIRE(value);
    return *value;
}

ErrorCode fault_of(workshop::Pair const& pair, SignatureAlgorithm algorithm, std::string_view text,
                   std::string_view value) {
    auto const held = crypto::verify(pair.certificate, algorithm, text, value);
    REQUIRE_FALSE(held);
    return held.error().code;
}

/// The DER form that openssl reads and writes, made from r||s by openssl itself.
void write_der_form(std::string const& raw, std::string const& name) {
    auto const half = raw.size() / 2;
    auto const bytes = [&](std::size_t from) {
        std::string digits;
        for (auto const letter : raw.substr(from, half)) {
            std::array<char, 3> pair{};
            std::snprintf(pair.data(), pair.size(), "%02X", static_cast<unsigned char>(letter));
            digits += pair.data();
        }
        return digits;
    };
    auto const pattern = "asn1=SEQUENCE:pair\n[pair]\nr=INTEGER:0x" + bytes(0) + "\ns=INTEGER:0x" + bytes(half) + "\n";
    workshop::write("pair.cnf", pattern);
    workshop::must_run("openssl asn1parse -genconf pair.cnf -noout -out " + name);
}

}  // namespace

TEST_CASE("openssl verifies an RSA value of ours and we verify its own") {
    auto const value = signed_by(workshop::rsa(), SignatureAlgorithm::rsa_sha256);
    workshop::write("message", message);
    workshop::write("value", value);
    workshop::must_run("openssl x509 -in rsa.crt -pubkey -noout -out rsa.pub");
    workshop::must_run("openssl dgst -sha256 -verify rsa.pub -signature value message");
    workshop::must_run("openssl dgst -sha256 -sign rsa.key -out theirs message");
    auto const theirs = workshop::read(workshop::folder() / "theirs");
    CHECK(theirs == value);  // PKCS#1 v1.5 has one value only
    CHECK(crypto::verify(workshop::rsa().certificate, SignatureAlgorithm::rsa_sha256, message, theirs));
}

TEST_CASE("openssl verifies a PSS value of ours and we its own, but no salt of another length") {
    auto const pss = SignatureAlgorithm::rsa_pss_sha256;
    auto const& pair = workshop::rsa();
    workshop::write("message", message);
    workshop::write("value", signed_by(pair, pss));
    workshop::must_run("openssl x509 -in rsa.crt -pubkey -noout -out rsa.pub");
    std::string const options = " -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:";
    workshop::must_run("openssl dgst -sha256 -verify rsa.pub -signature value" + options + "32 message");
    auto const theirs = [&](std::string const& salt) {
        workshop::must_run("openssl dgst -sha256 -sign rsa.key -out theirs" + options + salt + " message");
        return workshop::read(workshop::folder() / "theirs");
    };
    CHECK(crypto::verify(pair.certificate, pss, message, theirs("32")));
    for (auto const* const salt : {"0", "31", "33"}) {
        CHECK(fault_of(pair, pss, message, theirs(salt)) == ErrorCode::signature_value);
    }
    // Padding is part of what was agreed: neither stands in for the other.
    CHECK(fault_of(pair, SignatureAlgorithm::rsa_sha256, message, theirs("32")) == ErrorCode::signature_value);
    CHECK(fault_of(pair, pss, message, signed_by(pair, SignatureAlgorithm::rsa_sha256)) == ErrorCode::signature_value);
}

TEST_CASE("openssl verifies an Ed25519 value of ours and we its own") {
    auto const& pair = workshop::ed25519();
    auto const value = signed_by(pair, SignatureAlgorithm::ed25519);
    CHECK(value.size() == 64);
    workshop::write("message", message);
    workshop::write("value", value);
    workshop::must_run("openssl x509 -in ed25519.crt -pubkey -noout -out ed25519.pub");
    workshop::must_run("openssl pkeyutl -verify -pubin -inkey ed25519.pub -rawin -in message -sigfile value");
    workshop::must_run("openssl pkeyutl -sign -inkey ed25519.key -rawin -in message -out theirs");
    auto const theirs = workshop::read(workshop::folder() / "theirs");
    CHECK(theirs == value);  // RFC 8032 signs without chance
    CHECK(crypto::verify(pair.certificate, SignatureAlgorithm::ed25519, message, theirs));
    CHECK(fault_of(pair, SignatureAlgorithm::ed25519, message + " ", value) == ErrorCode::signature_value);
}

TEST_CASE("openssl verifies an ECDSA value of ours once it is in DER form") {
    auto const value = signed_by(workshop::p256(), SignatureAlgorithm::ecdsa_sha256);
    CHECK(value.size() == 64);
    workshop::write("message", message);
    write_der_form(value, "value.der");
    workshop::must_run("openssl x509 -in p256.crt -pubkey -noout -out p256.pub");
    workshop::must_run("openssl dgst -sha256 -verify p256.pub -signature value.der message");
    auto const longer = signed_by(workshop::p384(), SignatureAlgorithm::ecdsa_sha384);
    CHECK(longer.size() == 96);
    write_der_form(longer, "longer.der");
    workshop::must_run("openssl x509 -in p384.crt -pubkey -noout -out p384.pub");
    workshop::must_run("openssl dgst -sha384 -verify p384.pub -signature longer.der message");
}

TEST_CASE("an ECDSA value keeps its length when a number is short") {
    // A number begins with a zero byte once in 256 signatures; 600 of them leave no doubt.
    for (auto count = 0; count < 600; ++count) {
        auto const value = signed_by(workshop::p256(), SignatureAlgorithm::ecdsa_sha256);
        REQUIRE(value.size() == 64);
        REQUIRE(crypto::verify(workshop::p256().certificate, SignatureAlgorithm::ecdsa_sha256, message, value));
    }
}

TEST_CASE("a value does not hold for another message, another key or after any change") {
    for (auto const* const pair : {&workshop::rsa(), &workshop::p256(), &workshop::p384()}) {
        auto const algorithm = crypto::algorithm_for(pair->certificate);
        REQUIRE(algorithm);
        auto const value = signed_by(*pair, *algorithm);
        CHECK(crypto::verify(pair->certificate, *algorithm, message, value));
        CHECK(fault_of(*pair, *algorithm, message + " ", value) == ErrorCode::signature_value);
        CHECK(fault_of(*pair, *algorithm, message, "") == ErrorCode::signature_value);
        CHECK(fault_of(*pair, *algorithm, message, value + '\0') == ErrorCode::signature_value);
        CHECK(fault_of(*pair, *algorithm, message, std::string(value.size(), '\0')) == ErrorCode::signature_value);
        for (std::size_t at = 0; at < value.size(); ++at) {
            auto changed = value;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            CHECK(fault_of(*pair, *algorithm, message, changed) == ErrorCode::signature_value);
        }
    }
    auto const rsa_value = signed_by(workshop::rsa(), SignatureAlgorithm::rsa_sha256);
    CHECK(fault_of(workshop::other_rsa(), SignatureAlgorithm::rsa_sha256, message, rsa_value) ==
          ErrorCode::signature_value);
    auto const value = signed_by(workshop::p256(), SignatureAlgorithm::ecdsa_sha256);
    CHECK(fault_of(workshop::other_p256(), SignatureAlgorithm::ecdsa_sha256, message, value) ==
          ErrorCode::signature_value);
}

TEST_CASE("the key decides the algorithm, whatever is asked for") {
    CHECK(crypto::algorithm_for(workshop::rsa().certificate) == SignatureAlgorithm::rsa_sha256);
    CHECK(crypto::algorithm_for(workshop::other_rsa().certificate) == SignatureAlgorithm::rsa_sha256);
    CHECK(crypto::algorithm_for(workshop::p256().certificate) == SignatureAlgorithm::ecdsa_sha256);
    CHECK(crypto::algorithm_for(workshop::p384().certificate) == SignatureAlgorithm::ecdsa_sha384);
    CHECK(crypto::algorithm_for(workshop::ed25519().certificate) == SignatureAlgorithm::ed25519);
    CHECK_FALSE(crypto::algorithm_for(workshop::short_rsa().certificate));
    CHECK(crypto::fits(workshop::rsa().certificate, SignatureAlgorithm::rsa_pss_sha256));
    CHECK_FALSE(crypto::fits(workshop::short_rsa().certificate, SignatureAlgorithm::rsa_pss_sha256));
    CHECK_FALSE(crypto::fits(workshop::p256().certificate, SignatureAlgorithm::rsa_pss_sha256));
    CHECK_FALSE(crypto::fits(workshop::p256().certificate, SignatureAlgorithm::ed25519));
    auto const refused = crypto::sign(workshop::p256().key, SignatureAlgorithm::rsa_sha256, message);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::crypto_algorithm);
    CHECK_FALSE(crypto::sign(workshop::rsa().key, SignatureAlgorithm::ecdsa_sha256, message));
    CHECK_FALSE(crypto::sign(workshop::p256().key, SignatureAlgorithm::ecdsa_sha384, message));
    CHECK_FALSE(crypto::sign(workshop::short_rsa().key, SignatureAlgorithm::rsa_sha256, message));
    auto const value = signed_by(workshop::p256(), SignatureAlgorithm::ecdsa_sha256);
    CHECK(fault_of(workshop::p256(), SignatureAlgorithm::ecdsa_sha384, message, value) == ErrorCode::signature_key);
    CHECK(fault_of(workshop::rsa(), SignatureAlgorithm::ecdsa_sha256, message, value) == ErrorCode::signature_key);
}

TEST_CASE("an RSA key below 2048 bits does not verify even a value that openssl made with it") {
    static_cast<void>(workshop::short_rsa());
    workshop::write("message", message);
    workshop::must_run("openssl dgst -sha256 -sign short_rsa.key -out short message");
    auto const value = workshop::read(workshop::folder() / "short");
    CHECK(fault_of(workshop::short_rsa(), SignatureAlgorithm::rsa_sha256, message, value) == ErrorCode::signature_key);
}
