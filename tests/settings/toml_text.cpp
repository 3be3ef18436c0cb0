#include "settings/toml_text.hpp"

#include "catch.hpp"
#include "settings/toml_table.hpp"

using namespace almoner;
using settings::toml_text;

TEST_CASE("plain text is quoted and nothing else") {
    CHECK(toml_text("") == "\"\"");
    CHECK(toml_text("名册 2026.csv") == "\"名册 2026.csv\"");
}

TEST_CASE("what would end or steer the string is escaped, as TOML 1.0 has it") {
    CHECK(toml_text("a\"b\\c") == R"("a\"b\\c")");
    CHECK(toml_text("x\n\t\x7F") == R"("x\u000a\u0009\u007f")");
}

TEST_CASE("what was written is read back") {
    std::string const text("a\"\\\n\x01\x7F\0张", 10);
    auto table = settings::TomlTable::parse("key = " + toml_text(text) + "\n", "x.toml");
    REQUIRE(table);
    CHECK(table->text("key") == text);
}
