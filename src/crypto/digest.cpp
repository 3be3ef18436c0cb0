#include "crypto/digest.hpp"

#include <algorithm>
#include <climits>

#include <openssl/core_names.h>
#include <openssl/rand.h>

#include "crypto/handles.hpp"

namespace almoner::crypto {

namespace {

/// Fetched once and kept until the program ends: what EVP_sha256() gives is looked up anew whenever it is used.
EVP_MD const* sha256_method() {
    static EVP_MD const* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

bool begin(DigestContext const& digest) {
    return digest && sha256_method() != nullptr && EVP_DigestInit_ex2(digest.get(), sha256_method(), nullptr) == 1;
}

Result<Sha256Digest> finished(DigestContext const& digest) {
    Sha256Digest value{};
    unsigned length = 0;
    if (!digest || EVP_DigestFinal_ex(digest.get(), value.data(), &length) != 1 || length != value.size()) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return value;
}

}  // namespace

struct Sha256Sink::Context {
    DigestContext digest;
};

Sha256Sink::Sha256Sink() : context_(std::make_unique<Context>()) {
    context_->digest.reset(EVP_MD_CTX_new());
    if (!begin(context_->digest)) {
        context_->digest.reset();
    }
}

Sha256Sink::~Sha256Sink() = default;

Status Sha256Sink::write(std::string_view bytes) {
    if (!context_->digest || EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return {};
}

Result<Sha256Digest> Sha256Sink::finish() {
    auto const digest = finished(context_->digest);
    context_->digest.reset();
    return digest;
}

Result<std::string> Sha256Sink::finish_hex() {
    auto const digest = finish();
    return digest ? Result<std::string>(hex(*digest)) : digest.error();
}

Result<Sha256Digest> sha256(std::string_view bytes) {
    // Short texts come by the million, and a context costs more than their digest.
    thread_local DigestContext const digest(EVP_MD_CTX_new());
    if (!begin(digest) || EVP_DigestUpdate(digest.get(), bytes.data(), bytes.size()) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return finished(digest);
}

namespace {

using Mac = std::unique_ptr<EVP_MAC, Free<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Free<EVP_MAC_CTX_free>>;

}  // namespace

struct KeyedDigest::Context {
    MacContext keyed;
};

KeyedDigest::KeyedDigest(std::unique_ptr<Context> context) : context_(std::move(context)) {}
KeyedDigest::KeyedDigest(KeyedDigest&&) noexcept = default;
KeyedDigest& KeyedDigest::operator=(KeyedDigest&&) noexcept = default;
KeyedDigest::~KeyedDigest() = default;

Result<KeyedDigest> KeyedDigest::with_key(std::string_view key) {
    if (key.empty()) {
        return Error{ErrorCode::crypto_failure, {}, {}, {}};
    }
    Mac const mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    MacContext keyed(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
    char digest_name[] = "SHA256";
    OSSL_PARAM const parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
                                     OSSL_PARAM_construct_end()};
    if (!keyed || EVP_MAC_init(keyed.get(), octets(key), key.size(), parameters) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return KeyedDigest{std::make_unique<Context>(Context{std::move(keyed)})};
}

Result<PersonKey> KeyedDigest::of(std::string_view value) const {
    std::array<std::uint8_t, 32> whole{};
    std::size_t length = 0;
    auto* const mac = context_->keyed.get();
    // Without a key it begins anew with the one it has; a copy of the keyed state would cost twice as much.
    if (EVP_MAC_init(mac, nullptr, 0, nullptr) != 1 || EVP_MAC_update(mac, octets(value), value.size()) != 1 ||
        EVP_MAC_final(mac, whole.data(), &length, whole.size()) != 1 || length != whole.size()) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    PersonKey key{};
    std::copy_n(whole.begin(), key.size(), key.begin());
    return key;
}

std::string hex(std::span<std::uint8_t const> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::string base64(std::string_view bytes) {
    check(bytes.size() < INT_MAX / 2, "only values are written in base64, never whole files");
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL adds a zero byte
    auto const length = EVP_EncodeBlock(octets(text), octets(bytes), static_cast<int>(bytes.size()));
    check(length >= 0, "base64 of bytes at hand cannot fail");
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Result<std::string> from_base64(std::string_view text) {
    std::string dense;
    for (auto const letter : text) {
        if (letter != ' ' && letter != '\t' && letter != '\r' && letter != '\n') {
            dense += letter;
        }
    }
    if (dense.size() % 4 != 0 || dense.size() > INT_MAX / 4) {
        return Error{ErrorCode::crypto_failure, {}, {}, {}};
    }
    std::string bytes(dense.size() / 4 * 3, '\0');
    auto const length = EVP_DecodeBlock(octets(bytes), octets(dense), static_cast<int>(dense.size()));
    auto const padding = dense.size() - (dense.find_last_not_of('=') + 1);
    if (length < 0 || padding > 2) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    bytes.resize(bytes.size() - padding);
    // OpenSSL reads '=' anywhere as zero bits and passes over stray bits: only one text may mean these bytes.
    if (base64(bytes) != dense) {
        return Error{ErrorCode::crypto_failure, {}, {}, {}};
    }
    return bytes;
}

Result<std::string> random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (count > INT_MAX || RAND_bytes(octets(bytes), static_cast<int>(count)) != 1) {
        return openssl_error(ErrorCode::crypto_failure);
    }
    return bytes;
}

}  // namespace almoner::crypto
