#include "crypto/keys.hpp"

#include <string>

#include <sys/stat.h>

#include "catch.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using crypto::Certificate;
using crypto::KeyKind;
using crypto::PrivateKey;

namespace {

std::string word_of(std::string const& command) {
    auto const outcome = workshop::run(command);
    REQUIRE(outcome.status == 0);
    auto text = outcome.output;
    return text.erase(text.find_last_not_of('\n') + 1);
}

ErrorCode key_fault(std::filesystem::path const& path) {
    auto const key = PrivateKey::load(path);
    REQUIRE_FALSE(key);
    CHECK(key.error().position.file == path.string());
    return key.error().code;
}

ErrorCode certificate_fault(std::filesystem::path const& path) {
    auto const certificate = Certificate::load(path);
    REQUIRE_FALSE(certificate);
    CHECK(certificate.error().position.file == path.string());
    return certificate.error().code;
}

}  // namespace

TEST_CASE("a certificate tells what openssl tells of it") {
    auto const& certificate = workshop::rsa().certificate;
    auto fingerprint =
        word_of("openssl x509 -in rsa.crt -noout -fingerprint -sha256 | sed 's/.*=//; s/://g' | tr A-F a-f");
    CHECK(certificate.fingerprint() == fingerprint);
    CHECK(certificate.subject() == "Signer rsa");
    auto const iso = " | sed 's/.*=//; s/ /T/'";
    CHECK(to_text(certificate.not_before()) ==
          word_of("openssl x509 -in rsa.crt -noout -startdate -dateopt iso_8601" + std::string(iso)));
    CHECK(to_text(certificate.not_after()) ==
          word_of("openssl x509 -in rsa.crt -noout -enddate -dateopt iso_8601" + std::string(iso)));
    CHECK(certificate.key_kind() == KeyKind::rsa);
    CHECK(certificate.key_bits() == 3072);
}

TEST_CASE("a certificate is the same from PEM, from a DER file and from DER bytes") {
    static_cast<void>(workshop::p256());
    workshop::must_run("openssl x509 -in p256.crt -outform DER -out p256.der");
    auto const der = workshop::read(workshop::folder() / "p256.der");
    CHECK(workshop::p256().certificate.der() == der);
    auto const of_file = Certificate::load(workshop::folder() / "p256.der");
    auto const of_bytes = Certificate::of_der(der);
    REQUIRE(of_file);
    REQUIRE(of_bytes);
    CHECK(of_file->fingerprint() == workshop::p256().certificate.fingerprint());
    CHECK(of_bytes->der() == der);
    CHECK(of_bytes->key_kind() == KeyKind::ec_p256);
    CHECK(workshop::p384().certificate.key_kind() == KeyKind::ec_p384);
}

TEST_CASE("a certificate without a common name goes by its whole subject") {
    static_cast<void>(workshop::p256());
    workshop::must_run(
        "openssl req -new -x509 -key p256.key -subj '/C=DE/O=Kämmerei' -utf8 -days 30 -out nameless.crt");
    auto const certificate = Certificate::load(workshop::folder() / "nameless.crt");
    REQUIRE(certificate);
    CHECK(certificate->subject() == "O=Kämmerei,C=DE");
}

TEST_CASE("what is not a certificate is refused") {
    CHECK(certificate_fault(workshop::folder() / "absent.crt") == ErrorCode::file_missing);
    CHECK(certificate_fault(workshop::write("empty.crt", "")) == ErrorCode::crypto_certificate);
    CHECK(certificate_fault(workshop::write("words.crt", "not a certificate")) == ErrorCode::crypto_certificate);
    CHECK(certificate_fault(workshop::p256().key_file) == ErrorCode::crypto_certificate);
    CHECK(certificate_fault(workshop::folder()) == ErrorCode::file_not_regular);
    CHECK(certificate_fault(workshop::write("long.crt", std::string(2'000'000, 'x'))) == ErrorCode::crypto_certificate);
    auto const der = workshop::p256().certificate.der();
    CHECK_FALSE(Certificate::of_der(der + "x"));
    CHECK_FALSE(Certificate::of_der(der.substr(0, der.size() - 1)));
    CHECK_FALSE(Certificate::of_der(""));
}

TEST_CASE("a certificate says what its key may be used for") {
    CHECK(workshop::rsa().certificate.may_sign());
    CHECK(workshop::rsa().certificate.may_sign_messages());
    CHECK_FALSE(workshop::encipherer().certificate.may_sign());
    CHECK_FALSE(workshop::encipherer().certificate.may_sign_messages());
    auto const extended = [](std::string const& name, std::string const& purpose) {
        workshop::must_run("openssl req -new -x509 -key p256.key -subj /CN=x -days 30 -out " + name +
                           " -addext extendedKeyUsage=" + purpose);
        auto certificate = Certificate::load(workshop::folder() / name);
        REQUIRE(certificate);
        return *certificate;
    };
    static_cast<void>(workshop::p256());
    CHECK(extended("mail.crt", "emailProtection").may_sign_messages());
    CHECK(extended("server.crt", "serverAuth").may_sign());
    CHECK_FALSE(extended("server.crt", "serverAuth").may_sign_messages());
}

TEST_CASE("a key knows its certificate") {
    CHECK(workshop::rsa().key.belongs_to(workshop::rsa().certificate));
    CHECK(workshop::p256().key.belongs_to(workshop::p256().certificate));
    CHECK_FALSE(workshop::p256().key.belongs_to(workshop::other_p256().certificate));
    CHECK_FALSE(workshop::p256().key.belongs_to(workshop::rsa().certificate));
    CHECK(workshop::rsa().key.kind() == KeyKind::rsa);
    CHECK(workshop::p256().key.kind() == KeyKind::ec_p256);
    CHECK(workshop::p384().key.kind() == KeyKind::ec_p384);
    CHECK(workshop::ed25519().key.kind() == KeyKind::ed25519);
    CHECK(workshop::ed25519().certificate.key_kind() == KeyKind::ed25519);
}

TEST_CASE("a key that others than its owner may use is refused") {
    auto const path = workshop::write("loose.key", workshop::read(workshop::p256().key_file));
    for (auto const mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0601U}) {
        REQUIRE(::chmod(path.c_str(), static_cast<mode_t>(mode)) == 0);
        CHECK(key_fault(path) == ErrorCode::key_mode);
    }
    REQUIRE(::chmod(path.c_str(), 0400) == 0);
    CHECK(PrivateKey::load(path));
}

TEST_CASE("what is not a plain private key is refused, and nobody is asked for a passphrase") {
    auto const private_file = [](std::string const& name, std::string const& bytes) {
        auto path = workshop::write(name, bytes);
        REQUIRE(::chmod(path.c_str(), 0600) == 0);
        return path;
    };
    CHECK(key_fault(workshop::folder() / "absent.key") == ErrorCode::file_missing);
    CHECK(key_fault(private_file("empty.key", "")) == ErrorCode::crypto_key);
    CHECK(key_fault(private_file("words.key", "not a key")) == ErrorCode::crypto_key);
    CHECK(key_fault(private_file("certificate.key", workshop::read(workshop::p256().certificate_file))) ==
          ErrorCode::crypto_key);
    CHECK(key_fault(workshop::folder()) == ErrorCode::file_not_regular);
    workshop::must_run("umask 077; openssl pkcs8 -topk8 -in p256.key -passout pass:secret -out locked.key");
    CHECK(key_fault(workshop::folder() / "locked.key") == ErrorCode::key_passphrase);
}

TEST_CASE("a key of another kind is recognised as such") {
    workshop::must_run("umask 077; openssl genpkey -algorithm ED448 -out ed448.key");
    auto const key = PrivateKey::load(workshop::folder() / "ed448.key");
    REQUIRE(key);
    CHECK(key->kind() == KeyKind::other);
}
