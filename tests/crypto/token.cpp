#include "crypto/token.hpp"

#include <cstdlib>

#include "crypto/cms.hpp"
#include "crypto/key_making.hpp"
#include "crypto/signature.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::crypto;

namespace {

/// A token of SoftHSM in the tests' folder, with an RSA and a P-256 key and their certificates NAME.crt.
bool has_token() {
    static auto const made = [] {
        if (!workshop::have("softhsm2-util") || !workshop::have("pkcs11-tool")) {
            return false;
        }
        auto const conf = workshop::write("softhsm2.conf", "directories.tokendir = " + workshop::folder().string() +
                                                               "/tokens\nobjectstore.backend = file\n");
        REQUIRE(::setenv("SOFTHSM2_CONF", conf.c_str(), 1) == 0);
        workshop::must_run(
            "mkdir -p tokens && softhsm2-util --init-token --free --label almoner --so-pin 0000 --pin 1234");
        // A private and a public half belong together by their id.
        auto const generate = [](std::string const& name, std::string const& type, std::string const& id) {
            workshop::must_run(
                "pkcs11-tool --module /usr/lib/softhsm/libsofthsm2.so --login --pin 1234 --token-label "
                "almoner --keypairgen --key-type " +
                type + " --label " + name + " --id " + id);
        };
        generate("token-rsa", "rsa:3072", "01");
        generate("token-p256", "EC:prime256v1", "02");
        return true;
    }();
    return made;
}

std::string address_of(std::string const& name) {
    return "pkcs11:token=almoner;object=" + name + "?module-path=/usr/lib/softhsm/libsofthsm2.so";
}

Secret secret_of(std::string text) { return Secret(text); }

ErrorCode fault_of(std::string const& address, std::string const& pin) {
    auto const key = PrivateKey::load(address, secret_of(pin));
    REQUIRE_FALSE(key);
    return key.error().code;
}

}  // namespace

TEST_CASE("only a PKCS#11 address is taken for one") {
    CHECK(is_token_address("pkcs11:token=a;object=b"));
    CHECK_FALSE(is_token_address("keys/pkcs11:a"));
    CHECK_FALSE(is_token_address("keys/private/transfer.key"));
}

TEST_CASE("a PIN in an address is refused before anything is tried") {
    CHECK(fault_of("pkcs11:token=almoner;object=x?pin-value=1234", "1234") == ErrorCode::key_pin_in_uri);
    CHECK(fault_of("pkcs11:token=almoner;pin-value=1234;object=x", "1234") == ErrorCode::key_pin_in_uri);
    CHECK(fault_of("pkcs11:token=almoner;object=x?pin-source=file:/pin", "1234") == ErrorCode::key_pin_in_uri);
}

TEST_CASE("without a PIN no login is tried") {
    CHECK(fault_of("pkcs11:token=almoner;object=x", "") == ErrorCode::key_passphrase);
}

TEST_CASE("what an address asks for beside the module is refused") {
    CHECK(fault_of("pkcs11:token=almoner;object=x?module-name=a", "1234") == ErrorCode::key_token);
    CHECK(fault_of("pkcs11:token=almoner;object=x?module-path=a&slot-id=1", "1234") == ErrorCode::key_token);
}

TEST_CASE("a key on a token signs what openssl and we verify with its certificate") {
    if (!has_token()) {
        return;
    }
    for (auto const* name : {"token-p256", "token-rsa"}) {
        INFO(name);
        auto const key = PrivateKey::load(address_of(name), secret_of("1234"));
        INFO((key ? "" : key.error().value));
        REQUIRE(key);
        auto const certificate =
            self_signed(*key, {name, *parse_instant("2026-01-01T00:00:00Z"), 3650, ExtendedUse::any});
        REQUIRE(certificate);
        CHECK(key->belongs_to(*certificate));
        CHECK_FALSE(key->belongs_to(workshop::rsa().certificate));
        auto const algorithm = algorithm_for(*certificate);
        REQUIRE(algorithm);
        auto const signature = sign(*key, *algorithm, "pay");
        REQUIRE(signature);
        CHECK(verify(*certificate, *algorithm, "pay", *signature));
        CHECK_FALSE(verify(*certificate, *algorithm, "pay!", *signature));
        auto const cms = cms_sign(*key, *certificate, "cover");
        REQUIRE(cms);
        workshop::write("token.crt", certificate->pem());
        workshop::write("token.cover", "cover");
        workshop::write("token.p7s", *cms);
        workshop::must_run(
            "openssl cms -verify -binary -inform DER -in token.p7s -content token.cover -CAfile token.crt");
    }
}

TEST_CASE("a key that is not on the token is told, and the next is found all the same") {
    if (!has_token()) {
        return;
    }
    CHECK(fault_of(address_of("nobody"), "1234") == ErrorCode::key_token);
    CHECK(PrivateKey::load(address_of("token-rsa"), secret_of("1234")));
}
