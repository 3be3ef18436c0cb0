#include "crypto/ed25519.hpp"

#include <charconv>

#include "crypto/workshop.hpp"

using namespace almoner;

namespace {

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t at = 0; at < hex.size(); at += 2) {
        unsigned value = 0;
        std::from_chars(hex.data() + at, hex.data() + at + 2, value, 16);
        bytes += static_cast<char>(value);
    }
    return bytes;
}

}  // namespace

TEST_CASE("the vectors of RFC 8032, 7.1 hold") {
    struct Vector {
        std::string_view key, message, signature;
    };
    for (auto const& vector : {Vector{"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                                      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                                      "c61e39701cf9b46bd25bf5f0595bb"
                                      "e24655141438e7a100b"},
                               Vector{"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                                      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                                      "458f3613d0f11d8c387b2eaeb4302a"
                                      "eeb00d291612bb0c00"}}) {
        auto const key = bytes_of(vector.key);
        auto signature = bytes_of(vector.signature);
        CHECK(crypto::ed25519_verify(key, bytes_of(vector.message), signature));
        signature[0] = static_cast<char>(signature[0] ^ 1);
        auto const held = crypto::ed25519_verify(key, bytes_of(vector.message), signature);
        REQUIRE_FALSE(held);
        CHECK(held.error().code == ErrorCode::signature_value);
    }
}

TEST_CASE("what a key signs its certificate's public half verifies") {
    auto const pair = workshop::make_pair("ed", "-algorithm ED25519", workshop::may_sign);
    auto const key = crypto::ed25519_public_key(pair.certificate);
    auto const signature = crypto::ed25519_sign(pair.key, "text");
    REQUIRE(key);
    REQUIRE(signature);
    CHECK(signature->size() == 64);
    CHECK(crypto::ed25519_verify(*key, "text", *signature));
    CHECK_FALSE(crypto::ed25519_verify(*key, "texts", *signature));
}

TEST_CASE("keys of other kinds are told apart") {
    CHECK(crypto::ed25519_public_key(workshop::rsa().certificate).error().code == ErrorCode::signature_key);
    CHECK(crypto::ed25519_sign(workshop::rsa().key, "text").error().code == ErrorCode::crypto_algorithm);
    CHECK(crypto::ed25519_verify("short", "text", std::string(64, 'x')).error().code == ErrorCode::signature_key);
}
