#include "crypto/key_making.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "crypto/handles.hpp"

namespace almoner::crypto {

namespace {

constexpr int rsa_bits = 3072;
constexpr std::size_t serial_bytes = 16;
constexpr long x509_version_3 = 2;

using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Free<BN_free>>;

EVP_PKEY* generate(KeyAlgorithm algorithm) {
    switch (algorithm) {
        case KeyAlgorithm::rsa_3072: return EVP_RSA_gen(rsa_bits);
        case KeyAlgorithm::p256: return EVP_EC_gen("P-256");
        case KeyAlgorithm::p384: return EVP_EC_gen("P-384");
        case KeyAlgorithm::ed25519: return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    }
    return nullptr;
}

bool set_serial(X509* x509) {
    auto bytes = random_bytes(serial_bytes);
    if (!bytes) {
        return false;
    }
    // Positive and never zero (RFC 5280, 4.1.2.2).
    bytes->front() = static_cast<char>((static_cast<unsigned char>(bytes->front()) & 0x3fU) | 0x40U);
    BigNumber const number(BN_bin2bn(octets(*bytes), static_cast<int>(bytes->size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(x509)) != nullptr;
}

bool set_name(X509* x509, std::string const& common_name) {
    auto* name = X509_get_subject_name(x509);
    return X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, octets(common_name),
                                      static_cast<int>(common_name.size()), -1, 0) == 1 &&
           X509_set_issuer_name(x509, name) == 1;
}

bool set_days(X509* x509, CertificateTerms const& terms) {
    auto const until = terms.not_before + date::days{terms.days};
    return ASN1_TIME_set(X509_getm_notBefore(x509), terms.not_before.time_since_epoch().count()) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(x509), until.time_since_epoch().count()) != nullptr;
}

bool add_extension(X509* x509, int identifier, char const* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
    Extension const extension(X509V3_EXT_conf_nid(nullptr, &context, identifier, value));
    return extension && X509_add_ext(x509, extension.get(), -1) == 1;
}

bool add_extensions(X509* x509, ExtendedUse use) {
    return add_extension(x509, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(x509, NID_key_usage, "critical,digitalSignature") &&
           (use == ExtendedUse::any || add_extension(x509, NID_ext_key_usage, "emailProtection")) &&
           add_extension(x509, NID_subject_key_identifier, "hash");
}

}  // namespace

Result<PrivateKey> make_private_key(KeyAlgorithm algorithm) {
    ERR_clear_error();
    Pkey key(generate(algorithm));
    return key ? PrivateKey::of({std::move(key)}) : Result<PrivateKey>(openssl_error(ErrorCode::crypto_failure));
}

Result<Certificate> self_signed(PrivateKey const& key, CertificateTerms const& terms) {
    ERR_clear_error();
    X509Handle const x509(X509_new());
    auto* const handle = key.handle().key.get();
    // Ed25519 has its digest inside and takes none (RFC 8410).
    auto const* digest = key.kind() == KeyKind::ed25519 ? nullptr : EVP_sha256();
    if (!x509 || X509_set_version(x509.get(), x509_version_3) != 1 || !set_serial(x509.get()) ||
        !set_name(x509.get(), terms.subject) || !set_days(x509.get(), terms) ||
        X509_set_pubkey(x509.get(), handle) != 1 || !add_extensions(x509.get(), terms.use) ||
        X509_sign(x509.get(), handle, digest) <= 0) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    unsigned char* der = nullptr;
    auto const size = i2d_X509(x509.get(), &der);
    if (size <= 0) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    auto certificate = Certificate::of_der({reinterpret_cast<char const*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return certificate;
}

Result<Secret> private_pem(PrivateKey const& key, Secret const& passphrase) {
    Bio const out(BIO_new(BIO_s_secmem()));
    auto const word = passphrase.text();
    auto const* cipher = word.empty() ? nullptr : EVP_aes_256_cbc();
    if (!out || PEM_write_bio_PKCS8PrivateKey(out.get(), key.handle().key.get(), cipher, word.data(),
                                              static_cast<int>(word.size()), nullptr, nullptr) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    char* text = nullptr;
    auto const size = BIO_get_mem_data(out.get(), &text);
    std::string copy(text, static_cast<std::size_t>(size));
    return Secret(copy);
}

}  // namespace almoner::crypto
