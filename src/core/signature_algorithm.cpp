#include "core/signature_algorithm.hpp"

#include "core/names.hpp"

namespace almoner {

namespace {

constexpr Names<5> names = {"rsa-sha256", "rsa-pss-sha256", "ecdsa-sha256", "ecdsa-sha384", "ed25519"};

}  // namespace

std::string_view text_of(SignatureAlgorithm algorithm) { return name_in(names, algorithm); }
std::optional<SignatureAlgorithm> signature_algorithm_of(std::string_view text) {
    return value_in<SignatureAlgorithm>(names, text);
}

}  // namespace almoner
