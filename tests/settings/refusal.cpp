#include "settings/refusal.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

TEST_CASE("a refusal is read as it was written, whatever the reason holds") {
    Refusal const refusal{"SP0001", std::string(64, 'a'), "zhao.min", "sum \"wrong\"\nperson = \"li.na\""};
    auto const back = parse_refusal(to_text(refusal), "file");
    REQUIRE(back);
    CHECK(back->code == refusal.code);
    CHECK(back->cover_sha256 == refusal.cover_sha256);
    CHECK(back->person == refusal.person);
    CHECK(back->reason == refusal.reason);
}

TEST_CASE("a refusal with a key too many or too few is none") {
    auto const text = to_text(Refusal{"SP0001", std::string(64, 'a'), "zhao.min", "no"});
    CHECK(told(parse_refusal(text + "also = \"li.na\"\n", "file")).starts_with("settings.key_unknown 'also'"));
    CHECK(told(parse_refusal(replaced(text, "reason = \"no\"\n", ""), "file")).starts_with("settings.missing_key"));
}
