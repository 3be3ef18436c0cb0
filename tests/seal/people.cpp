#include "seal/people.hpp"

#include "crypto/cms.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string const text = "what is signed\n";

workshop::Pair const& wang() {
    static auto const pair = workshop::make_dated_pair("people-wang");
    return pair;
}

settings::Person person(workshop::Pair const& pair) {
    return {"wang", "Wang", {settings::Role::approver}, pair.certificate_file, {}, {}, {}};
}

seal::People people(workshop::Pair const& pair, settings::Revocations const& revocations = {}) {
    auto loaded = seal::People::load({{"wang", person(pair)}}, revocations);
    REQUIRE(loaded);
    return *loaded;
}

std::string signed_by(workshop::Pair const& pair) {
    auto const cms = crypto::cms_sign(pair.key, pair.certificate, text);
    REQUIRE(cms);
    return *cms;
}

std::string verdict(seal::People const& known, std::string const& cms, std::string const& day = "2026-01-16") {
    auto const signatory = seal::verify_signatory(text, cms, known, *parse_day(day));
    return signatory ? signatory->person.id : std::string(text_of(signatory.error().code));
}

}  // namespace

TEST_CASE("a person is known by the pinned certificate") {
    CHECK(verdict(people(wang()), signed_by(wang())) == "wang");
    CHECK(verdict(people(workshop::rsa()), signed_by(wang())) == "approval.unknown_person");
    CHECK(people(wang()).find("wang") != nullptr);
    CHECK(people(wang()).find("li") == nullptr);
}

TEST_CASE("a certificate revoked counts to the day before") {
    auto const revoked = people(wang(), {{wang().certificate.fingerprint(), {*parse_day("2026-01-16"), "lost card"}}});
    CHECK(verdict(revoked, signed_by(wang()), "2026-01-15") == "wang");
    CHECK(verdict(revoked, signed_by(wang()), "2026-01-16") == "approval.certificate_revoked");
    CHECK(verdict(people(wang(), {{std::string(64, '0'), {*parse_day("2026-01-01"), ""}}}), signed_by(wang())) ==
          "wang");
}

TEST_CASE("a certificate for servers is told as such, whoever made the signature") {
    auto const server = workshop::make_pair("people-server", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                                            "extendedKeyUsage=serverAuth");
    workshop::write("people-text", text);
    must_run(
        "openssl cms -sign -binary -in people-text -signer people-server.crt -inkey people-server.key -outform DER "
        "-out people-server.p7s");
    CHECK(verdict(people(server), read(workshop::folder() / "people-server.p7s")) == "approval.certificate_purpose");
}

TEST_CASE("a term of office includes its first and last day") {
    auto member = person(wang());
    CHECK(seal::in_office(member, *parse_day("2026-01-16")));
    member.valid_from = *parse_day("2026-01-16");
    member.valid_until = *parse_day("2026-01-16");
    CHECK(seal::in_office(member, *parse_day("2026-01-16")));
    CHECK_FALSE(seal::in_office(member, *parse_day("2026-01-15")));
    CHECK_FALSE(seal::in_office(member, *parse_day("2026-01-17")));
}
