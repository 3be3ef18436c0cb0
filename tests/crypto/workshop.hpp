#pragma once

#include <string>
#include <string_view>

#include "crypto/keys.hpp"
#include "ground.hpp"

/// What tests of keys and signatures share: other programs to compare with, and keys made by them.
namespace workshop {

using namespace almoner::testing;

inline fs::path const& folder() { return shared_folder().path(); }

inline fs::path write(std::string const& name, std::string_view bytes) { return shared_folder().write(name, bytes); }

/// A key and its self-signed certificate, NAME.key and NAME.crt in the folder, made by openssl once.
struct Pair {
    std::string name;
    fs::path key_file;
    fs::path certificate_file;
    almoner::crypto::PrivateKey key;
    almoner::crypto::Certificate certificate;
};

inline Pair make_pair(std::string const& name, std::string const& key_options, std::string const& extensions) {
    auto extension_options = std::string(" -addext basicConstraints=critical,CA:FALSE");
    if (!extensions.empty()) {
        extension_options += " -addext " + extensions;
    }
    must_run("umask 077; openssl genpkey " + key_options + " -out " + name + ".key");
    must_run("openssl req -new -x509 -sha256 -key " + name + ".key -subj '/O=Example/CN=Signer " + name +
             "' -days 30 -out " + name + ".crt" + extension_options);
    auto key = almoner::crypto::PrivateKey::load(folder() / (name + ".key"));
    auto certificate = almoner::crypto::Certificate::load(folder() / (name + ".crt"));
    REQUIRE(key);
    REQUIRE(certificate);
    return {name, folder() / (name + ".key"), folder() / (name + ".crt"), *key, *certificate};
}

inline std::string const may_sign = "keyUsage=critical,digitalSignature";

inline Pair const& rsa() {
    static auto const pair = make_pair("rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:3072", may_sign);
    return pair;
}
inline Pair const& p256() {
    static auto const pair = make_pair("p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", may_sign);
    return pair;
}
inline Pair const& p384() {
    static auto const pair = make_pair("p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384", may_sign);
    return pair;
}
inline Pair const& other_p256() {
    static auto const pair = make_pair("other", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", may_sign);
    return pair;
}
inline Pair const& other_rsa() {
    static auto const pair = make_pair("other_rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", may_sign);
    return pair;
}
inline Pair const& short_rsa() {
    static auto const pair = make_pair("short_rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024", may_sign);
    return pair;
}
/// Fit to encrypt only.
inline Pair const& encipherer() {
    static auto const pair =
        make_pair("encipherer", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "keyUsage=critical,keyAgreement");
    return pair;
}

}  // namespace workshop
