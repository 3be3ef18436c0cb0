#include "seal/revoked_certificates.hpp"

#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::seal;
using almoner::testing::Folder;

namespace {

Day day(char const* text) { return *parse_day(text); }

/// An authority, a certificate of it that it has revoked, and its list, valid for 30 days.
void make_keys(Folder const& folder) {
    folder.write(
        "ca.cnf",
        "[ca]\ndefault_ca = a\n[a]\nnew_certs_dir = .\ndatabase = index\nserial = serial\ncrlnumber = number\n"
        "policy = any\ndefault_md = sha256\ndefault_days = 30\ndefault_crl_days = 30\n[any]\ncommonName = supplied\n"
        "[req]\ndistinguished_name = req\n");
    auto const ca = std::string("openssl ca -config ca.cnf -cert ca.crt -keyfile ca.key ");
    workshop::must_run(
        "cd " + folder.path().string() +
        " && : > index && echo 0a > serial && echo 01 > number && openssl req -x509 -new -newkey ec -pkeyopt "
        "ec_paramgen_curve:P-256 -nodes -keyout ca.key -subj /CN=Authority -days 30 -out ca.crt -addext "
        "keyUsage=critical,keyCertSign,cRLSign && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
        "-nodes -keyout one.key -subj /CN=one -out one.req && " +
        ca + "-batch -notext -in one.req -out one.crt && " + ca + "-revoke one.crt && " + ca + "-gencrl -out ca.crl");
}

crypto::Certificate loaded(Folder const& folder, std::string const& name) {
    auto certificate = crypto::Certificate::load(folder.path() / name);
    REQUIRE(certificate);
    return *certificate;
}

}  // namespace

TEST_CASE("a folder without lists and revocations revokes nothing") {
    Folder const folder;
    auto const revoked = RevokedCertificates::load(folder.path());
    REQUIRE(revoked);
    CHECK_FALSE(revoked->include(workshop::rsa().certificate, day("2026-01-01")));
    CHECK(revoked->outdated(*parse_instant("2099-01-01T00:00:00Z")).empty());
}

TEST_CASE("an authority's list revokes at once, and is outdated when a newer one was due") {
    Folder const folder;
    make_keys(folder);
    auto const revoked = RevokedCertificates::load(folder.path());
    REQUIRE(revoked);
    auto const one = loaded(folder, "one.crt");
    CHECK(revoked->include(one, day("2000-01-01")));
    CHECK_FALSE(revoked->include(loaded(folder, "ca.crt"), day("2099-01-01")));
    CHECK(revoked->outdated(one.not_before() + date::days{29}).empty());
    CHECK(revoked->outdated(one.not_before() + date::days{31}) == std::vector{folder.path() / "ca.crl"});
}

TEST_CASE("a list without its authority, and revocations that cannot be read, stop everything") {
    Folder const folder;
    make_keys(folder);
    workshop::fs::remove(folder.path() / "ca.crt");
    auto const without = RevokedCertificates::load(folder.path());
    REQUIRE_FALSE(without);
    CHECK(without.error().code == ErrorCode::key_revocation_list);
    Folder const misspelt;
    misspelt.write("revoked.toml", "[[revocked]]\n");
    CHECK_FALSE(RevokedCertificates::load(misspelt.path()));
}
