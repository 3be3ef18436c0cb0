#include "settings/text_file.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

TEST_CASE("a file is read byte for byte") {
    Folder const folder;
    auto const bytes = std::string("a\r\n\0b\xff", 6);
    auto const text = load_text(folder.write("some.txt", bytes));
    REQUIRE(text);
    CHECK(*text == bytes);
}

TEST_CASE("an empty file is an empty text") {
    Folder const folder;
    auto const text = load_text(folder.write("empty.txt", ""));
    REQUIRE(text);
    CHECK(text->empty());
}

TEST_CASE("a file that is not there is told by name") {
    Folder const folder;
    auto const text = load_text(folder.path() / "none.tsv");
    CHECK(told(text) == "formats.missing 'none.tsv' 0:0");
    CHECK(text.error().position.file == (folder.path() / "none.tsv").string());
}

TEST_CASE("a folder is not read as an empty file") {
    Folder const folder;
    CHECK_FALSE(load_text(folder.path()));
}
