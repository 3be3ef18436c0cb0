#include "cli/office.hpp"

#include "cli/print.hpp"
#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string const settings_text = R"(organisation = "County union"
list_prefix = "AA"
language = "en"
time_zone = "Asia/Shanghai"
rehearsal = false
)";

/// A workspace with settings and nothing else.
struct Bench {
    explicit Bench(std::string const& text = settings_text) {
        folder.write("almoner.toml", text);
        fs::create_directories(folder.path() / "programmes");
        options.home = folder.path();
    }

    Folder folder;
    cli::Options options;
};

}  // namespace

TEST_CASE("a workspace is opened by its folder with its own language and zone") {
    Bench bench(replaced(settings_text, "\"en\"", "\"zh\""));
    auto const office = cli::open_office(bench.options);
    REQUIRE(office);
    CHECK(office->workspace.organisation == "County union");
    CHECK(office->texts.language() == settings::Language::zh);
    bench.options.language = "en";
    CHECK(cli::open_office(bench.options)->texts.language() == settings::Language::en);
}

TEST_CASE("the clock is set by hand in rehearsals only") {
    Bench earnest;
    earnest.options.now = "2026-01-20T01:00:00Z";
    auto const refused = cli::open_office(earnest.options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::usage_argument);

    Bench rehearsal(replaced(settings_text, "rehearsal = false", "rehearsal = true"));
    rehearsal.options.now = "2026-01-20T01:00:00Z";
    auto const office = cli::open_office(rehearsal.options);
    REQUIRE(office);
    CHECK(to_text(office->clock->now()) == "2026-01-20T01:00:00Z");
    rehearsal.options.now = "tomorrow";
    CHECK(cli::open_office(rehearsal.options).error().code == ErrorCode::date_syntax);
}

TEST_CASE("a folder without almoner.toml is no workspace") {
    Folder const folder;
    cli::Options options;
    options.home = folder.path();
    CHECK(cli::open_office(options).error().code == ErrorCode::workspace_missing);
}

TEST_CASE("a shift does not begin without its keys, and touches no list before") {
    Bench bench;
    auto const office = cli::open_office(bench.options);
    REQUIRE(office);
    cli::TerminalProgress progress;
    auto const shift = cli::NightShift::begin(*office, "pay", progress);
    REQUIRE_FALSE(shift);
    CHECK(shift.error().code == ErrorCode::file_missing);
    CHECK(shift.error().position.file.find("register.toml") != std::string::npos);
}

TEST_CASE("the store is made in the workspace's state folder, for its owner alone") {
    Bench bench;
    auto const office = cli::open_office(bench.options);
    REQUIRE(office);
    REQUIRE(cli::open_store(*office));
    auto const folder = fs::status(bench.folder.path() / "state").permissions();
    CHECK((folder & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(fs::exists(bench.folder.path() / "state" / "almoner.db"));
}
