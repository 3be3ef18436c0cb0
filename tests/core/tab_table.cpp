#include "core/tab_table.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("rows keep their line numbers past comments and empty lines") {
    auto const rows = read_tab_table("# source\na\tb\n\n1\t2\r\n# more\n3\t\n", {"a", "b"});
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    CHECK(rows->at(0).number == 4);
    CHECK(rows->at(0).cells == std::vector<std::string_view>{"1", "2"});
    CHECK(rows->at(1).number == 6);
    CHECK(rows->at(1).cells == std::vector<std::string_view>{"3", ""});
}

TEST_CASE("a heading or a row of another form is told with its line") {
    auto const fault = read_tab_table("a\tb\n1\t2\t3\n", {"a", "b"});
    CHECK(code_of(fault) == "settings.syntax");
    CHECK(fault.error().position.row == 2);
    CHECK(code_of(read_tab_table("a\n1\n", {"a", "b"})) == "settings.syntax");
    CHECK(code_of(read_tab_table("a\tc\n", {"a", "b"})) == "settings.syntax");
    CHECK(code_of(read_tab_table("# nothing\n", {"a", "b"})) == "settings.syntax");
    CHECK(code_of(read_tab_table("a\tb", {"a", "b"})) == "ok");
}

TEST_CASE("numbers are whole or none") {
    CHECK(whole_number("12") == 12);
    CHECK(whole_number("-1") == -1);
    CHECK_FALSE(whole_number(""));
    CHECK_FALSE(whole_number("12a"));
    CHECK_FALSE(whole_number("99999999999"));
}

TEST_CASE("parts stand between separators") {
    CHECK(parts_of("a,b,,c", ',') == std::vector<std::string_view>{"a", "b", "", "c"});
    CHECK(parts_of("a", ',') == std::vector<std::string_view>{"a"});
    CHECK(parts_of("", ',').empty());
}
