#include "settings/register.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key a register may have.
constexpr auto* annotated = R"([[persons]]
id = "li.na"                       # covers name the maker so
name = "Li Na"
roles = ["maker"]                  # maker, approver, settings, releaser
certificate = "li.na.crt"          # taken from this folder

[[persons]]
id = "wang.jun"
name = "Wang Jun"
roles = ["approver", "settings"]
certificate = "/etc/pki/wang.jun.crt"
valid_from = 2026-01-01            # both may be absent
valid_until = 2026-12-31
powers = [                         # none: no list at all
  { programme = "*" },
  { programme = "spring-2026", up_to = "1000000.00", currency = "CNY" },
  { programme = "winter-2026", valid_from = 2026-02-01, valid_until = 2026-02-28 },
]

[[deputies]]                       # acts with the other's powers on these days
person = "li.na"
for = "wang.jun"
from = 2026-03-01
until = 2026-03-15
)";

std::string outcome(std::string const& text) {
    Folder const folder;
    return told(load_register(folder.write("register.toml", text)));
}

}  // namespace

TEST_CASE("a register is read with all its keys") {
    Folder const folder;
    auto const persons = load_register(folder.write("register.toml", annotated));
    REQUIRE(persons);
    REQUIRE(persons->size() == 2);
    auto const& maker = persons->at("li.na");
    CHECK(maker.name == "Li Na");
    CHECK(maker.roles == std::set<Role>{Role::maker});
    CHECK(maker.certificate == folder.path() / "li.na.crt");
    CHECK(maker.powers.empty());
    CHECK_FALSE(maker.valid_from);
    auto const& approver = persons->at("wang.jun");
    CHECK(approver.roles == std::set<Role>{Role::approver, Role::settings});
    CHECK(approver.certificate == "/etc/pki/wang.jun.crt");
    CHECK(approver.valid_from == day(2026, 1, 1));
    CHECK(approver.valid_until == day(2026, 12, 31));
    CHECK(approver.deputy_for.empty());
    REQUIRE(maker.deputy_for.size() == 1);
    CHECK(maker.deputy_for[0].principal == "wang.jun");
    CHECK(maker.deputy_for[0].from == day(2026, 3, 1));
    CHECK(maker.deputy_for[0].until == day(2026, 3, 15));
    REQUIRE(approver.powers.size() == 3);
    CHECK_FALSE(approver.powers[0].valid_from);
    CHECK(approver.powers[2].valid_from == day(2026, 2, 1));
    CHECK(approver.powers[2].valid_until == day(2026, 2, 28));
    CHECK(approver.powers[0].programme == "*");
    CHECK_FALSE(approver.powers[0].up_to);
    CHECK(approver.powers[1].up_to == yuan(1'000'000));
}

TEST_CASE("a misspelt limit is refused and does not become an unlimited power") {
    CHECK(outcome(replaced(annotated, "up_to", "upto")) == "settings.key_unknown 'upto' 16:32");
    CHECK(outcome(replaced(annotated, ", currency = \"CNY\"", "")) == "settings.missing_key 'currency' 16:3");
    CHECK(outcome(replaced(annotated, "\"1000000.00\"", "1000000")) == "settings.value '1000000' 16:40");
}

TEST_CASE("a role nobody knows is refused") {
    CHECK(outcome(replaced(annotated, "\"approver\"", "\"aprover\"")) == "settings.value 'aprover' 10:9");
}

TEST_CASE("a person stands in the register once") {
    CHECK(outcome(replaced(annotated, "\"wang.jun\"", "\"li.na\"")) == "settings.value 'li.na' 8:6");
}

TEST_CASE("a power does not end before it begins") {
    CHECK(outcome(replaced(annotated, "2026-12-31", "2026-01-01")) == "ok");
    CHECK(outcome(replaced(annotated, "2026-12-31", "2025-12-31")) == "settings.value '2025-12-31' 13:15");
}

TEST_CASE("a deputy is a person of the register, acts for another one, and on days in order") {
    CHECK(
        outcome(replaced(annotated, "person = \"li.na\"", "person = \"he.qi\"")).starts_with("settings.value 'he.qi'"));
    CHECK(outcome(replaced(annotated, "for = \"wang.jun\"", "for = \"he.qi\"")).starts_with("settings.value 'he.qi'"));
    CHECK(outcome(replaced(annotated, "for = \"wang.jun\"", "for = \"li.na\"")).starts_with("settings.value 'li.na'"));
    CHECK(outcome(replaced(annotated, "2026-03-15", "2026-02-28")).starts_with("settings.value '2026-02-28'"));
    CHECK(outcome(replaced(annotated, "until = 2026-03-15\n", "")).starts_with("settings.missing_key 'until'"));
    CHECK(outcome(replaced(annotated, "2026-02-28", "2026-01-31")).starts_with("settings.value '2026-01-31'"));
}

TEST_CASE("a register that is not there is told") {
    CHECK(told(load_register("/nowhere/register.toml")) == "file.missing '' 0:0");
}

TEST_CASE("the register of the samples loads") {
    auto const file = source() / "samples/workspace/register.toml";
    if (!std::filesystem::exists(file)) {
        WARN("skipped: needs samples/workspace");
        return;
    }
    CHECK(told(load_register(file)) == "ok");
}
