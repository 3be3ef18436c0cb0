#include "crypto/secret.hpp"

#include "catch.hpp"

using namespace almoner::crypto;

TEST_CASE("a secret takes its text over and leaves nothing where it stood") {
    std::string text = "correct horse";
    auto const* const place = text.data();
    auto const size = text.size();
    Secret const secret(text);
    CHECK(secret.text() == "correct horse");
    CHECK(text.empty());
    CHECK(std::string(place, size) == std::string(size, '\0'));
}

TEST_CASE("a secret moves and is never in two places") {
    std::string text = "1234";
    Secret first(text);
    Secret const second(std::move(first));
    CHECK(second.text() == "1234");
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that it is empty is what is tested
    CHECK_FALSE(std::is_copy_constructible_v<Secret>);
    CHECK_FALSE(std::is_copy_assignable_v<Secret>);
    CHECK(Secret().empty());
}
