#include "settings/dialects.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;

namespace {

std::string outcome(std::string const& text) {
    testing::Folder const folder;
    folder.write("messages/mt940/dialects.toml", text);
    auto const loaded = load_dialects(Formats(folder.path()));
    return loaded ? "ok" : std::string(text_of(loaded.error().code));
}

}  // namespace

TEST_CASE("the shipped dialects load in their order") {
    auto const all = load_dialects(Formats(testing::source() / "formats"));
    REQUIRE(all);
    REQUIRE(all->dialects.size() > 5);
    CHECK(all->dialects[1].name == "numbered");
    CHECK(all->dialects[1].form == DialectFile::Form::numbered);
    CHECK(all->dialects[1].separators.find('?') != std::string::npos);
    CHECK(all->dialects[2].inside == "numbered/purpose");
    CHECK(all->dialects.back().form == DialectFile::Form::plain);
    CHECK_FALSE(all->no_reference.empty());
}

TEST_CASE("a file of dialects with a fault is refused") {
    std::string const sound = "[[dialect]]\nname = \"d\"\nform = \"plain\"\nfacts = [[\"a\", \".\"]]\n";
    CHECK(outcome(sound) == "ok");
    CHECK(outcome(sound + "color = 1\n") == "settings.key_unknown");
    CHECK(outcome("[[dialect]]\nname = \"d\"\nform = \"round\"\nfacts = []\n") == "settings.value");
    CHECK(outcome("[[dialect]]\nname = \"d\"\nform = \"plain\"\nfacts = [[\"a\"]]\n") == "settings.value");
    CHECK(outcome("[[dialect]]\nform = \"plain\"\nfacts = []\n") == "settings.missing_key");
    CHECK_FALSE(load_dialects(Formats("/nowhere")));
}
