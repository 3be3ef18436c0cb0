#include "seal/audit_leaf.hpp"

#include "crypto/workshop.hpp"

using namespace almoner;

TEST_CASE("a leaf is one JSON line whose digest other programs find, too") {
    auto const leaf = seal::audit_leaf(*parse_instant("2026-01-19T01:00:00Z"), 7, "list", "AA\"0001", "00ff");
    REQUIRE(leaf);
    CHECK(leaf->record ==
          R"({"utc":"2026-01-19T01:00:00Z","run":7,"kind":"list","subject":"AA\"0001","sha256":"00ff"})");
    if (workshop::have("sha256sum")) {
        // RFC 6962, 2.1: a leaf's digest begins with a zero byte.
        workshop::write("leaf", std::string(1, '\0') + leaf->record);
        CHECK(workshop::run("sha256sum leaf").output.substr(0, 64) == leaf->sha256);
    }
}
