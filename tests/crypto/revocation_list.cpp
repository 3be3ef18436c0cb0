#include "crypto/revocation_list.hpp"

#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::crypto;

namespace {

/// An authority `authority.crt`, two certificates of it, `good.crt` and `bad.crt`, and its list `ca.crl` that revokes
/// the second; `other.crt` is an authority of the same name with another key.
void make_authority() {
    static auto const made = [] {
        workshop::write(
            "crl.cnf",
            "[ca]\ndefault_ca = test\n[test]\nnew_certs_dir = .\ndatabase = crl.index\nserial = crl.serial\n"
            "crlnumber = crl.number\npolicy = any\ndefault_md = sha256\ndefault_days = 30\ndefault_crl_days = 30\n"
            "[any]\ncommonName = supplied\n[req]\ndistinguished_name = req\n");
        auto const authority = [](std::string const& name) {
            workshop::must_run(
                "openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout " + name +
                ".key -subj '/CN=Authority' -days 30 -out " + name +
                ".crt -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign");
        };
        authority("authority");
        authority("impostor");
        workshop::must_run(": > crl.index; echo 01 > crl.serial; echo 01 > crl.number");
        for (auto const* name : {"good", "bad"}) {
            workshop::must_run(
                "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout x.key -subj /CN=" +
                std::string(name) +
                " -out x.req && openssl ca -batch -notext -config crl.cnf -cert authority.crt "
                "-keyfile authority.key -in x.req -out " +
                std::string(name) + ".crt");
        }
        workshop::must_run(
            "openssl ca -config crl.cnf -cert authority.crt -keyfile authority.key -revoke bad.crt && "
            "openssl ca -config crl.cnf -cert authority.crt -keyfile authority.key -gencrl -out ca.crl");
        return true;
    }();
    static_cast<void>(made);
}

Certificate certificate_of(std::string const& name) {
    auto certificate = Certificate::load(workshop::folder() / (name + ".crt"));
    REQUIRE(certificate);
    return *certificate;
}

}  // namespace

TEST_CASE("a list of an authority revokes by serial number, in PEM and in DER") {
    make_authority();
    workshop::must_run("openssl crl -in ca.crl -outform DER -out der.crl");
    std::vector const authorities = {certificate_of("impostor"), certificate_of("authority")};
    for (auto const* file : {"ca.crl", "der.crl"}) {
        auto const list = RevocationList::load(workshop::folder() / file, authorities);
        REQUIRE(list);
        CHECK(list->revokes(certificate_of("bad")));
        CHECK_FALSE(list->revokes(certificate_of("good")));
        REQUIRE(list->next_update());
        CHECK(*list->next_update() > certificate_of("authority").not_before());
    }
}

TEST_CASE("a certificate of another issuer with the same serial number is not revoked") {
    make_authority();
    std::vector const authorities = {certificate_of("authority")};
    auto const list = RevocationList::load(workshop::folder() / "ca.crl", authorities);
    REQUIRE(list);
    workshop::must_run("openssl req -x509 -key x.key -subj /CN=Elsewhere -set_serial 2 -days 3 -out elsewhere.crt");
    CHECK_FALSE(list->revokes(certificate_of("elsewhere")));
}

TEST_CASE("a list that no authority beside it has signed is refused") {
    make_authority();
    auto const fault = [](std::string const& file, std::vector<Certificate> const& authorities) {
        auto const list = RevocationList::load(workshop::folder() / file, authorities);
        REQUIRE_FALSE(list);
        CHECK(list.error().position.file.ends_with(file));
        return list.error().code;
    };
    CHECK(fault("ca.crl", {}) == ErrorCode::key_revocation_list);
    CHECK(fault("ca.crl", {certificate_of("impostor")}) == ErrorCode::key_revocation_list);
    CHECK(fault("ca.crl", {certificate_of("good")}) == ErrorCode::key_revocation_list);
    CHECK(fault("authority.crt", {certificate_of("authority")}) == ErrorCode::key_revocation_list);
    CHECK(fault("absent.crl", {certificate_of("authority")}) == ErrorCode::key_revocation_list);
}
