#include "settings/programme.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key a programme may have.
constexpr auto* annotated = R"(name = "Spring relief"            # the id is the file's name
period = "2026"
currency = "CNY"
theme = "warmth"                      # with place, people, period and money the five mandatory attributes
place = "all schools"
people = "hardship staff"
remittance = "Spring relief"          # the bank forwards it; a line's note never leaves
category_purpose = "GOVT"             # ISO 20022 category purpose, may be absent
approval_body = "school union"        # who decided, may be absent
deadline = 2026-02-10                 # last day the money may arrive, may be absent
approvals_required = 2                # besides the maker, 1 to 9; default 1; or by amount: approvals = [...], below
releaser_required = true              # one more person, with the role releaser, signs; default false
duplicates = "highest"                # refuse, hold (default), highest or sum
max_faults = 12                       # more hold the list; default: the greater of 5 lines and 2 %
identity_required = false             # default true
units = ["north", "south"]            # that may stand in a list; none: any

[[funds]]
id = "city-union"
name = "City union"
allocated = "180000.00"

[[categories]]
id = "hardship"
name = "Hardship staff"
standard = "5000.00"                  # most one line may get, may be absent
planned_count = 287                   # may be absent
planned_total = "901400.00"           # may be absent
purpose = "SSBE"                      # ISO 20022 purpose, may be absent
)";

constexpr auto* least = "name = \"n\"\nperiod = \"2026\"\ncurrency = \"CNY\"\nremittance = \"r\"\n";

std::string outcome(std::string const& text) {
    Folder const folder;
    return told(load_programme(folder.write("some.toml", text)));
}

}  // namespace

TEST_CASE("a programme is read with all its keys") {
    Folder const folder;
    auto const programme = load_programme(folder.write("spring-2026.toml", annotated));
    REQUIRE(programme);
    CHECK(programme->id == "spring-2026");
    CHECK(programme->name == "Spring relief");
    CHECK(programme->period == "2026");
    CHECK(programme->people == "hardship staff");
    CHECK(programme->remittance == "Spring relief");
    CHECK(programme->category_purpose == "GOVT");
    CHECK(programme->approval_body == "school union");
    CHECK(programme->deadline == day(2026, 2, 10));
    CHECK(programme->approvals_for(yuan(1)) == 2);
    CHECK(programme->releaser_required);
    CHECK(programme->duplicates == DuplicatePolicy::highest);
    CHECK(programme->max_faults == 12);
    CHECK_FALSE(programme->identity_required);
    CHECK(programme->units == std::vector<std::string>{"north", "south"});
    REQUIRE(programme->fund("city-union") != nullptr);
    CHECK(programme->fund("city-union")->allocated == yuan(180'000));
    REQUIRE(programme->category("hardship") != nullptr);
    CHECK(programme->category("hardship")->standard == yuan(5'000));
    CHECK(programme->category("hardship")->planned_count == 287);
    CHECK(programme->category("hardship")->planned_total == yuan(901'400));
    CHECK(programme->category("hardship")->purpose == "SSBE");
    CHECK(programme->category("retired") == nullptr);
}

TEST_CASE("a programme that says little asks for one approval and for identities, and holds twins") {
    Folder const folder;
    auto const programme = load_programme(folder.write("some.toml", least));
    REQUIRE(programme);
    CHECK(programme->approvals_for(yuan(1'000'000)) == 1);
    CHECK_FALSE(programme->releaser_required);
    CHECK(programme->identity_required);
    CHECK(programme->duplicates == DuplicatePolicy::hold);
    CHECK_FALSE(programme->max_faults);
    CHECK_FALSE(programme->deadline);
    CHECK(programme->units.empty());
}

TEST_CASE("a programme refuses what it cannot understand, where it stands") {
    CHECK(outcome(replaced(annotated, "theme", "teme")) == "settings.key_unknown 'teme' 4:1");
    CHECK(outcome(replaced(annotated, "planned_total", "planned_sum")) == "settings.key_unknown 'planned_sum' 28:1");
    CHECK(outcome(replaced(annotated, "\"highest\"", "\"lowest\"")) == "settings.value 'lowest' 13:14");
    CHECK(outcome(replaced(annotated, "2026-02-10", "\"2026-02-10\"")) == "settings.value '2026-02-10' 10:12");
    CHECK(outcome(replaced(annotated, "\"5000.00\"", "\"5,000.00\"")) == "amount.syntax '5,000.00' 26:12");
    CHECK(outcome(replaced(annotated, "remittance = \"Spring relief\"", "")) ==
          "settings.missing_key 'remittance' 0:0");
}

TEST_CASE("greater lists need more approvers, and a range holds up to its amount") {
    Folder const folder;
    auto const text = std::string(least) +
                      "approvals = [{ up_to = \"100.00\", required = 1 }, { up_to = \"1000.00\", required = 2 }, "
                      "{ required = 3 }]\n";
    auto const programme = load_programme(folder.write("some.toml", text));
    REQUIRE(programme);
    CHECK(programme->approvals_for(yuan(0)) == 1);
    CHECK(programme->approvals_for(yuan(100)) == 1);
    CHECK(programme->approvals_for(yuan(101)) == 2);
    CHECK(programme->approvals_for(yuan(1000)) == 2);
    CHECK(programme->approvals_for(yuan(1001)) == 3);
}

TEST_CASE("ranges of approvals rise, leave no list out, and are said once") {
    auto const with_ranges = [](std::string const& ranges) {
        return outcome(std::string(least) + "approvals = " + ranges + "\n");
    };
    CHECK(with_ranges("[{ required = 1 }]") == "ok");
    CHECK(with_ranges("[]").starts_with("settings.value"));
    CHECK(with_ranges("[{ up_to = \"100.00\", required = 1 }]").starts_with("settings.value"));
    CHECK(with_ranges("[{ required = 1 }, { required = 2 }]").starts_with("settings.value"));
    CHECK(with_ranges("[{ up_to = \"100.00\", required = 1 }, { up_to = \"100.00\", required = 2 }, { required = 3 }]")
              .starts_with("settings.value"));
    CHECK(with_ranges("[{ required = 0 }]").starts_with("settings.value"));
    CHECK(with_ranges("[{ up_to = \"100.00\" }, { required = 1 }]").starts_with("settings.missing_key 'required'"));
    CHECK(with_ranges("[{ required = 1 }]\napprovals_required = 1")
              .starts_with("settings.key_unknown 'approvals_required'"));
}

TEST_CASE("nobody can do away with the approval") {
    auto const with_approvals = [](std::string const& number) {
        return outcome(std::string(least) + "approvals_required = " + number + "\n");
    };
    CHECK(with_approvals("1") == "ok");
    CHECK(with_approvals("9") == "ok");
    CHECK(with_approvals("0") == "settings.value '0' 5:22");
    CHECK(with_approvals("-1") == "settings.value '-1' 5:22");
    CHECK(with_approvals("4294967296") == "settings.value '4294967296' 5:22");
}

TEST_CASE("two funds or two categories never share an id") {
    auto const fund = std::string("[[funds]]\nid = \"a\"\nname = \"A\"\nallocated = \"1.00\"\n");
    CHECK(outcome(least + fund) == "ok");
    CHECK(outcome(least + fund + fund) == "settings.value 'a' 10:6");
    auto const category = std::string("[[categories]]\nid = \"a\"\nname = \"A\"\n");
    CHECK(outcome(least + fund + category) == "ok");
    CHECK(outcome(least + category + category) == "settings.value 'a' 9:6");
}

TEST_CASE("the programmes of a folder are known by the names of their files") {
    Folder const folder;
    folder.write("b.toml", least);
    folder.write("a.toml", least);
    folder.write("notes.txt", "not a programme");
    auto const programmes = load_programmes(folder.path());
    REQUIRE(programmes);
    REQUIRE(programmes->size() == 2);
    CHECK(programmes->at("a").id == "a");
}

TEST_CASE("of two programmes with faults the first by name is told on every machine") {
    Folder const folder;
    folder.write("b.toml", "b_key = 1\n");
    folder.write("a.toml", "a_key = 1\n");
    CHECK(told(load_programmes(folder.path())) == "settings.key_unknown 'a_key' 1:1");
}

TEST_CASE("a workspace without a folder of programmes is told") {
    CHECK(told(load_programmes("/nowhere/programmes")) == "workspace.missing '' 0:0");
}

TEST_CASE("the eleven sample programmes load") {
    auto const folder = source() / "samples/programmes";
    if (!std::filesystem::is_directory(folder)) {
        WARN("skipped: needs samples/programmes");
        return;
    }
    auto count = 0;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        auto const file = entry.path() / "programme.toml";
        if (std::filesystem::exists(file)) {
            INFO(file.string());
            CHECK(told(load_programme(file)) == "ok");
            ++count;
        }
    }
    CHECK(count >= 11);
}
