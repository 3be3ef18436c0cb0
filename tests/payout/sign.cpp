#include "payout/sign.hpp"

#include "payout/planned.hpp"

using namespace office;

TEST_CASE("a signed file is durable, private and what xmlsec1 verifies") {
    Planned planned;
    auto const file = planned.signed_file();
    CHECK((fs::status(file.path).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(file.verified.algorithm == "rsa-sha256");
    CHECK(file.verified.byte_count == fs::file_size(file.path));
    CHECK(file.verified.file_digest == *payout::file_digest(file.path));
    if (have("xmlsec1")) {
        auto const certificate = workshop::rsa().certificate_file.string();
        auto const outcome = run("xmlsec1 --verify --pubkey-cert-pem " + certificate +
                                 " --enabled-key-data key-name --enabled-reference-uris empty " + file.path.string());
        INFO(outcome.output);
        CHECK(outcome.status == 0);
    }
}

TEST_CASE("signing again gives the same bytes") {
    Planned planned;
    auto const once = read(planned.signed_file().path);
    CHECK(read(planned.signed_file().path) == once);
}
