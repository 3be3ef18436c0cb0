#include "crypto/sm2.hpp"

#include "crypto/handles.hpp"

namespace almoner::crypto {

namespace {

bool is_sm2(EVP_PKEY const* key) { return EVP_PKEY_is_a(key, "SM2") == 1; }

/// Z_A is computed from the identity when the first byte of the message comes: it must be there before.
bool set_identity(EVP_PKEY_CTX* context, std::string_view identity) {
    return EVP_PKEY_CTX_set1_id(context, identity.data(), static_cast<int>(identity.size())) == 1;
}

}  // namespace

Result<std::string> sm2_sign(PrivateKey const& key, std::string_view identity, std::string_view message) {
    auto* const handle = key.handle().key.get();
    if (!is_sm2(handle)) {
        return Error{ErrorCode::crypto_algorithm, {}, {}, {}};
    }
    DigestContext const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;  // the digest context owns it
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), &key_context, EVP_sm3(), nullptr, handle) != 1 ||
        !set_identity(key_context, identity) ||
        EVP_DigestSign(context.get(), nullptr, &size, octets(message), message.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), octets(signature), &size, octets(message), message.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    signature.resize(size);
    return signature;
}

Status sm2_verify(Certificate const& certificate, std::string_view identity, std::string_view message,
                  std::string_view signature) {
    auto* const key = X509_get0_pubkey(certificate.handle().x509.get());
    if (!is_sm2(key)) {
        return Error{ErrorCode::signature_key, {}, std::to_string(certificate.key_bits()), {}};
    }
    DigestContext const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;  // the digest context owns it
    if (!context || EVP_DigestVerifyInit(context.get(), &key_context, EVP_sm3(), nullptr, key) != 1 ||
        !set_identity(key_context, identity)) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    auto const holds =
        EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
    ERR_clear_error();
    return holds ? Status{} : Error{ErrorCode::signature_value, {}, certificate.subject(), {}};
}

}  // namespace almoner::crypto
