#include "settings/key_ring.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key a ring may have.
constexpr auto* annotated = R"([[keys]]
id = "transfer"                    # names its credential, too
purpose = "file"                   # file, audit or bank
certificate = "transfer.crt"       # taken from this folder
private = "private/transfer.key"   # a path or a pkcs11: URI; a bank's key has none

[[keys]]
id = "transfer-2027"
purpose = "file"
certificate = "/etc/almoner/transfer-2027.crt"
private = "pkcs11:token=almoner;object=transfer"
valid_from = 2026-06-01            # both may be absent
valid_until = 2027-12-31

[[keys]]
id = "spare"
purpose = "file"
certificate = "spare.crt"
private = "private/spare.key"
spare = true                       # never chosen

[[keys]]
id = "bank"
purpose = "bank"
certificate = "bank.crt"
)";

std::string outcome(std::string const& text) {
    Folder const folder;
    return told(load_key_ring(folder.write("ring.toml", text)));
}

std::string in_force(KeyRing const& ring, KeyPurpose purpose, char const* day) {
    auto const* key = key_in_force(ring, purpose, *parse_day(day));
    return key == nullptr ? "none" : key->id;
}

}  // namespace

TEST_CASE("a key ring is read with all its keys, and written as it is read") {
    Folder const folder;
    auto const ring = load_key_ring(folder.write("ring.toml", annotated));
    REQUIRE(ring);
    REQUIRE(ring->size() == 4);
    CHECK(ring->at(0).certificate == folder.path() / "transfer.crt");
    CHECK(ring->at(0).private_half == (folder.path() / "private/transfer.key").string());
    CHECK_FALSE(ring->at(0).valid_from);
    CHECK(ring->at(1).certificate == "/etc/almoner/transfer-2027.crt");
    CHECK(ring->at(1).private_half == "pkcs11:token=almoner;object=transfer");
    CHECK(ring->at(1).valid_until == *parse_day("2027-12-31"));
    CHECK(ring->at(2).spare);
    CHECK(ring->at(3).purpose == KeyPurpose::bank);
    CHECK(ring->at(3).private_half.empty());
    auto const text = ring_text(*ring, folder.path());
    CHECK(text.find("private = \"private/transfer.key\"") != std::string::npos);
    auto const again = load_key_ring(folder.write("ring.toml", text));
    REQUIRE(again);
    CHECK(ring_text(*again, folder.path()) == text);
    CHECK(again->at(1).private_half == ring->at(1).private_half);
}

TEST_CASE("the file key in force is the newest that has begun, has not ended and is no spare") {
    Folder const folder;
    auto const ring = load_key_ring(folder.write("ring.toml", annotated));
    REQUIRE(ring);
    CHECK(in_force(*ring, KeyPurpose::file, "2026-05-31") == "transfer");
    CHECK(in_force(*ring, KeyPurpose::file, "2026-06-01") == "transfer-2027");
    CHECK(in_force(*ring, KeyPurpose::file, "2027-12-31") == "transfer-2027");
    CHECK(in_force(*ring, KeyPurpose::file, "2028-01-01") == "transfer");
    CHECK(in_force(*ring, KeyPurpose::audit, "2026-06-01") == "none");
    CHECK(in_force(*ring, KeyPurpose::bank, "2026-06-01") == "bank");
}

TEST_CASE("a workspace without a ring has no keys yet") {
    Folder const folder;
    auto const ring = load_key_ring(folder.path() / "ring.toml");
    REQUIRE(ring);
    CHECK(ring->empty());
}

TEST_CASE("a misspelt key, a bank's private half and an unknown purpose are refused where they stand") {
    CHECK(outcome(replaced(annotated, "valid_until", "valid_til")) == "settings.key_unknown 'valid_til' 13:1");
    CHECK(
        outcome(replaced(annotated, "certificate = \"bank.crt\"", "certificate = \"bank.crt\"\nprivate = \"b.key\"")) ==
        "settings.key_unknown 'private' 26:1");
    CHECK(outcome(replaced(annotated, "\"bank\"\ncert", "\"banc\"\ncert")).starts_with("settings.value 'banc' 24:"));
    CHECK(outcome(replaced(annotated, "private = \"private/transfer.key\"", "")) ==
          "settings.missing_key 'private' 1:1");
}

TEST_CASE("a key has a name of its own that is fit for a file") {
    CHECK(outcome(replaced(annotated, "id = \"spare\"", "id = \"transfer\"")) == "settings.value 'transfer' 16:6");
    CHECK(outcome(replaced(annotated, "id = \"spare\"", "id = \"../x\"")) == "settings.value '../x' 16:6");
    CHECK(is_key_id("wang.jun_2-A"));
    CHECK(is_key_id(std::string(64, 'a')));
    CHECK_FALSE(is_key_id(std::string(65, 'a')));
    CHECK_FALSE(is_key_id(".hidden"));
    CHECK_FALSE(is_key_id(""));
}

TEST_CASE("a key never ends before it begins, and of two that begin together nobody knows which is in force") {
    CHECK(outcome(replaced(annotated, "2027-12-31", "2026-05-31")) == "settings.value '2026-05-31' 13:15");
    CHECK(outcome(replaced(annotated, "2027-12-31", "2026-06-01")) == "ok");
    CHECK(outcome(replaced(annotated, "spare = true ", "")).starts_with("settings.value 'spare' 16:"));
    CHECK(outcome(replaced(annotated, "spare = true ", "valid_from = 2026-06-01"))
              .starts_with("settings.value 'spare' 20:"));
    CHECK(outcome(replaced(annotated, "spare = true ", "valid_from = 2026-06-02")) == "ok");
}
