#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "core/day.hpp"
#include "core/free.hpp"
#include "core/result.hpp"
#include "crypto/keys.hpp"

namespace almoner::crypto {

using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Pkey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using X509Handle = std::unique_ptr<X509, Free<X509_free>>;
using CmsHandle = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo_free>>;

struct Certificate::Handle {
    X509Handle x509;
};

struct PrivateKey::Handle {
    Pkey key;
};

/// A read-only view of bytes as a BIO; null when there is no memory, or the bytes are 2 GiB and more.
Bio memory_of(std::string_view bytes);

/// The error with OpenSSL's own reason as its value; the error queue is emptied.
Error openssl_error(ErrorCode code);

/// Nothing when it is no time of a calendar.
std::optional<Instant> instant_of(ASN1_TIME const* time);

/// The callback for PEM readers: without it OpenSSL asks for a passphrase at the terminal of a nightly job.
int no_passphrase(char* buffer, int size, int writing, void* context);

inline unsigned char const* octets(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}
inline unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace almoner::crypto
