#include "crypto/revocation_list.hpp"

#include <fstream>
#include <iterator>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "crypto/handles.hpp"

namespace almoner::crypto {

using CrlHandle = std::unique_ptr<X509_CRL, Free<X509_CRL_free>>;

struct RevocationList::Handle {
    CrlHandle crl;
};

namespace {

CrlHandle parse(std::string_view bytes) {
    auto const bio = memory_of(bytes);
    if (bytes.find("-----BEGIN ") != std::string_view::npos) {
        return CrlHandle(bio ? PEM_read_bio_X509_CRL(bio.get(), nullptr, no_passphrase, nullptr) : nullptr);
    }
    return CrlHandle(bio ? d2i_X509_CRL_bio(bio.get(), nullptr) : nullptr);
}

bool has_signed(Certificate const& authority, X509_CRL* crl) {
    auto* x509 = authority.handle().x509.get();
    return X509_NAME_cmp(X509_get_subject_name(x509), X509_CRL_get_issuer(crl)) == 0 && X509_check_ca(x509) == 1 &&
           (X509_get_key_usage(x509) & KU_CRL_SIGN) != 0 && X509_CRL_verify(crl, X509_get0_pubkey(x509)) == 1;
}

}  // namespace

Result<RevocationList> RevocationList::load(std::filesystem::path const& path,
                                            std::span<Certificate const> authorities) {
    std::ifstream file(path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    auto crl = parse(bytes);
    for (auto const& authority : authorities) {
        if (crl && has_signed(authority, crl.get())) {
            return RevocationList{std::make_shared<Handle>(Handle{std::move(crl)})};
        }
    }
    auto error = openssl_error(ErrorCode::key_revocation_list);
    error.position.file = path.string();
    return error;
}

bool RevocationList::revokes(Certificate const& certificate) const {
    X509_REVOKED* entry = nullptr;
    // 2 would be removeFromCRL: a hold that was lifted.
    return X509_CRL_get0_by_cert(handle_->crl.get(), &entry, certificate.handle().x509.get()) == 1;
}

std::optional<Instant> RevocationList::next_update() const {
    return instant_of(X509_CRL_get0_nextUpdate(handle_->crl.get()));
}

}  // namespace almoner::crypto
