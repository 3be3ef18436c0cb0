#include "crypto/signature.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include "crypto/handles.hpp"

namespace almoner::crypto {

namespace {

constexpr int least_rsa_bits = 2048;

using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

EVP_MD const* digest_of(SignatureAlgorithm algorithm) {
    switch (algorithm) {
        case SignatureAlgorithm::ed25519: return nullptr;  // hashes by itself (RFC 8032, 5.1.6)
        case SignatureAlgorithm::ecdsa_sha384: return EVP_sha384();
        default: return EVP_sha256();
    }
}

std::optional<SignatureAlgorithm> algorithm_of(KeyKind kind, int bits) {
    switch (kind) {
        case KeyKind::rsa: return bits < least_rsa_bits ? std::nullopt : std::optional(SignatureAlgorithm::rsa_sha256);
        case KeyKind::ec_p256: return SignatureAlgorithm::ecdsa_sha256;
        case KeyKind::ec_p384: return SignatureAlgorithm::ecdsa_sha384;
        case KeyKind::ed25519: return SignatureAlgorithm::ed25519;
        case KeyKind::other: return std::nullopt;
    }
    return std::nullopt;
}

bool fits(KeyKind kind, int bits, SignatureAlgorithm algorithm) {
    auto const is_pss = algorithm == SignatureAlgorithm::rsa_pss_sha256;
    return algorithm_of(kind, bits) == (is_pss ? SignatureAlgorithm::rsa_sha256 : algorithm);
}

bool is_ecdsa(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm::ecdsa_sha256 || algorithm == SignatureAlgorithm::ecdsa_sha384;
}

/// PSS wants its padding and a salt as long as the digest; the others need nothing set.
bool set_padding(EVP_PKEY_CTX* context, SignatureAlgorithm algorithm) {
    return algorithm != SignatureAlgorithm::rsa_pss_sha256 ||
           (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0);
}

/// Bytes of r and of s.
std::size_t half_of(SignatureAlgorithm algorithm) { return algorithm == SignatureAlgorithm::ecdsa_sha384 ? 48 : 32; }

/// OpenSSL speaks DER, XML signatures carry r and s side by side.
Result<std::string> raw_of_der(std::string const& der, std::size_t half) {
    auto const* bytes = octets(der);
    EcdsaSignature const signature(d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size())));
    if (!signature) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    std::string raw(2 * half, '\0');
    auto* out = octets(raw);
    auto const size = static_cast<int>(half);
    if (BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, size) != size ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + half, size) != size) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return raw;
}

Result<std::string> der_of_raw(std::string_view raw, std::size_t half) {
    if (raw.size() != 2 * half) {
        return Error{ErrorCode::signature_value, {}, std::to_string(raw.size()), {}};
    }
    auto const* bytes = octets(raw);
    EcdsaSignature const signature(ECDSA_SIG_new());
    auto* r = BN_bin2bn(bytes, static_cast<int>(half), nullptr);
    auto* s = BN_bin2bn(bytes + half, static_cast<int>(half), nullptr);
    // Both numbers pass into the signature's ownership.
    if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return openssl_error(ErrorCode::crypto_failure);
    }
    unsigned char* der = nullptr;
    auto const size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    std::string text(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}

}  // namespace

bool fits(Certificate const& certificate, SignatureAlgorithm algorithm) {
    return fits(certificate.key_kind(), certificate.key_bits(), algorithm);
}

std::optional<SignatureAlgorithm> algorithm_for(Certificate const& certificate) {
    return algorithm_of(certificate.key_kind(), certificate.key_bits());
}

Result<std::string> sign(PrivateKey const& key, SignatureAlgorithm algorithm, std::string_view message) {
    auto* const handle = key.handle().key.get();
    if (!fits(key.kind(), EVP_PKEY_get_bits(handle), algorithm)) {
        return Error{ErrorCode::crypto_algorithm, {}, std::string(text_of(algorithm)), {}};
    }
    DigestContext const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), &settings, digest_of(algorithm), nullptr, handle) != 1 ||
        !set_padding(settings, algorithm) ||
        EVP_DigestSign(context.get(), nullptr, &size, octets(message), message.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), octets(signature), &size, octets(message), message.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    signature.resize(size);
    return is_ecdsa(algorithm) ? raw_of_der(signature, half_of(algorithm)) : signature;
}

Status verify(Certificate const& certificate, SignatureAlgorithm algorithm, std::string_view message,
              std::string_view signature) {
    if (!fits(certificate, algorithm)) {
        return Error{ErrorCode::signature_key, {}, std::to_string(certificate.key_bits()), {}};
    }
    auto const value =
        is_ecdsa(algorithm) ? der_of_raw(signature, half_of(algorithm)) : Result<std::string>(std::string(signature));
    if (!value) {
        return value.error();
    }
    DigestContext const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr;
    auto* key = X509_get0_pubkey(certificate.handle().x509.get());
    if (!context || EVP_DigestVerifyInit(context.get(), &settings, digest_of(algorithm), nullptr, key) != 1 ||
        !set_padding(settings, algorithm)) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    auto const holds =
        EVP_DigestVerify(context.get(), octets(*value), value->size(), octets(message), message.size()) == 1;
    ERR_clear_error();
    return holds ? Status{} : Error{ErrorCode::signature_value, {}, certificate.subject(), {}};
}

}  // namespace almoner::crypto
