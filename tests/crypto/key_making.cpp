#include "crypto/key_making.hpp"

#include <sys/stat.h>

#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::crypto;

namespace {

CertificateTerms terms(ExtendedUse use = ExtendedUse::any) {
    return {"wang.jun", *parse_instant("2026-01-02T03:04:05Z"), 730, use};
}

Secret secret_of(std::string text) { return Secret(text); }

/// The key written as a user keeps it, and what openssl says when it reads it.
workshop::fs::path written(PrivateKey const& key, std::string const& name, std::string const& passphrase) {
    auto const pem = private_pem(key, secret_of(passphrase));
    REQUIRE(pem);
    auto const path = workshop::write(name, pem->text());
    REQUIRE(::chmod(path.c_str(), 0600) == 0);
    return path;
}

}  // namespace

TEST_CASE("keys of every algorithm are made with a certificate that openssl verifies") {
    struct Case {
        KeyAlgorithm algorithm;
        KeyKind kind;
        int bits;
    };
    for (auto const& [algorithm, kind, bits] :
         {Case{KeyAlgorithm::rsa_3072, KeyKind::rsa, 3072}, Case{KeyAlgorithm::p256, KeyKind::ec_p256, 256},
          Case{KeyAlgorithm::p384, KeyKind::ec_p384, 384}, Case{KeyAlgorithm::ed25519, KeyKind::ed25519, 256}}) {
        auto const key = make_private_key(algorithm);
        REQUIRE(key);
        CHECK(key->kind() == kind);
        auto const certificate = self_signed(*key, terms());
        REQUIRE(certificate);
        CHECK(certificate->key_bits() == bits);
        CHECK(key->belongs_to(*certificate));
        CHECK(certificate->subject() == "wang.jun");
        CHECK(to_text(certificate->not_before()) == "2026-01-02T03:04:05Z");
        CHECK(to_text(certificate->not_after()) == "2028-01-02T03:04:05Z");
        CHECK(certificate->may_sign());
        workshop::write("made.crt", certificate->pem());
        workshop::must_run("openssl verify -no_check_time -check_ss_sig -CAfile made.crt made.crt");
    }
}

TEST_CASE("a certificate says in its extensions what its key is for") {
    auto const key = make_private_key(KeyAlgorithm::p256);
    REQUIRE(key);
    auto const extensions = [&](ExtendedUse use) {
        auto const certificate = self_signed(*key, terms(use));
        REQUIRE(certificate);
        workshop::write("extensions.crt", certificate->pem());
        return workshop::run("openssl x509 -in extensions.crt -noout -ext keyUsage,extendedKeyUsage,basicConstraints")
            .output;
    };
    auto const of_messages = extensions(ExtendedUse::messages);
    CHECK(of_messages.find("E-mail Protection") != std::string::npos);
    CHECK(of_messages.find("CA:FALSE") != std::string::npos);
    CHECK(of_messages.find("Digital Signature\n") != std::string::npos);
    CHECK(extensions(ExtendedUse::any).find("E-mail Protection") == std::string::npos);
}

TEST_CASE("a key is kept plain or under a passphrase, and openssl reads both") {
    auto const key = make_private_key(KeyAlgorithm::p256);
    REQUIRE(key);
    auto const plain = written(*key, "plain.key", "");
    auto const locked = written(*key, "locked.key", "correct horse");
    workshop::must_run("openssl pkey -in plain.key -check -noout");
    workshop::must_run("grep -q 'BEGIN ENCRYPTED PRIVATE KEY' locked.key");
    workshop::must_run("openssl pkey -in locked.key -passin 'pass:correct horse' -check -noout");
    auto const certificate = self_signed(*key, terms());
    REQUIRE(certificate);
    CHECK(PrivateKey::load(plain)->belongs_to(*certificate));
    CHECK(PrivateKey::load(locked, secret_of("correct horse"))->belongs_to(*certificate));
    CHECK(PrivateKey::load(locked, secret_of("wrong")).error().code == ErrorCode::key_passphrase);
    CHECK(PrivateKey::load(locked).error().code == ErrorCode::key_passphrase);
}

TEST_CASE("no two certificates have one serial number, and another certificate of a key shows the same key") {
    auto const key = make_private_key(KeyAlgorithm::p256);
    REQUIRE(key);
    auto const first = self_signed(*key, terms());
    auto const second = self_signed(*key, terms());
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->fingerprint() != second->fingerprint());
    CHECK(first->key_fingerprint() == second->key_fingerprint());
    workshop::write("first.crt", first->pem());
    CHECK(workshop::run("openssl x509 -in first.crt -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum")
              .output.substr(0, 64) == first->key_fingerprint());
}

TEST_CASE("a name that is too long for a certificate makes none") {
    auto const key = make_private_key(KeyAlgorithm::p256);
    REQUIRE(key);
    CHECK(self_signed(*key, {std::string(64, 'n'), {}, 1, ExtendedUse::any}));
    CHECK_FALSE(self_signed(*key, {std::string(65, 'n'), {}, 1, ExtendedUse::any}));
}
