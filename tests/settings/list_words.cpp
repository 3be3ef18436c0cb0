#include "settings/list_words.hpp"

#include <map>

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

TEST_CASE("the words of lists come from every language's file") {
    auto const words = load_list_words(source() / "formats");
    REQUIRE(words);
    auto const has = [&](std::string const& text, std::string const& field, std::string const& use) {
        return std::any_of(words->begin(), words->end(), [&](auto const& word) {
            return word.text == text && word.field == field && word.use == use;
        });
    };
    CHECK(has("姓名", "payee_name", "is"));
    CHECK(has("领取人", "payee_name", "ask"));
    CHECK(has("合计", "-", "total"));
    CHECK(has("现金", "channel", "value"));
    CHECK(has("iban", "account_no", "is"));
    CHECK(has("betrag", "amount", "is"));
    CHECK(has("montant", "amount", "is"));
}

TEST_CASE("a use nobody knows is told with its row") {
    Folder const folder;
    folder.write("lists/xx.tsv", "field\theading\tuse\namount\tsum\tperhaps\n");
    CHECK(told(load_list_words(folder.path())) == "settings.value 'perhaps' 2:3");
    folder.write("lists/xx.tsv", "field\theading\namount\tsum\n");
    CHECK(told(load_list_words(folder.path())).find("settings.syntax") == 0);
    CHECK(told(load_list_words(folder.path() / "none")).find("formats.missing") == 0);
}
