#include "crypto/cms.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using crypto::Certificate;
using crypto::SignatureAlgorithm;

namespace {

std::string const cover = "list = \"AB1234\"\r\ntotal = \"100.00\"\n\n";

std::vector<Certificate> everyone() {
    return {workshop::rsa().certificate, workshop::p256().certificate, workshop::p384().certificate};
}

std::string signed_by(workshop::Pair const& pair) {
    auto const cms = crypto::cms_sign(pair.key, pair.certificate, cover);
    REQUIRE(cms);
    return *cms;
}

/// What `openssl cms -sign` makes of the cover.
std::string signed_by_openssl(workshop::Pair const& pair, std::string const& options) {
    workshop::write("cover", cover);
    workshop::must_run("openssl cms -sign -binary -in cover -signer " + pair.name + ".crt -inkey " + pair.name +
                       ".key -out theirs.p7s " + options);
    return workshop::read(workshop::folder() / "theirs.p7s");
}

ErrorCode fault_of(std::string_view cms, std::string_view content, std::vector<Certificate> const& pinned) {
    auto const signer = crypto::cms_verify(cms, content, pinned);
    REQUIRE_FALSE(signer);
    return signer.error().code;
}

/// What a verifier of streams says of `content`, given in two pieces: "ok" or a code.
std::string fault_in_stream(std::string_view cms, std::string_view content, workshop::Pair const& pinned,
                            std::optional<SignatureAlgorithm> algorithm) {
    auto verifier = crypto::CmsVerifier::begin(cms, pinned.certificate, algorithm);
    if (!verifier) {
        return std::string(text_of(verifier.error().code));
    }
    auto const half = content.size() / 2;
    REQUIRE(verifier->write(content.substr(0, half)));
    REQUIRE(verifier->write(content.substr(half)));
    auto const held = verifier->finish();
    return held ? "ok" : std::string(text_of(held.error().code));
}

}  // namespace

TEST_CASE("openssl verifies what we sign") {
    for (auto const* const pair : {&workshop::rsa(), &workshop::p256(), &workshop::p384()}) {
        workshop::write("cover", cover);
        workshop::write("ours.p7s", signed_by(*pair));
        auto const command = "openssl cms -verify -binary -inform DER -in ours.p7s -CAfile " + pair->name +
                             ".crt -out /dev/null -content ";
        workshop::must_run(command + "cover");
        workshop::write("changed", cover + "\n");
        CHECK(workshop::run(command + "changed").status != 0);
    }
}

TEST_CASE("we verify what openssl signs, in DER and in PEM, with and without the certificate inside") {
    for (auto const* const pair : {&workshop::rsa(), &workshop::p256(), &workshop::p384()}) {
        for (auto const* const options :
             {"-outform DER", "-outform PEM", "-outform DER -nocerts", "-outform DER -md sha512"}) {
            auto const signer = crypto::cms_verify(signed_by_openssl(*pair, options), cover, everyone());
            REQUIRE(signer);
            CHECK(signer->fingerprint() == pair->certificate.fingerprint());
        }
    }
}

TEST_CASE("a signature tells who of the pinned persons gave it") {
    auto const signer = crypto::cms_verify(signed_by(workshop::p256()), cover, everyone());
    REQUIRE(signer);
    CHECK(signer->subject() == "Signer p256");
}

TEST_CASE("a signature over other bytes is refused, line feeds included") {
    auto const cms = signed_by(workshop::p256());
    CHECK(fault_of(cms, cover + " ", everyone()) == ErrorCode::approval_signature);
    CHECK(fault_of(cms, "", everyone()) == ErrorCode::approval_signature);
    auto unix_lines = cover;
    unix_lines.erase(unix_lines.find('\r'), 1);
    CHECK(fault_of(cms, unix_lines, everyone()) == ErrorCode::approval_signature);
}

TEST_CASE("a signature by somebody who is not pinned is refused though it brings its certificate") {
    auto const cms = signed_by(workshop::other_p256());
    CHECK(fault_of(cms, cover, everyone()) == ErrorCode::approval_unknown_person);
    CHECK(fault_of(cms, cover, {}) == ErrorCode::approval_unknown_person);
}

TEST_CASE("a certificate that bears a pinned one's name and number does not stand in for it") {
    static_cast<void>(workshop::p256());
    static_cast<void>(workshop::other_p256());
    workshop::must_run(
        "serial=0x$(openssl x509 -in p256.crt -noout -serial | sed 's/.*=//') && openssl req -new -x509 -key "
        "other.key -subj '/O=Example/CN=Signer p256' -set_serial $serial -days 30 -out forged.crt");
    auto const forged = Certificate::load(workshop::folder() / "forged.crt");
    REQUIRE(forged);
    auto const cms = crypto::cms_sign(workshop::other_p256().key, *forged, cover);
    REQUIRE(cms);
    CHECK(fault_of(*cms, cover, everyone()) == ErrorCode::approval_signature);
    // Where both are pinned, the one whose key signed is found.
    auto const signer = crypto::cms_verify(*cms, cover, std::vector{workshop::p256().certificate, *forged});
    REQUIRE(signer);
    CHECK(signer->fingerprint() == forged->fingerprint());
}

TEST_CASE("weak, doubled, embedded and bare signatures are refused") {
    auto const weak = {"-outform DER -md sha1", "-outform DER -md md5", "-outform DER -noattr",
                       "-outform DER -nodetach", "-outform DER -keyopt rsa_padding_mode:pss"};
    for (auto const* const options : weak) {
        INFO(options);
        CHECK(fault_of(signed_by_openssl(workshop::rsa(), options), cover, everyone()) ==
              ErrorCode::approval_signature);
    }
    static_cast<void>(workshop::p256());
    auto const doubled = signed_by_openssl(workshop::rsa(), "-outform DER -signer p256.crt -inkey p256.key");
    CHECK(fault_of(doubled, cover, everyone()) == ErrorCode::approval_signature);
}

TEST_CASE("a short key and a certificate for another purpose cannot sign") {
    for (auto const* const pair : {&workshop::short_rsa(), &workshop::encipherer()}) {
        auto const cms = crypto::cms_sign(pair->key, pair->certificate, cover);
        REQUIRE_FALSE(cms);
        CHECK(cms.error().code == ErrorCode::crypto_certificate);
        auto const theirs = signed_by_openssl(*pair, "-outform DER");
        CHECK(fault_of(theirs, cover, {pair->certificate}) == ErrorCode::approval_signature);
    }
    auto const mixed = crypto::cms_sign(workshop::p256().key, workshop::rsa().certificate, cover);
    REQUIRE_FALSE(mixed);
    CHECK(mixed.error().code == ErrorCode::crypto_certificate);
}

TEST_CASE("what is not one whole CMS is refused") {
    auto const cms = signed_by(workshop::p256());
    CHECK(fault_of("", cover, everyone()) == ErrorCode::approval_signature);
    CHECK(fault_of("not a signature", cover, everyone()) == ErrorCode::approval_signature);
    CHECK(fault_of("-----BEGIN CMS-----\nMII=\n-----END CMS-----\n", cover, everyone()) ==
          ErrorCode::approval_signature);
    CHECK(fault_of(cms + "x", cover, everyone()) == ErrorCode::approval_signature);
    CHECK(fault_of(cms.substr(0, cms.size() - 1), cover, everyone()) == ErrorCode::approval_signature);
    CHECK(fault_of(workshop::p256().certificate.der(), cover, everyone()) == ErrorCode::approval_signature);
}

TEST_CASE("a signature made in pieces of a stream is the one that openssl verifies, for every algorithm of CMS") {
    std::string content;
    for (auto line = 0; line < 20'000; ++line) {
        content += "line " + std::to_string(line) + "\r\n";
    }
    workshop::write("content", content);
    struct Row {
        workshop::Pair const& pair;
        SignatureAlgorithm algorithm;
    };
    for (auto const& [pair, algorithm] : {Row{workshop::rsa(), SignatureAlgorithm::rsa_sha256},
                                          Row{workshop::rsa(), SignatureAlgorithm::rsa_pss_sha256},
                                          Row{workshop::p256(), SignatureAlgorithm::ecdsa_sha256},
                                          Row{workshop::p384(), SignatureAlgorithm::ecdsa_sha384}}) {
        INFO(text_of(algorithm));
        auto signer = crypto::CmsSigner::begin(pair.key, pair.certificate, algorithm);
        REQUIRE(signer);
        for (std::size_t at = 0; at < content.size(); at += 7919) {
            REQUIRE(signer->write(std::string_view(content).substr(at, 7919)));
        }
        auto const cms = signer->finish();
        REQUIRE(cms);
        workshop::write("stream.p7s", *cms);
        workshop::must_run("openssl cms -verify -binary -inform DER -in stream.p7s -CAfile " + pair.name +
                           ".crt -out /dev/null -content content");
        CHECK(fault_in_stream(*cms, content, pair, algorithm) == "ok");
        CHECK(fault_in_stream(*cms, content + "\n", pair, algorithm) == "signature.digest");
        CHECK(fault_in_stream(*cms, content, workshop::other_rsa(), {}) != "ok");
    }
}

TEST_CASE("a stream's verifier takes the agreed algorithm and nothing else") {
    auto const by_openssl = [](workshop::Pair const& pair, std::string const& options) {
        return signed_by_openssl(pair, "-outform DER " + options);
    };
    auto const& rsa = workshop::rsa();
    auto const pkcs1 = by_openssl(rsa, "");
    auto const pss = by_openssl(rsa, "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32");
    CHECK(fault_in_stream(pkcs1, cover, rsa, SignatureAlgorithm::rsa_sha256) == "ok");
    CHECK(fault_in_stream(pss, cover, rsa, SignatureAlgorithm::rsa_pss_sha256) == "ok");
    CHECK(fault_in_stream(pss, cover, rsa, SignatureAlgorithm::rsa_sha256) == "signature.algorithm");
    CHECK(fault_in_stream(pkcs1, cover, rsa, SignatureAlgorithm::rsa_pss_sha256) == "signature.algorithm");
    CHECK(fault_in_stream(pkcs1, cover, rsa, SignatureAlgorithm::ed25519) == "signature.algorithm");
    for (auto const* const other :
         {"-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20",
          "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32 -md sha1",
          "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32 -keyopt rsa_mgf1_md:sha1"}) {
        INFO(other);
        CHECK(fault_in_stream(by_openssl(rsa, other), cover, rsa, SignatureAlgorithm::rsa_pss_sha256) ==
              "signature.algorithm");
    }
    for (auto const* const digest : {"-md sha1", "-md sha384", "-md sha512"}) {
        CHECK(fault_in_stream(by_openssl(rsa, digest), cover, rsa, SignatureAlgorithm::rsa_sha256) ==
              "signature.algorithm");
    }
    auto const& p256 = workshop::p256();
    CHECK(fault_in_stream(by_openssl(p256, ""), cover, p256, SignatureAlgorithm::ecdsa_sha256) == "ok");
    CHECK(fault_in_stream(by_openssl(p256, ""), cover, workshop::other_p256(), SignatureAlgorithm::ecdsa_sha256) ==
          "signature.key");
    CHECK(fault_in_stream(by_openssl(rsa, "-noattr"), cover, rsa, SignatureAlgorithm::rsa_sha256) ==
          "signature.structure");
}

TEST_CASE("Ed25519 is refused for CMS before anything is written") {
    auto const& pair = workshop::ed25519();
    auto const signer = crypto::CmsSigner::begin(pair.key, pair.certificate, SignatureAlgorithm::ed25519);
    REQUIRE_FALSE(signer);
    CHECK(signer.error().code == ErrorCode::crypto_algorithm);
    auto const mixed =
        crypto::CmsSigner::begin(workshop::rsa().key, workshop::rsa().certificate, SignatureAlgorithm::ecdsa_sha256);
    REQUIRE_FALSE(mixed);
    CHECK(mixed.error().code == ErrorCode::crypto_algorithm);
}

TEST_CASE("no changed byte of the digest, the other signed attributes or the value goes unseen") {
    // Names, versions and tags around them may be written in other ways without meaning anything else.
    auto const cms = signed_by(workshop::p256());
    auto const digest = crypto::sha256(cover);
    REQUIRE(digest);
    auto const digest_at = cms.find(std::string(digest->begin(), digest->end()));
    auto const time_at = cms.rfind("\x17\x0d") + 2;                           // UTCTime of 13 characters
    auto const value_at = cms.rfind("\x2a\x86\x48\xce\x3d\x04\x03\x02") + 8;  // what follows ecdsa-with-SHA256
    REQUIRE(digest_at != std::string::npos);
    REQUIRE(time_at < digest_at);
    REQUIRE(cms.size() - value_at > 64);
    auto const refused = [&](std::size_t from, std::size_t count) {
        for (auto at = from; at < from + count; ++at) {
            auto changed = cms;
            changed[at] = static_cast<char>(changed[at] ^ 0x01);
            CHECK(fault_of(changed, cover, everyone()) == ErrorCode::approval_signature);
        }
    };
    refused(digest_at, digest->size());
    refused(time_at, 13);
    refused(value_at, cms.size() - value_at);
}
