#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/result.hpp"
#include "crypto/digest.hpp"
#include "crypto/secret.hpp"

namespace almoner::crypto {

enum class KeyKind { rsa, ec_p256, ec_p384, ed25519, other };

/// An X.509 certificate.
class Certificate {
public:
    /// PEM or DER. @error file.missing @error file.not_regular @error crypto.certificate
    static Result<Certificate> load(std::filesystem::path const& path);
    /// @error crypto.certificate
    static Result<Certificate> of_der(std::string_view der);

    [[nodiscard]] std::string der() const;
    /// Hexadecimal SHA-256 of the DER bytes.
    [[nodiscard]] std::string fingerprint() const;
    /// Hexadecimal SHA-256 of the public key (SubjectPublicKeyInfo in DER): the same in every certificate of one key.
    [[nodiscard]] std::string key_fingerprint() const;
    [[nodiscard]] std::string pem() const;
    /// Common name of the subject, or the whole subject when it has none.
    [[nodiscard]] std::string subject() const;
    [[nodiscard]] Instant not_before() const;
    [[nodiscard]] Instant not_after() const;
    [[nodiscard]] KeyKind key_kind() const;
    [[nodiscard]] int key_bits() const;
    /// KeyUsage is absent or allows digitalSignature or nonRepudiation (RFC 5280, 4.2.1.3).
    [[nodiscard]] bool may_sign() const;
    /// As may_sign, and ExtendedKeyUsage is absent or allows emailProtection or any (RFC 5280, 4.2.1.12).
    [[nodiscard]] bool may_sign_messages() const;

    struct Handle;
    [[nodiscard]] Handle const& handle() const { return *handle_; }

private:
    explicit Certificate(std::shared_ptr<Handle const> handle) : handle_(std::move(handle)) {}
    std::shared_ptr<Handle const> handle_;
};

/// A private key: from a file that only its owner can read, or on a token that signs for us.
class PrivateKey {
public:
    /// `place` is the path of a PEM file (PKCS#8, plain or encrypted) that group and others may not use in any way, or
    /// a PKCS#11 URI (RFC 7512). `secret` is the passphrase or the PIN; a plain file needs none.
    /// @error file.missing @error file.not_regular @error crypto.key not a key @error key.mode open to others than its
    /// owner @error key.passphrase and those of load_from_token
    static Result<PrivateKey> load(std::string const& place, Secret const& secret = {});
    [[nodiscard]] KeyKind kind() const;
    /// True when the certificate carries this key's public half.
    [[nodiscard]] bool belongs_to(Certificate const& certificate) const;

    struct Handle;
    /// A key that OpenSSL has made or found.
    static PrivateKey of(Handle handle);
    [[nodiscard]] Handle const& handle() const { return *handle_; }

private:
    explicit PrivateKey(std::shared_ptr<Handle const> handle) : handle_(std::move(handle)) {}
    std::shared_ptr<Handle const> handle_;
};

}  // namespace almoner::crypto
