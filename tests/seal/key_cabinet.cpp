#include "seal/key_cabinet.hpp"

#include "crypto/key_making.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::seal;
using settings::KeyPurpose;

namespace {

Day day(char const* text) { return *parse_day(text); }

/// A key with a certificate of 2026, its file and its entry in a ring.
struct Made {
    explicit Made(std::string const& name, crypto::KeyAlgorithm algorithm = crypto::KeyAlgorithm::p256)
        : key(*crypto::make_private_key(algorithm)), file(workshop::folder() / ("cabinet-" + name + ".crt")) {
        renew();
    }
    void renew() const {
        auto const certificate = crypto::self_signed(key, {"key", *parse_instant("2026-01-01T12:00:00Z"), 365, {}});
        REQUIRE(certificate);
        workshop::write(file.filename().string(), certificate->pem());
    }
    [[nodiscard]] settings::RingKey entry(std::string const& id, KeyPurpose purpose) const {
        return {.id = id, .purpose = purpose, .certificate = file, .private_half = "x"};
    }

    crypto::PrivateKey key;
    workshop::fs::path file;
};

People people_with(std::vector<std::pair<std::string, workshop::fs::path>> const& members) {
    settings::Register persons;
    for (auto const& [id, certificate] : members) {
        persons[id] = {id, id, {settings::Role::approver}, certificate, {}, {}, {}};
    }
    auto people = People::load(persons);
    REQUIRE(people);
    return *people;
}

ErrorCode fault_of(settings::KeyRing const& ring, People const& people = {}) {
    auto const cabinet = KeyCabinet::load(ring, people);
    REQUIRE_FALSE(cabinet);
    return cabinet.error().code;
}

RevokedCertificates revoked_in(workshop::fs::path const& folder) {
    auto revoked = RevokedCertificates::load(folder);
    REQUIRE(revoked);
    return *revoked;
}

ErrorCode unfit(CabinetKey const& key, char const* on, RevokedCertificates const& revoked = {}) {
    auto const fit = fit_for_use(key, day(on), revoked);
    REQUIRE_FALSE(fit);
    return fit.error().code;
}

CabinetKey cabinet_key(settings::RingKey const& entry) {
    auto const cabinet = KeyCabinet::load({entry}, {});
    REQUIRE(cabinet);
    return cabinet->keys().at(0);
}

}  // namespace

TEST_CASE("a key under two purposes is refused, also in another certificate of it") {
    Made const one("one");
    Made const again("again");
    CHECK(fault_of({one.entry("a", KeyPurpose::file), one.entry("b", KeyPurpose::bank)}) ==
          ErrorCode::key_two_purposes);
    auto const renewed = crypto::self_signed(one.key, {"other", *parse_instant("2027-01-01T00:00:00Z"), 365, {}});
    REQUIRE(renewed);
    workshop::write("cabinet-renewed.crt", renewed->pem());
    auto bank = one.entry("b", KeyPurpose::bank);
    bank.certificate = workshop::folder() / "cabinet-renewed.crt";
    CHECK(fault_of({one.entry("a", KeyPurpose::file), bank}) == ErrorCode::key_two_purposes);
    CHECK(KeyCabinet::load({one.entry("a", KeyPurpose::file), again.entry("b", KeyPurpose::bank)}, {}));
}

TEST_CASE("a key may be renewed under its own purpose") {
    Made const one("one");
    CHECK(KeyCabinet::load({one.entry("a", KeyPurpose::file), one.entry("b", KeyPurpose::file)}, {}));
}

TEST_CASE("a person's key is nobody else's and signs no files") {
    Made const one("one");
    Made const two("two");
    auto const person = people_with({{"wang.jun", one.file}});
    CHECK(fault_of({one.entry("a", KeyPurpose::file)}, person) == ErrorCode::key_two_purposes);
    CHECK(KeyCabinet::load({two.entry("a", KeyPurpose::file)}, person));
    CHECK(fault_of({}, people_with({{"wang.jun", one.file}, {"zhao.min", one.file}})) == ErrorCode::key_two_purposes);
}

TEST_CASE("a key is fit from the first to the last day of its certificate") {
    Made const one("one");
    auto const key = cabinet_key(one.entry("a", KeyPurpose::file));
    CHECK(unfit(key, "2025-12-31") == ErrorCode::key_expired);
    CHECK(fit_for_use(key, day("2026-01-01"), {}));
    CHECK(fit_for_use(key, day("2027-01-01"), {}));
    CHECK(unfit(key, "2027-01-02") == ErrorCode::key_expired);
}

TEST_CASE("checkpoints are signed with Ed25519 alone, and nothing with a key that may not sign") {
    Made const p256("one");
    Made const ed25519("ed25519", crypto::KeyAlgorithm::ed25519);
    CHECK(unfit(cabinet_key(p256.entry("a", KeyPurpose::audit)), "2026-02-01") == ErrorCode::key_purpose);
    CHECK(fit_for_use(cabinet_key(ed25519.entry("a", KeyPurpose::audit)), day("2026-02-01"), {}));
    auto entry = p256.entry("a", KeyPurpose::file);
    entry.certificate = workshop::encipherer().certificate_file;
    auto const today = date::floor<date::days>(workshop::encipherer().certificate.not_before());
    auto const fit = fit_for_use(cabinet_key(entry), today, {});
    REQUIRE_FALSE(fit);
    CHECK(fit.error().code == ErrorCode::key_purpose);
}

TEST_CASE("a revoked key is unfit from the day of its revocation on") {
    Made const one("one");
    auto const key = cabinet_key(one.entry("a", KeyPurpose::file));
    almoner::testing::Folder const folder;
    folder.write("revoked.toml", "[[revoked]]\ncertificate_sha256 = \"" + key.certificate.fingerprint() +
                                     "\"\nsince = 2026-03-01\nreason = \"lost\"\n");
    auto const revoked = revoked_in(folder.path());
    CHECK(fit_for_use(key, day("2026-02-28"), revoked));
    CHECK(unfit(key, "2026-03-01", revoked) == ErrorCode::key_revoked);
}

TEST_CASE("answers may be signed with any certificate of the bank that is in force and has not ended") {
    Made const one("one");
    Made const two("two");
    auto early = one.entry("a", KeyPurpose::bank);
    early.valid_until = day("2026-06-30");
    auto late = two.entry("b", KeyPurpose::bank);
    late.valid_from = day("2026-06-01");
    auto const cabinet = KeyCabinet::load({early, late}, {});
    REQUIRE(cabinet);
    auto const count = [&](char const* on) { return cabinet->bank_certificates(day(on), {}).size(); };
    CHECK(count("2026-05-31") == 1);
    CHECK(count("2026-06-01") == 2);
    CHECK(count("2026-06-30") == 2);
    CHECK(count("2026-07-01") == 1);
    CHECK(count("2027-01-02") == 0);
}

TEST_CASE("a purpose without a key in force is told with its day") {
    auto const cabinet = KeyCabinet::load({}, {});
    REQUIRE(cabinet);
    auto const chosen = cabinet->in_force(KeyPurpose::file, day("2026-06-01"));
    REQUIRE_FALSE(chosen);
    CHECK(chosen.error().code == ErrorCode::key_none_in_force);
    CHECK(chosen.error().value == "file");
    CHECK(chosen.error().arguments == std::vector<std::string>{"2026-06-01"});
}
