#include "crypto/cms.hpp"

#include <algorithm>
#include <array>

#include <openssl/pem.h>

#include "crypto/handles.hpp"
#include "crypto/signature.hpp"

namespace almoner::crypto {

namespace {

using CertificateStack = std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * stack) { sk_X509_free(stack); })>;

/// What counts; whatever else a CMS names is refused.
constexpr auto digests = std::to_array<int>({NID_sha256, NID_sha384, NID_sha512});
constexpr auto algorithms = std::to_array<int>({NID_rsaEncryption, NID_sha256WithRSAEncryption,
                                                NID_sha384WithRSAEncryption, NID_sha512WithRSAEncryption,
                                                NID_ecdsa_with_SHA256, NID_ecdsa_with_SHA384, NID_ecdsa_with_SHA512});

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

bool names_one_of(std::span<int const> allowed, X509_ALGOR const* algorithm) {
    ASN1_OBJECT const* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return std::find(allowed.begin(), allowed.end(), OBJ_obj2nid(object)) != allowed.end();
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
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* algorithm = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &algorithm);
    auto const strong = names_one_of(digests, digest) && names_one_of(algorithms, algorithm);
    return strong && CMS_signed_get_attr_count(signer) > 0 ? signer : nullptr;
}

bool fit_to_sign(Certificate const& certificate) {
    return certificate.may_sign_messages() && algorithm_for(certificate).has_value();
}

bool holds(CMS_ContentInfo* cms, std::string_view content, Certificate const& certificate) {
    CertificateStack const trusted(sk_X509_new_null());
    auto const bio = memory_of(content);
    if (!bio || !trusted || sk_X509_push(trusted.get(), certificate.handle().x509.get()) <= 0) {
        return false;
    }
    // NOINTERN: the signer's certificate is ours, never the one the message brings along; the pinned
    // certificate is its own trust, so no chain is built.
    constexpr unsigned flags = CMS_BINARY | CMS_DETACHED | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY;
    return CMS_verify(cms, trusted.get(), nullptr, bio.get(), nullptr, flags) == 1;
}

}  // namespace

Result<std::string> cms_sign(PrivateKey const& key, Certificate const& certificate, std::string_view content) {
    if (!key.belongs_to(certificate) || !fit_to_sign(certificate)) {
        return Error{ErrorCode::crypto_certificate, {}, certificate.subject(), {}};
    }
    auto const bio = memory_of(content);
    constexpr unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL;
    CmsHandle const cms(CMS_sign(nullptr, nullptr, nullptr, bio.get(), flags));
    auto* x509 = certificate.handle().x509.get();
    if (!bio || !cms || CMS_add1_signer(cms.get(), x509, key.handle().key.get(), EVP_sha256(), flags) == nullptr ||
        CMS_final(cms.get(), bio.get(), nullptr, flags) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    unsigned char* der = nullptr;
    auto const size = i2d_CMS_ContentInfo(cms.get(), &der);
    if (size <= 0) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    std::string text(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}

Result<Certificate> cms_verify(std::string_view cms, std::string_view content, std::span<Certificate const> pinned) {
    auto names_a_pinned_one = false;
    for (auto const& certificate : pinned) {
        // A CMS remembers the certificate it was first held against, so each trial takes its own.
        auto const parsed = parse(cms);
        auto* signer = parsed ? only_signer(parsed.get()) : nullptr;
        if (signer == nullptr) {
            return openssl_error(ErrorCode::approval_signature);
        }
        if (CMS_SignerInfo_cert_cmp(signer, certificate.handle().x509.get()) != 0) {
            continue;
        }
        names_a_pinned_one = true;
        if (fit_to_sign(certificate) && holds(parsed.get(), content, certificate)) {
            return certificate;
        }
    }
    return openssl_error(names_a_pinned_one ? ErrorCode::approval_signature : ErrorCode::approval_unknown_person);
}

}  // namespace almoner::crypto
