#include "core/signature_algorithm.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("a signature algorithm is known by its word and no other") {
    for (auto const algorithm :
         {SignatureAlgorithm::rsa_sha256, SignatureAlgorithm::rsa_pss_sha256, SignatureAlgorithm::ecdsa_sha256,
          SignatureAlgorithm::ecdsa_sha384, SignatureAlgorithm::ed25519}) {
        CHECK(signature_algorithm_of(text_of(algorithm)) == algorithm);
    }
    CHECK(text_of(SignatureAlgorithm::rsa_pss_sha256) == "rsa-pss-sha256");
    CHECK_FALSE(signature_algorithm_of("rsa-sha1"));
    CHECK_FALSE(signature_algorithm_of("RSA-SHA256"));
    CHECK_FALSE(signature_algorithm_of(""));
}
