#include "crypto/ed25519.hpp"

#include "crypto/handles.hpp"

namespace almoner::crypto {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t signature_bytes = 64;

}  // namespace

Result<std::string> ed25519_public_key(Certificate const& certificate) {
    std::string bytes(key_bytes, '\0');
    auto size = bytes.size();
    auto const* key = X509_get0_pubkey(certificate.handle().x509.get());
    if (EVP_PKEY_is_a(key, "ED25519") != 1 || EVP_PKEY_get_raw_public_key(key, octets(bytes), &size) != 1 ||
        size != key_bytes) {
        ERR_clear_error();
        return Error{ErrorCode::signature_key, {}, certificate.subject(), {}};
    }
    return bytes;
}

Result<std::string> ed25519_sign(PrivateKey const& key, std::string_view message) {
    auto* const handle = key.handle().key.get();
    if (EVP_PKEY_is_a(handle, "ED25519") != 1) {
        return Error{ErrorCode::crypto_algorithm, {}, "ed25519", {}};
    }
    DigestContext const context(EVP_MD_CTX_new());
    std::string signature(signature_bytes, '\0');
    auto size = signature.size();
    // The whole message is hashed twice by the algorithm itself, so no digest is named.
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handle) != 1 ||
        EVP_DigestSign(context.get(), octets(signature), &size, octets(message), message.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return signature;
}

Status ed25519_verify(std::string_view public_key, std::string_view message, std::string_view signature) {
    Pkey const key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key), public_key.size()));
    DigestContext const context(EVP_MD_CTX_new());
    if (!key || !context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
        return openssl_error(ErrorCode::signature_key);
    }
    auto const holds =
        EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
    ERR_clear_error();
    return holds ? Status{} : Error{ErrorCode::signature_value, {}, {}, {}};
}

}  // namespace almoner::crypto
