#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/interfaces.hpp"
#include "crypto/keys.hpp"
#include "crypto/signature.hpp"

namespace almoner::crypto {

/// Makes a detached CMS signature (RFC 5652) over the bytes written to it, however many: with the signer's
/// certificate, the digest of the algorithm, and signed attributes; binary, so no line feed is touched. The
/// attributes hold the time of signing by the machine's clock, which nothing here relies on.
class CmsSigner final : public ByteSink {
public:
    /// @error crypto.certificate not the key's, or not fit to sign @error crypto.algorithm it does not fit
    /// the key, or is Ed25519, which the CMS of OpenSSL 3.0 cannot write @error crypto.failure
    static Result<CmsSigner> begin(PrivateKey const& key, Certificate const& certificate, SignatureAlgorithm algorithm);
    CmsSigner(CmsSigner&&) noexcept;
    CmsSigner& operator=(CmsSigner&&) noexcept;
    ~CmsSigner() override;

    /// @error crypto.failure
    Status write(std::string_view bytes) override;
    /// The signature in DER; the signer takes no more. @error crypto.failure
    Result<std::string> finish();

private:
    struct State;
    explicit CmsSigner(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Verifies a detached CMS in DER or PEM over the bytes written to it, against a pinned certificate.
/// Certificates inside the CMS are never looked at; dates are the caller's to check. Exactly one signer,
/// signed attributes present (as every CMS tool does by default).
class CmsVerifier final : public ByteSink {
public:
    /// With an `algorithm` that one and its digest only. Without, what people sign approvals with: SHA-256 and
    /// longer, under RSA PKCS#1 or ECDSA.
    /// @error signature.structure not one whole detached CMS of one signer with signed attributes
    /// @error signature.algorithm another algorithm than that, or one too weak
    /// @error signature.key names another certificate @error crypto.certificate the pinned one is not fit to sign
    static Result<CmsVerifier> begin(std::string_view cms, Certificate const& pinned,
                                     std::optional<SignatureAlgorithm> algorithm);
    CmsVerifier(CmsVerifier&&) noexcept;
    CmsVerifier& operator=(CmsVerifier&&) noexcept;
    ~CmsVerifier() override;

    /// @error crypto.failure
    Status write(std::string_view bytes) override;
    /// @error signature.value the key did not sign this @error signature.digest it signed other bytes
    Status finish();

private:
    struct State;
    explicit CmsVerifier(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// CmsSigner over bytes at hand, with the key's own algorithm (algorithm_for).
Result<std::string> cms_sign(PrivateKey const& key, Certificate const& certificate, std::string_view content);

/// CmsVerifier over bytes at hand, against several pinned certificates: the one whose key made the signature
/// is returned.
/// @error approval.signature does not verify, or uses a digest weaker than SHA-256
/// @error approval.unknown_person verifies with none of the pinned certificates
Result<Certificate> cms_verify(std::string_view cms, std::string_view content, std::span<Certificate const> pinned);

}  // namespace almoner::crypto
