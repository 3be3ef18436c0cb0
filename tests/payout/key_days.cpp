#include "payout/key_days.hpp"

#include "catch.hpp"
#include "crypto/key_making.hpp"

using namespace almoner;
using namespace almoner::payout;

namespace {

Day day(char const* text) { return *parse_day(text); }

/// Its last day is 2026-01-31.
crypto::Certificate certificate() {
    auto const key = crypto::make_private_key(crypto::KeyAlgorithm::p256);
    REQUIRE(key);
    auto made = crypto::self_signed(*key, {"transfer", *parse_instant("2026-01-01T08:00:00Z"), 30, {}});
    REQUIRE(made);
    return *made;
}

}  // namespace

TEST_CASE("a certificate is told of when it ends within 30 days") {
    auto const soon = ends_soon("transfer", certificate(), day("2026-01-02"));
    REQUIRE(soon);
    CHECK(soon->code == ErrorCode::key_ends_soon);
    CHECK(soon->severity == Severity::warning);
    CHECK(soon->arguments == std::vector<std::string>{"2026-01-31"});
    CHECK_FALSE(ends_soon("transfer", certificate(), day("2026-01-01")));
}

TEST_CASE("a file waits when its key ends less than five days after the money moves") {
    CHECK_FALSE(ends_early("f.xml", certificate(), day("2026-01-26")));
    auto const early = ends_early("f.xml", certificate(), day("2026-01-27"));
    REQUIRE(early);
    CHECK(early->code == ErrorCode::key_ends_early);
    CHECK(early->severity == Severity::held);
    CHECK(early->arguments == std::vector<std::string>{"2026-01-31", "2026-01-27"});
    CHECK(early->position.file == "f.xml");
}
