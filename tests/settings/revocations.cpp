#include "settings/revocations.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key there is.
constexpr auto* annotated = R"([[revoked]]
certificate_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
since = 2026-01-10
reason = "lost card"

[[revoked]]
certificate_sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
since = 2026-01-12
reason = "left the office"
)";

std::string outcome(std::string const& text) {
    Folder const folder;
    return told(load_revocations(folder.write("revoked.toml", text)));
}

}  // namespace

TEST_CASE("revocations are read by the certificate's digest") {
    Folder const folder;
    auto const all = load_revocations(folder.write("revoked.toml", annotated));
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    auto const found = all->find("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    REQUIRE(found != all->end());
    CHECK(found->second.since == day(2026, 1, 10));
    CHECK(found->second.reason == "lost card");
}

TEST_CASE("without a file nothing is revoked, but a file that cannot be read is told") {
    Folder const folder;
    auto const none = load_revocations(folder.path() / "revoked.toml");
    REQUIRE(none);
    CHECK(none->empty());
    CHECK_FALSE(load_revocations(folder.path()));
    CHECK(outcome("[[revoked]").starts_with("settings.syntax "));
}

TEST_CASE("a misspelt revocation is refused and not passed over") {
    CHECK(outcome(replaced(annotated, "[[revoked]]\n", "[[revocked]]\n")) == "settings.key_unknown 'revocked' 1:3");
    CHECK(outcome(replaced(annotated, "since", "sinse")) == "settings.key_unknown 'sinse' 3:1");
    CHECK(outcome(replaced(annotated, "reason = \"lost card\"", "")) == "settings.missing_key 'reason' 1:1");
    CHECK(outcome(replaced(annotated, "e3b0", "E3B0")).starts_with("settings.value 'E3B0c442"));
    CHECK(outcome(replaced(annotated, "e3b0", "")).starts_with("settings.value 'c442"));
}

TEST_CASE("a certificate is revoked once") {
    auto const twice = replaced(annotated, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(outcome(twice).starts_with("settings.value 'e3b0c442"));
}
