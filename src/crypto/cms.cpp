#include "crypto/cms.hpp"

#include <algorithm>
#include <array>

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "crypto/handles.hpp"

namespace almoner::crypto {

namespace {

using DerOwner = std::unique_ptr<unsigned char, decltype([](unsigned char* der) { OPENSSL_free(der); })>;

using AlgorithmHandle = std::unique_ptr<X509_ALGOR, Free<X509_ALGOR_free>>;
using PssHandle = std::unique_ptr<RSA_PSS_PARAMS, Free<RSA_PSS_PARAMS_free>>;

constexpr int sha256_only = NID_sha256;
constexpr int mgf1_only = NID_mgf1;
constexpr long salt_bytes = 32;

/// What counts in an approval; whatever else a CMS names is refused.
constexpr auto digests = std::to_array<int>({NID_sha256, NID_sha384, NID_sha512});
constexpr auto algorithms = std::to_array<int>({NID_rsaEncryption, NID_sha256WithRSAEncryption,
                                                NID_sha384WithRSAEncryption, NID_sha512WithRSAEncryption,
                                                NID_ecdsa_with_SHA256, NID_ecdsa_with_SHA384, NID_ecdsa_with_SHA512});

/// What a CMS names for an algorithm of ours.
struct Identifiers {
    int digest;
    std::array<int, 2> signature;
};
constexpr auto identifiers = std::to_array<Identifiers>({
    {NID_sha256, {NID_rsaEncryption, NID_sha256WithRSAEncryption}},  // either is in use (RFC 3370, 3.2)
    {NID_sha256, {NID_rsassaPss, NID_rsassaPss}},
    {NID_sha256, {NID_ecdsa_with_SHA256, NID_ecdsa_with_SHA256}},
    {NID_sha384, {NID_ecdsa_with_SHA384, NID_ecdsa_with_SHA384}},
});

CmsHandle parse(std::string_view cms) {
    auto const bio = memory_of(cms);
    if (!bio) {
        return nullptr;
    }
    if (cms.find("-----BEGIN ") != std::string_view::npos) {
        return CmsHandle(PEM_read_bio_CMS(bio.get(), nullptr, no_passphrase, nullptr));
    }
    CmsHandle parsed(d2i_CMS_bio(bio.get(), nullptr));
    return BIO_pending(bio.get()) == 0 ? std::move(parsed) : nullptr;
}

/// The one signer of a detached signature over plain data, or null when it is anything else.
///
/// Signed attributes are demanded: without them one and the same value could stand for a text and
/// for the attributes of another text (RFC 5652, 5.4).
CMS_SignerInfo* only_signer(CMS_ContentInfo* cms) {
    if (OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed || CMS_is_detached(cms) != 1 ||
        OBJ_obj2nid(CMS_get0_eContentType(cms)) != NID_pkcs7_data) {
        return nullptr;
    }
    auto* signers = CMS_get0_SignerInfos(cms);
    if (signers == nullptr || sk_CMS_SignerInfo_num(signers) != 1) {
        return nullptr;
    }
    auto* signer = sk_CMS_SignerInfo_value(signers, 0);
    return CMS_signed_get_attr_count(signer) > 0 ? signer : nullptr;
}

bool names_one_of(std::span<int const> allowed, X509_ALGOR const* algorithm) {
    ASN1_OBJECT const* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return std::find(allowed.begin(), allowed.end(), OBJ_obj2nid(object)) != allowed.end();
}

/// The parameters of an algorithm as the DER they stand in, empty when they are none of a structure.
std::string_view parameters_of(X509_ALGOR const* algorithm) {
    int type = V_ASN1_UNDEF;
    void const* value = nullptr;
    X509_ALGOR_get0(nullptr, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE) {
        return {};
    }
    auto const* text = static_cast<ASN1_STRING const*>(value);
    return {reinterpret_cast<char const*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

bool is_sha256(X509_ALGOR const* algorithm) {
    return algorithm != nullptr && names_one_of({&sha256_only, 1}, algorithm);
}

bool is_mgf1_with_sha256(X509_ALGOR const* algorithm) {
    if (algorithm == nullptr || !names_one_of({&mgf1_only, 1}, algorithm)) {
        return false;
    }
    auto const der = parameters_of(algorithm);
    auto const* at = octets(der);
    AlgorithmHandle const digest(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(der.size())));
    return is_sha256(digest.get());
}

/// SHA-256, MGF1 over SHA-256 and a salt of 32 bytes (RFC 4055, 3.1). Of PSS the parameters count as much as the
/// name: they could ask for another salt or a weaker digest.
bool is_our_pss(X509_ALGOR const* algorithm) {
    auto const der = parameters_of(algorithm);
    auto const* at = octets(der);
    PssHandle const pss(d2i_RSA_PSS_PARAMS(nullptr, &at, static_cast<long>(der.size())));
    return pss && is_sha256(pss->hashAlgorithm) && is_mgf1_with_sha256(pss->maskGenAlgorithm) &&
           pss->saltLength != nullptr && ASN1_INTEGER_get(pss->saltLength) == salt_bytes &&
           (pss->trailerField == nullptr || ASN1_INTEGER_get(pss->trailerField) == 1);
}

bool is_allowed(CMS_SignerInfo* signer, std::optional<SignatureAlgorithm> algorithm) {
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* signature = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
    if (!algorithm) {
        return names_one_of(digests, digest) && names_one_of(algorithms, signature);
    }
    auto const index = static_cast<std::size_t>(*algorithm);
    return index < identifiers.size() && names_one_of({&identifiers[index].digest, 1}, digest) &&
           names_one_of(identifiers[index].signature, signature) &&
           (*algorithm != SignatureAlgorithm::rsa_pss_sha256 || is_our_pss(signature));
}

bool fit_to_sign(Certificate const& certificate) {
    return certificate.may_sign_messages() && algorithm_for(certificate).has_value();
}

bool set_padding(CMS_SignerInfo* signer, SignatureAlgorithm algorithm) {
    auto* const context = CMS_SignerInfo_get0_pkey_ctx(signer);
    return algorithm != SignatureAlgorithm::rsa_pss_sha256 ||
           (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0);
}

/// Digests what is written to it by whatever the CMS names; the bytes themselves go nowhere.
Bio digesting(CMS_ContentInfo* cms) {
    Bio nowhere(BIO_new(BIO_s_null()));
    Bio chain(nowhere ? CMS_dataInit(cms, nowhere.get()) : nullptr);
    if (chain) {
        static_cast<void>(nowhere.release());  // it is the end of the chain now
    }
    return chain;
}

Status write_into(BIO* chain, std::string_view bytes) {
    std::size_t written = 0;
    auto const is_written = bytes.empty() || BIO_write_ex(chain, bytes.data(), bytes.size(), &written) == 1;
    return is_written && written == bytes.size() ? Status{} : openssl_error(ErrorCode::crypto_failure);
}

}  // namespace

struct CmsSigner::State {
    CmsHandle cms;
    Bio chain;  ///< speaks of `cms` and so ends before it
};

CmsSigner::CmsSigner(std::unique_ptr<State> state) : state_(std::move(state)) {}
CmsSigner::CmsSigner(CmsSigner&&) noexcept = default;
CmsSigner& CmsSigner::operator=(CmsSigner&&) noexcept = default;
CmsSigner::~CmsSigner() = default;

Result<CmsSigner> CmsSigner::begin(PrivateKey const& key, Certificate const& certificate,
                                   SignatureAlgorithm algorithm) {
    if (!key.belongs_to(certificate) || !fit_to_sign(certificate)) {
        return Error{ErrorCode::crypto_certificate, {}, certificate.subject(), {}};
    }
    if (!fits(certificate, algorithm) || algorithm == SignatureAlgorithm::ed25519) {
        return Error{ErrorCode::crypto_algorithm, {}, std::string(text_of(algorithm)), {}};
    }
    constexpr unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_KEY_PARAM;
    CmsHandle cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
    auto const* digest = algorithm == SignatureAlgorithm::ecdsa_sha384 ? EVP_sha384() : EVP_sha256();
    auto* signer =
        cms ? CMS_add1_signer(cms.get(), certificate.handle().x509.get(), key.handle().key.get(), digest, flags)
            : nullptr;
    if (signer == nullptr || !set_padding(signer, algorithm)) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    auto chain = digesting(cms.get());
    if (!chain) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return CmsSigner(std::make_unique<State>(State{std::move(cms), std::move(chain)}));
}

Status CmsSigner::write(std::string_view bytes) { return write_into(state_->chain.get(), bytes); }

Result<std::string> CmsSigner::finish() {
    if (BIO_flush(state_->chain.get()) != 1 || CMS_dataFinal(state_->cms.get(), state_->chain.get()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    unsigned char* der = nullptr;
    auto const size = i2d_CMS_ContentInfo(state_->cms.get(), &der);
    DerOwner const owner(der);
    if (size <= 0) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return std::string(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size));
}

struct CmsVerifier::State {
    CmsHandle cms;
    CMS_SignerInfo* signer;  ///< of `cms`
    Bio chain;
};

CmsVerifier::CmsVerifier(std::unique_ptr<State> state) : state_(std::move(state)) {}
CmsVerifier::CmsVerifier(CmsVerifier&&) noexcept = default;
CmsVerifier& CmsVerifier::operator=(CmsVerifier&&) noexcept = default;
CmsVerifier::~CmsVerifier() = default;

Result<CmsVerifier> CmsVerifier::begin(std::string_view cms, Certificate const& pinned,
                                       std::optional<SignatureAlgorithm> algorithm) {
    auto parsed = parse(cms);
    auto* const signer = parsed ? only_signer(parsed.get()) : nullptr;
    if (signer == nullptr) {
        return openssl_error(ErrorCode::signature_structure);
    }
    if (!is_allowed(signer, algorithm)) {
        return Error{ErrorCode::signature_algorithm, {}, {}, {}};
    }
    auto* const certificate = pinned.handle().x509.get();
    if (CMS_SignerInfo_cert_cmp(signer, certificate) != 0) {
        return Error{ErrorCode::signature_key, {}, pinned.subject(), {}};
    }
    if (!fit_to_sign(pinned) || (algorithm && !fits(pinned, *algorithm))) {
        return Error{ErrorCode::crypto_certificate, {}, pinned.subject(), {}};
    }
    // The signer's certificate is ours, never the one the message brings along, and its own trust.
    CMS_SignerInfo_set1_signer_cert(signer, certificate);
    auto chain = digesting(parsed.get());
    if (!chain) {
        return openssl_error(ErrorCode::signature_structure);
    }
    return CmsVerifier(std::make_unique<State>(State{std::move(parsed), signer, std::move(chain)}));
}

Status CmsVerifier::write(std::string_view bytes) { return write_into(state_->chain.get(), bytes); }

Status CmsVerifier::finish() {
    if (CMS_SignerInfo_verify(state_->signer) != 1) {
        return openssl_error(ErrorCode::signature_value);
    }
    if (CMS_SignerInfo_verify_content(state_->signer, state_->chain.get()) != 1) {
        return openssl_error(ErrorCode::signature_digest);
    }
    return {};
}

Result<std::string> cms_sign(PrivateKey const& key, Certificate const& certificate, std::string_view content) {
    auto signer =
        CmsSigner::begin(key, certificate, algorithm_for(certificate).value_or(SignatureAlgorithm::rsa_sha256));
    if (!signer) {
        return signer.error();
    }
    auto const written = signer->write(content);
    return written ? signer->finish() : written.error();
}

Result<Certificate> cms_verify(std::string_view cms, std::string_view content, std::span<Certificate const> pinned) {
    auto code = ErrorCode::approval_unknown_person;
    for (auto const& certificate : pinned) {
        // A CMS remembers the certificate it was first held against, so each trial takes its own.
        auto verifier = CmsVerifier::begin(cms, certificate, {});
        if (!verifier && verifier.error().code == ErrorCode::signature_key) {
            continue;
        }
        if (verifier && verifier->write(content) && verifier->finish()) {
            return certificate;
        }
        code = ErrorCode::approval_signature;
    }
    return openssl_error(code);
}

}  // namespace almoner::crypto
