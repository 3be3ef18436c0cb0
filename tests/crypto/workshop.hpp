#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"
#include "crypto/keys.hpp"

/// What tests of keys and signatures share: other programs to compare with, and keys made by them.
namespace workshop {

namespace fs = std::filesystem;

/// A folder that is gone when the test program ends.
class Folder {
public:
    Folder() {
        auto pattern = (fs::temp_directory_path() / "almoner-keys-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

inline fs::path const& folder() {
    static Folder const kept;
    return kept.path();
}

inline fs::path write(std::string const& name, std::string_view bytes) {
    auto path = folder() / name;
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    REQUIRE(file.good());
    return path;
}

inline std::string read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
    int status = -1;
    std::string output;  ///< both streams
};

/// Runs a shell command in the folder.
inline Outcome run(std::string const& command) {
    auto const whole = "cd '" + folder().string() + "' && { " + command + "; } 2>&1";
    auto* const pipe = ::popen(whole.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Outcome outcome;
    std::array<char, 4096> piece{};
    for (auto size = std::fread(piece.data(), 1, piece.size(), pipe); size != 0;
         size = std::fread(piece.data(), 1, piece.size(), pipe)) {
        outcome.output.append(piece.data(), size);
    }
    outcome.status = ::pclose(pipe);
    return outcome;
}

inline void must_run(std::string const& command) {
    auto const outcome = run(command);
    INFO(command);
    INFO(outcome.output);
    REQUIRE(outcome.status == 0);
}

/// False, with a word about it, when the program is not installed.
inline bool have(std::string const& program) {
    if (run("command -v " + program).status == 0) {
        return true;
    }
    WARN("skipped: needs the program " + program);
    return false;
}

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
