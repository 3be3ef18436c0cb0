#include "seal/settings_seal.hpp"

#include "crypto/cms.hpp"
#include "crypto/workshop.hpp"
#include "seal/approvals.hpp"

using namespace almoner;
using namespace almoner::testing;
using settings::Role;

namespace {

Day const today = *parse_day("2026-01-16");

workshop::Pair const& pair_of(std::string const& name) {
    static std::map<std::string, workshop::Pair> pairs;
    auto found = pairs.find(name);
    if (found == pairs.end()) {
        found = pairs.emplace(name, workshop::make_dated_pair("settings-" + name)).first;
    }
    return found->second;
}

/// A workspace whose settings two of its people, sun and zhou, may seal.
class Settings {
public:
    Settings() {
        for (auto const* file :
             {"home/almoner.toml", "home/keys/register.toml", "home/programmes/relief.toml",
              "formats/profiles/bank.toml", "formats/rules/general.toml", "formats/calendars/CN.toml",
              "formats/characters/latin.tsv", "formats/messages/pain/message.xml", "formats/renderings/portal.toml"}) {
            folder_.write(file, "as approved\n");
        }
        workspace_.home = folder_.path() / "home";
    }

    [[nodiscard]] seal::People people() const {
        auto loaded = seal::People::load(persons, revoked);
        REQUIRE(loaded);
        return *loaded;
    }

    void write(std::string const& file, std::string const& text) const { folder_.write(file, text); }

    void seal(std::vector<std::string> const& signers) const {
        auto const now = seal::settings_in_force(workspace_, formats_, people());
        REQUIRE(now);
        write("home/settings.seal.toml", settings::to_text(*now, *parse_instant("2026-01-16T01:00:00Z"), {}));
        for (auto const& signer : signers) {
            sign(signer, signer);
        }
    }

    /// The signature of one person under the name of another.
    void sign(std::string const& signer, std::string const& named) const {
        auto const path = seal::seal_path(workspace_);
        auto const cms = crypto::cms_sign(pair_of(signer).key, pair_of(signer).certificate, read(path));
        REQUIRE(cms);
        write("home/" + seal::signature_path(path, named).filename().string(), *cms);
    }

    /// "sealed", or the code and the value that says why not.
    [[nodiscard]] std::string verdict(Day day = today) const {
        auto const state = seal::settings_state(workspace_, formats_, people(), day);
        REQUIRE(state);
        auto const sealed = seal::is_sealed(*state);
        return sealed ? "sealed" : std::string(text_of(sealed.error().code)) + " " + sealed.error().value;
    }

    settings::Register persons = {{"sun", person("sun", {Role::settings})},
                                  {"zhou", person("zhou", {Role::settings})},
                                  {"wang", person("wang", {Role::approver})}};
    settings::Revocations revoked;

private:
    static settings::Person person(std::string const& id, std::set<Role> roles) {
        return {id, id, std::move(roles), pair_of(id).certificate_file, {}, {}, {}};
    }

    Folder folder_;
    settings::Workspace workspace_;
    settings::Formats formats_{folder_.path() / "formats"};
};

}  // namespace

TEST_CASE("settings hold when two persons with the settings role have signed them") {
    Settings const settings;
    CHECK(settings.verdict() == "settings.unsealed almoner.toml");
    settings.seal({"sun", "zhou"});
    CHECK(settings.verdict() == "sealed");
}

TEST_CASE("one person does not seal, nor one under two names, nor somebody without the role") {
    Settings const settings;
    settings.seal({"sun"});
    CHECK(settings.verdict() == "settings.seal_signatures ");
    settings.sign("sun", "zhou");
    CHECK(settings.verdict() == "settings.seal_signatures ");
    settings.sign("wang", "wang");
    CHECK(settings.verdict() == "settings.seal_signatures ");
    settings.sign("zhou", "zhou");
    CHECK(settings.verdict() == "sealed");
}

TEST_CASE("each file changed, added or taken away breaks the seal and is named") {
    for (auto const* file : {"almoner.toml", "keys/register.toml", "programmes/relief.toml"}) {
        Settings const settings;
        settings.seal({"sun", "zhou"});
        settings.write(std::string("home/") + file, "as changed\n");
        CHECK(settings.verdict() == std::string("settings.unsealed ") + file);
    }
    for (auto const* file : {"profiles/bank.toml", "rules/general.toml", "calendars/CN.toml", "profiles/new.toml"}) {
        Settings const settings;
        settings.seal({"sun", "zhou"});
        settings.write(std::string("formats/") + file, "as changed\n");
        CHECK(settings.verdict() == std::string("settings.unsealed formats/") + file);
    }
    Settings settings;
    settings.seal({"sun", "zhou"});
    settings.persons.at("wang").certificate = pair_of("zhou").certificate_file;
    CHECK(settings.verdict() == "settings.unsealed certificate of wang");
    settings.persons.erase("wang");
    CHECK(settings.verdict() == "settings.unsealed certificate of wang");
}

TEST_CASE("a signature counts only while its giver is in office and the certificate in force") {
    Settings settings;
    settings.seal({"sun", "zhou"});
    settings.revoked = {{pair_of("sun").certificate.fingerprint(), {today, "lost"}}};
    CHECK(settings.verdict() == "settings.seal_signatures ");
    CHECK(settings.verdict(today - date::days(1)) == "sealed");
    settings.revoked.clear();
    settings.persons.at("zhou").valid_until = today;
    CHECK(settings.verdict() == "sealed");
    CHECK(settings.verdict(today + date::days(1)) == "settings.seal_signatures ");
}

TEST_CASE("who held the role under a seal is read from the certificates archived with it, as they were logged") {
    Folder const folder;
    folder.write("home/keys/none", "");
    settings::Workspace workspace;
    workspace.home = folder.path() / "home";
    std::map<std::string, std::string> archived;
    for (auto const* name : {"sun", "zhou"}) {
        auto const text = read(pair_of(name).certificate_file);
        auto const digest = crypto::sha256(text);
        REQUIRE(digest);
        auto const path = "settings/0123/" + std::string(name) + ".crt";
        folder.write("home/archive/" + path, text);
        archived.emplace(path, crypto::hex(*digest));
    }
    archived.emplace("settings/0123/settings.seal.toml", "digest of something else");
    auto const holders = [&] {
        auto const people = seal::holders_under(workspace, archived);
        REQUIRE(people);
        std::string names;
        for (auto const& member : people->members()) {
            CHECK(member.person.roles.contains(Role::settings));
            names += member.person.id + " ";
        }
        return names;
    };
    CHECK(holders() == "sun zhou ");
    folder.write("home/archive/settings/0123/sun.crt", read(pair_of("wang").certificate_file));
    CHECK(holders() == "zhou ");
}
