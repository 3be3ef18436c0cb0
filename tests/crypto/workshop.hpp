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

inline Pair loaded(std::string const& name) {
    auto key = almoner::crypto::PrivateKey::load(folder() / (name + ".key"));
    auto certificate = almoner::crypto::Certificate::load(folder() / (name + ".crt"));
    REQUIRE(key);
    REQUIRE(certificate);
    return {name, folder() / (name + ".key"), folder() / (name + ".crt"), *key, *certificate};
}

inline Pair make_pair(std::string const& name, std::string const& key_options, std::string const& extensions) {
    auto extension_options = std::string(" -addext basicConstraints=critical,CA:FALSE");
    if (!extensions.empty()) {
        extension_options += " -addext " + extensions;
    }
    must_run("umask 077; openssl genpkey " + key_options + " -out " + name + ".key");
    must_run("openssl req -new -x509 -sha256 -key " + name + ".key -subj '/O=Example/CN=Signer " + name +
             "' -days 30 -out " + name + ".crt" + extension_options);
    return loaded(name);
}

/// P-256, valid from 2025 to the end of 2034: for tests whose clock stands on a day of their own. Only `openssl ca`
/// can date a certificate back.
inline Pair make_dated_pair(std::string const& name) {
    write("ca.cnf",
          "[ca]\ndefault_ca = test\n[test]\nnew_certs_dir = .\ndatabase = ca.index\nserial = ca.serial\n"
          "policy = any\ndefault_md = sha256\nx509_extensions = signer\n[any]\ncommonName = supplied\n"
          "[req]\ndistinguished_name = req\n[signer]\nbasicConstraints = critical,CA:FALSE\n"
          "keyUsage = critical,digitalSignature\n");
    must_run(
        "umask 077; : > ca.index; openssl rand -hex 8 > ca.serial; "
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " +
        name + ".key");
    must_run("openssl req -new -config ca.cnf -key " + name + ".key -subj /CN=" + name + " -out ca.request");
    must_run("openssl ca -batch -notext -selfsign -config ca.cnf -keyfile " + name +
             ".key -in ca.request "
             "-startdate 20250101000000Z -enddate 20341231235959Z -out " +
             name + ".crt");
    return loaded(name);
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
inline Pair const& ed25519() {
    static auto const pair = make_pair("ed25519", "-algorithm ED25519", may_sign);
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
