#include "settings/settings_seal.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

using Kind = SettingsChange::Kind;

TEST_CASE("a seal is read as it was written") {
    SettingsSeal const seal = {{"almoner.toml", "11"}, {"programmes/\"odd\".toml", "22"}};
    auto const back = parse_settings_seal(to_text(seal, Instant{}, {}), "file");
    REQUIRE(back);
    CHECK(*back == seal);
}

TEST_CASE("settings that come back within a second make another seal") {
    SettingsSeal const seal = {{"almoner.toml", "11"}};
    auto const again = to_text(seal, Instant{}, "22");
    CHECK(again != to_text(seal, Instant{}, {}));
    CHECK(*parse_settings_seal(again, "file") == seal);
}

TEST_CASE("a seal that says one file twice, or more than it may, is none") {
    auto const text = to_text(SettingsSeal{{"almoner.toml", "11"}}, Instant{}, "22");
    auto const entry = text.substr(text.find("[[files]]"));
    CHECK(told(parse_settings_seal(text + entry, "file")).starts_with("settings.value 'almoner.toml'"));
    CHECK(told(parse_settings_seal(text + "also = \"x\"\n", "file")).starts_with("settings.key_unknown 'also'"));
    CHECK(told(parse_settings_seal(replaced(text, "sha256 = \"11\"\n", ""), "file"))
              .starts_with("settings.missing_key 'sha256'"));
}

TEST_CASE("what was added, changed or taken away is told by name") {
    SettingsSeal const sealed = {{"a", "1"}, {"b", "2"}, {"c", "3"}};
    CHECK(changes(sealed, sealed).empty());
    CHECK(changes(sealed, {{"a", "1"}, {"b", "9"}, {"d", "4"}}) ==
          std::vector<SettingsChange>{{"b", Kind::changed}, {"c", Kind::removed}, {"d", Kind::added}});
}

TEST_CASE("a seal covers register, certificates, programmes, and of the formats all that decides who is paid what") {
    Folder const folder;
    for (auto const* file :
         {"home/programmes/relief.toml", "home/programmes/notes.txt", "formats/profiles/bank.toml",
          "formats/messages/pain/message.xml", "formats/renderings/portal.toml", "formats/rules/general.toml",
          "formats/calendars/CN.toml", "formats/characters/latin.tsv", "formats/texts/en.toml"}) {
        folder.write(file, "");
    }
    Workspace workspace;
    workspace.home = folder.path() / "home";
    Person const person{"li", "Li", {}, "/elsewhere/li.crt", {}, {}, {}};
    auto const files = settings_files(workspace, Formats(folder.path() / "formats"), {{"li", person}});
    REQUIRE(files);
    std::vector<std::string> names;
    names.reserve(files->size());
    for (auto const& [name, path] : *files) {
        names.push_back(name);
    }
    CHECK(names == std::vector<std::string>{"almoner.toml", "certificate of li", "formats/calendars/CN.toml",
                                            "formats/characters/latin.tsv", "formats/messages/pain/message.xml",
                                            "formats/profiles/bank.toml", "formats/renderings/portal.toml",
                                            "formats/rules/general.toml", "keys/register.toml",
                                            "programmes/relief.toml"});
    CHECK(files->at("certificate of li") == "/elsewhere/li.crt");
    std::filesystem::remove_all(folder.path() / "formats/rules");
    CHECK(told(settings_files(workspace, Formats(folder.path() / "formats"), {})) == "workspace.missing '' 0:0");
}
