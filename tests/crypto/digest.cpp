#include "crypto/digest.hpp"

#include <string>

#include "catch.hpp"

using namespace almoner;

namespace {

std::string sha256_hex(std::string_view bytes) {
    auto const digest = crypto::sha256(bytes);
    REQUIRE(digest);
    return crypto::hex(*digest);
}

std::string keyed_hex(std::string const& key, std::string_view value) {
    auto const keyed = crypto::KeyedDigest::with_key(key);
    REQUIRE(keyed);
    auto const digest = keyed->of(value);
    REQUIRE(digest);
    return crypto::hex(*digest);
}

ErrorCode fault_of(std::string_view text) {
    auto const bytes = crypto::from_base64(text);
    REQUIRE_FALSE(bytes);
    return bytes.error().code;
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of the standard's examples") {
    // FIPS 180-2, appendix B, and NIST's file of long messages
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the digest does not depend on how the bytes were cut") {
    crypto::Sha256Sink sink;
    REQUIRE(sink.write("a"));
    REQUIRE(sink.write(""));
    REQUIRE(sink.write("bc"));
    auto const digest = sink.finish();
    REQUIRE(digest);
    CHECK(crypto::hex(*digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a finished digest takes no more bytes and is not told twice") {
    crypto::Sha256Sink sink;
    REQUIRE(sink.finish());
    auto const written = sink.write("a");
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::crypto_failure);
    CHECK_FALSE(sink.finish());
}

TEST_CASE("the keyed digest is the first half of HMAC-SHA-256") {
    // RFC 4231, test cases 1, 2, 3, 5 (there truncated to 128 bits) and 6
    CHECK(keyed_hex(std::string(20, '\x0b'), "Hi There") == "b0344c61d8db38535ca8afceaf0bf12b");
    CHECK(keyed_hex("Jefe", "what do ya want for nothing?") == "5bdcc146bf60754e6a042426089575c7");
    CHECK(keyed_hex(std::string(20, '\xaa'), std::string(50, '\xdd')) == "773ea91e36800e46854db8ebd09181a7");
    CHECK(keyed_hex(std::string(20, '\x0c'), "Test With Truncation") == "a3b6167473100ee06e0c796c2955552b");
    CHECK(keyed_hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f");
}

TEST_CASE("one keyed digest serves many values, before and after it is moved") {
    auto keyed = crypto::KeyedDigest::with_key("Jefe");
    REQUIRE(keyed);
    auto const first = keyed->of("one");
    auto const second = keyed->of("two");
    auto const moved = *std::move(keyed);
    auto const again = moved.of("one");
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(again);
    CHECK(*first == *again);
    CHECK(*first != *second);
}

TEST_CASE("an empty key is refused, for it keeps no secret") {
    auto const keyed = crypto::KeyedDigest::with_key("");
    REQUIRE_FALSE(keyed);
    CHECK(keyed.error().code == ErrorCode::crypto_failure);
}

TEST_CASE("base64 writes and reads the examples of its standard") {
    // RFC 4648, section 10
    for (auto const& [bytes, text] : std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                                                      {"f", "Zg=="},
                                                                                      {"fo", "Zm8="},
                                                                                      {"foo", "Zm9v"},
                                                                                      {"foob", "Zm9vYg=="},
                                                                                      {"fooba", "Zm9vYmE="},
                                                                                      {"foobar", "Zm9vYmFy"}}) {
        CHECK(crypto::base64(bytes) == text);
        auto const back = crypto::from_base64(text);
        REQUIRE(back);
        CHECK(*back == bytes);
    }
}

TEST_CASE("base64 has no line feeds however long it is, and reads those of others") {
    CHECK(crypto::base64(std::string(300, 'x')).find('\n') == std::string::npos);
    auto const back = crypto::from_base64(" Zm9v\r\nYmFy\t\n");
    REQUIRE(back);
    CHECK(*back == "foobar");
}

TEST_CASE("a text that is not the one base64 of its bytes is refused") {
    CHECK(fault_of("Zm9") == ErrorCode::crypto_failure);
    CHECK(fault_of("Zm9*") == ErrorCode::crypto_failure);
    CHECK(fault_of("Zm=v") == ErrorCode::crypto_failure);
    CHECK(fault_of("Zg==Zg==") == ErrorCode::crypto_failure);
    CHECK(fault_of("====") == ErrorCode::crypto_failure);
    CHECK(fault_of("Z===") == ErrorCode::crypto_failure);
    CHECK(fault_of("Zh==") == ErrorCode::crypto_failure);  // stray bits after the last byte
    CHECK(fault_of("Zm9v-_8=") == ErrorCode::crypto_failure);
}

TEST_CASE("random bytes are as many as asked for and never the same") {
    auto const one = crypto::random_bytes(32);
    auto const other = crypto::random_bytes(32);
    auto const none = crypto::random_bytes(0);
    REQUIRE(one);
    REQUIRE(other);
    REQUIRE(none);
    CHECK(one->size() == 32);
    CHECK(*one != *other);
    CHECK(none->empty());
}
