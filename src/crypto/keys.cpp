#include "crypto/keys.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/handles.hpp"
#include "crypto/token.hpp"

namespace almoner::crypto {

namespace {

constexpr std::size_t key_file_limit = 1U << 16;

enum class Readers { anybody, owner_only };

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            static_cast<void>(::close(number_));
        }
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

Result<std::string> read_small_file(std::filesystem::path const& path, Readers readers) {
    Position const position{path.string(), {}, 0, 0};
    Descriptor const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) {
        return Error{
            errno == ENOENT ? ErrorCode::file_missing : ErrorCode::file_io, position, std::strerror(errno), {}};
    }
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) {
        return Error{ErrorCode::file_io, position, std::strerror(errno), {}};
    }
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorCode::file_not_regular, position, {}, {}};
    }
    if (readers == Readers::owner_only && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Error{ErrorCode::key_mode, position, {}, {}};
    }
    std::string text(key_file_limit, '\0');
    std::size_t size = 0;
    for (ssize_t count = 1; count != 0 && size < text.size(); size += static_cast<std::size_t>(count)) {
        count = ::read(file.number(), text.data() + size, text.size() - size);
        if (count < 0) {
            return Error{ErrorCode::file_io, position, std::strerror(errno), {}};
        }
    }
    text.resize(size);
    return text;
}

Error at(std::filesystem::path const& path, Error error) {
    error.position.file = path.string();
    return error;
}

KeyKind kind_of(EVP_PKEY const* key) {
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        return KeyKind::rsa;
    }
    if (EVP_PKEY_is_a(key, "ED25519") == 1) {
        return KeyKind::ed25519;
    }
    char group[64] = {};
    std::size_t length = 0;
    if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, group, sizeof group, &length) != 1) {
        return KeyKind::other;
    }
    auto const name = std::string_view(group, length);
    return name == "prime256v1" ? KeyKind::ec_p256 : name == "secp384r1" ? KeyKind::ec_p384 : KeyKind::other;
}

/// Null when it was not read, or anything that is asked for later could not be answered.
X509Handle sound(X509Handle x509) {
    auto const answers = x509 && X509_get0_pubkey(x509.get()) != nullptr &&
                         instant_of(X509_get0_notBefore(x509.get())) && instant_of(X509_get0_notAfter(x509.get()));
    return answers ? std::move(x509) : nullptr;
}

/// Hands OpenSSL the passphrase; nobody is asked on a terminal.
int tell_passphrase(char* buffer, int size, int, void* secret) {
    auto const text = *static_cast<std::string_view const*>(secret);
    if (text.empty() || std::ssize(text) > size) {
        return -1;
    }
    text.copy(buffer, text.size());
    return static_cast<int>(text.size());
}

Result<PrivateKey::Handle> key_in_file(std::filesystem::path const& path, Secret const& passphrase) {
    auto text = read_small_file(path, Readers::owner_only);
    if (!text) {
        return text.error();
    }
    auto const is_locked = text->find("ENCRYPTED") != std::string::npos;
    auto const bio = memory_of(*text);
    auto secret = passphrase.text();
    Pkey key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, tell_passphrase, &secret) : nullptr);
    OPENSSL_cleanse(text->data(), text->size());
    if (!key) {
        return openssl_error(is_locked ? ErrorCode::key_passphrase : ErrorCode::crypto_key);
    }
    return PrivateKey::Handle{std::move(key)};
}

std::string text_of(ASN1_STRING const* string) {
    unsigned char* utf8 = nullptr;
    auto const size = ASN1_STRING_to_UTF8(&utf8, string);
    if (size < 0) {
        ERR_clear_error();
        return {};
    }
    std::string text(reinterpret_cast<char const*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return text;
}

}  // namespace

Result<Certificate> Certificate::load(std::filesystem::path const& path) {
    auto const text = read_small_file(path, Readers::anybody);
    if (!text) {
        return text.error();
    }
    if (text->find("-----BEGIN ") == std::string::npos) {
        auto certificate = of_der(*text);
        return certificate ? certificate : Result<Certificate>(at(path, certificate.error()));
    }
    auto const bio = memory_of(*text);
    auto x509 = sound(X509Handle(bio ? PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr) : nullptr));
    if (!x509) {
        return at(path, openssl_error(ErrorCode::crypto_certificate));
    }
    return Certificate{std::make_shared<Handle>(Handle{std::move(x509)})};
}

Result<Certificate> Certificate::of_der(std::string_view der) {
    ERR_clear_error();
    auto const* end = octets(der);
    auto x509 = sound(X509Handle(d2i_X509(nullptr, &end, static_cast<long>(der.size()))));
    if (!x509 || end != octets(der) + der.size()) {
        return openssl_error(ErrorCode::crypto_certificate);
    }
    return Certificate{std::make_shared<Handle>(Handle{std::move(x509)})};
}

std::string Certificate::der() const {
    auto const size = i2d_X509(handle_->x509.get(), nullptr);
    check(size > 0, "a parsed certificate has a DER form");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    auto* out = octets(bytes);
    check(i2d_X509(handle_->x509.get(), &out) == size, "a certificate's DER form has one length");
    return bytes;
}

std::string Certificate::fingerprint() const {
    auto const digest = sha256(der());
    check(static_cast<bool>(digest), "SHA-256 is there");
    return hex(*digest);
}

std::string Certificate::subject() const {
    auto const* name = X509_get_subject_name(handle_->x509.get());
    auto const index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (index >= 0) {
        return text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
    }
    Bio const out(BIO_new(BIO_s_mem()));
    check(out && X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0,
          "a parsed certificate's subject can be printed");
    char* text = nullptr;
    auto const size = BIO_get_mem_data(out.get(), &text);
    return size <= 0 ? std::string() : std::string(text, static_cast<std::size_t>(size));
}

// Both were read once when the certificate was.
Instant Certificate::not_before() const { return *instant_of(X509_get0_notBefore(handle_->x509.get())); }
Instant Certificate::not_after() const { return *instant_of(X509_get0_notAfter(handle_->x509.get())); }
KeyKind Certificate::key_kind() const { return kind_of(X509_get0_pubkey(handle_->x509.get())); }
int Certificate::key_bits() const { return EVP_PKEY_get_bits(X509_get0_pubkey(handle_->x509.get())); }

bool Certificate::may_sign() const {
    return (X509_get_key_usage(handle_->x509.get()) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

bool Certificate::may_sign_messages() const {
    return may_sign() && (X509_get_extended_key_usage(handle_->x509.get()) & (XKU_SMIME | XKU_ANYEKU)) != 0;
}

std::string Certificate::key_fingerprint() const {
    unsigned char* der = nullptr;
    auto const size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(handle_->x509.get()), &der);
    check(size > 0, "a parsed certificate's public key has a DER form");
    auto const digest = sha256({reinterpret_cast<char const*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    check(static_cast<bool>(digest), "SHA-256 is there");
    return hex(*digest);
}

std::string Certificate::pem() const {
    Bio const out(BIO_new(BIO_s_mem()));
    check(out && PEM_write_bio_X509(out.get(), handle_->x509.get()) == 1, "a parsed certificate has a PEM form");
    char* text = nullptr;
    auto const size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

Result<PrivateKey> PrivateKey::load(std::string const& place, Secret const& secret) {
    auto key = is_token_address(place) ? load_from_token(place, secret) : key_in_file(place, secret);
    if (!key) {
        return at(place, key.error());
    }
    return of(*std::move(key));
}

PrivateKey PrivateKey::of(Handle handle) { return PrivateKey{std::make_shared<Handle>(std::move(handle))}; }

KeyKind PrivateKey::kind() const { return kind_of(handle_->key.get()); }

bool PrivateKey::belongs_to(Certificate const& certificate) const {
    auto const same = X509_check_private_key(certificate.handle().x509.get(), handle_->key.get()) == 1;
    ERR_clear_error();
    return same;
}

}  // namespace almoner::crypto
