#include "settings/rules.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

struct Packs {
    Folder folder;

    Result<settings::Rules> load(std::vector<std::string> const& packs) const {
        return settings::Rules::load(folder.path(), packs);
    }
    void write(std::string const& pack, std::string const& rules) const {
        folder.write("rules/" + pack + ".toml", "name = \"" + pack + "\"\n" + rules);
    }
    [[nodiscard]] ErrorCode fault(std::string const& rules) const {
        write("one", rules);
        auto const loaded = load({"one"});
        REQUIRE_FALSE(loaded);
        return loaded.error().code;
    }
};

std::string rule(std::string const& code, std::string const& more) {
    return "[[rules]]\ncode = \"" + code + "\"\nseverity = \"held\"\n" + more;
}

Day day(std::string const& text) { return *parse_day(text); }

}  // namespace

TEST_CASE("every shipped pack loads") {
    for (auto const& file : fs::directory_iterator(source() / "formats" / "rules")) {
        INFO(file.path().filename().string());
        CHECK(settings::Rules::load(source() / "formats", std::vector<std::string>{file.path().stem().string()}));
    }
}

TEST_CASE("a later pack counts before an earlier one, and the earlier where the later says nothing") {
    Packs packs;
    packs.write("one", rule("person.age", "minimum = 1\n") + rule("person.sex", ""));
    packs.write("two", rule("person.age", "minimum = 2\nfrom = 2026-02-01\n"));
    auto const rules = packs.load({"one", "two"});
    REQUIRE(rules);
    auto const january = rules->on(day("2026-01-31"), "main");
    auto const february = rules->on(day("2026-02-01"), "main");
    REQUIRE(january.find(ErrorCode::person_age) != nullptr);
    CHECK(january.find(ErrorCode::person_age)->minimum == 1);
    CHECK(february.find(ErrorCode::person_age)->minimum == 2);
    CHECK(february.find(ErrorCode::person_age)->pack == "two");
    CHECK(february.find(ErrorCode::person_sex) != nullptr);
    CHECK(february.find(ErrorCode::person_staff) == nullptr);
}

TEST_CASE("a rule that cannot be meant is refused with its place") {
    Packs const packs;
    CHECK(packs.fault(rule("person.nose", "")) == ErrorCode::settings_value);
    CHECK(packs.fault(rule("amount.zero", "")) == ErrorCode::settings_value);
    CHECK(packs.fault("[[rules]]\ncode = \"person.sex\"\nseverity = \"stopped\"\n") == ErrorCode::settings_value);
    CHECK(packs.fault(rule("list.notice", "")) == ErrorCode::settings_missing_key);
    CHECK(packs.fault(rule("amount.cap_person_time", "currency = \"CNY\"\n")) == ErrorCode::settings_missing_key);
    CHECK(packs.fault(rule("person.sex", "nonsense = 1\n")) == ErrorCode::settings_key_unknown);
    CHECK(packs.load({"nowhere"}).error().code == ErrorCode::formats_missing);
    CHECK(packs.load({"../one"}).error().code == ErrorCode::formats_missing);
}
