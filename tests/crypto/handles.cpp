#include "crypto/handles.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("an error tells OpenSSL's last reason and leaves nothing for the next") {
    ERR_raise(ERR_LIB_CMS, CMS_R_NO_SIGNERS);
    ERR_raise(ERR_LIB_CMS, CMS_R_NO_CIPHER);
    auto const told = crypto::openssl_error(ErrorCode::approval_signature);
    CHECK(told.code == ErrorCode::approval_signature);
    CHECK(told.value == "no cipher");
    CHECK(ERR_peek_error() == 0);
    CHECK(crypto::openssl_error(ErrorCode::crypto_failure).value.empty());
}

TEST_CASE("bytes can be read through OpenSSL, even none") {
    auto const some = crypto::memory_of("abc");
    auto const none = crypto::memory_of({});
    REQUIRE(some);
    REQUIRE(none);
    CHECK(BIO_pending(some.get()) == 3);
    CHECK(BIO_pending(none.get()) == 0);
}
