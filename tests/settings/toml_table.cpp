#include "settings/toml_table.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

enum class Colour { red, green };
constexpr Names<2> colours = {"red", "green"};

TomlTable table_of(std::string const& text) {
    auto table = TomlTable::parse(text, "some.toml");
    REQUIRE(table);
    return *std::move(table);
}

/// What `read` of the text ends in.
template <class Read>
std::string outcome(std::string const& text, Read const& read) {
    auto table = table_of(text);
    read(table);
    return told(table.finish());
}

}  // namespace

TEST_CASE("a key nobody asked for is refused with its row and column") {
    CHECK(outcome("name = \"a\"\n  nmae = \"b\"\n", [](auto& table) { table.text("name"); }) ==
          "settings.key_unknown 'nmae' 2:3");
    CHECK(outcome("[keys]\nodd = 1\n", [](auto& table) { table.table("keys"); }) == "settings.key_unknown 'odd' 2:1");
    CHECK(outcome("list = [{ odd = 1 }]\n", [](auto& table) { table.tables("list"); }) ==
          "settings.key_unknown 'odd' 1:11");
}

TEST_CASE("a misspelt key is told before the key it leaves missing") {
    CHECK(outcome("nmae = \"a\"\n", [](auto& table) { table.text("name"); }) == "settings.key_unknown 'nmae' 1:1");
    CHECK(outcome("", [](auto& table) { table.text("name"); }) == "settings.missing_key 'name' 0:0");
}

TEST_CASE("a missing key of a table inside is told with the table's row") {
    CHECK(outcome("\n[keys]\n", [](auto& table) { table.table("keys").text("signing_key"); }) ==
          "settings.missing_key 'signing_key' 2:1");
}

TEST_CASE("the first of several faults is the one that is told") {
    CHECK(outcome("a = 1\nb = 2\n", [](auto& table) {
              table.text("b");
              table.text("a");
          }) == "settings.value '2' 2:5");
}

TEST_CASE("a value of another kind is refused for every reader") {
    auto const refused = [](std::string const& value, auto const& read) {
        CHECK(outcome("key = " + value + "\n", read).starts_with("settings.value"));
    };
    refused("1", [](auto& table) { table.text("key"); });
    refused("\"1\"", [](auto& table) { table.integer("key"); });
    refused("1.0", [](auto& table) { table.integer("key"); });
    refused("\"yes\"", [](auto& table) { table.truth_or("key", true); });
    refused("\"2026-01-01\"", [](auto& table) { table.day("key"); });
    refused("2026-01-01T00:00:00", [](auto& table) { table.optional_day("key"); });
    refused("\"a\"", [](auto& table) { table.texts("key"); });
    refused("[1]", [](auto& table) { table.texts("key"); });
    refused("\"2026-01-01\"", [](auto& table) { table.days("key"); });
    refused("[\"2026-01-01\"]", [](auto& table) { table.days("key"); });
    refused("2026", [](auto& table) { table.integers("key"); });
    refused("[4294969322]", [](auto& table) { table.integers("key"); });
    refused("[\"a\"]", [](auto& table) { table.text_rows("key"); });
    refused("[[1]]", [](auto& table) { table.text_rows("key"); });
    refused("1", [](auto& table) { table.table("key"); });
    refused("{ a = 1 }", [](auto& table) { table.tables("key"); });
    refused("[1]", [](auto& table) { table.tables("key"); });
    refused("1", [](auto& table) { table.text_map(); });
    refused("1", [](auto& table) { table.dotted_texts(); });
}

TEST_CASE("a number outside its range is refused, never cut to fit") {
    auto const read = [](auto& table) { table.number_or("key", 1, 1, 9); };
    CHECK(outcome("key = 1\n", read) == "ok");
    CHECK(outcome("key = 9\n", read) == "ok");
    CHECK(outcome("key = 0\n", read) == "settings.value '0' 1:7");
    CHECK(outcome("key = 10\n", read) == "settings.value '10' 1:7");
    CHECK(outcome("key = 4294967297\n", read) == "settings.value '4294967297' 1:7");
    CHECK(outcome("key = -1\n", [](auto& table) { table.count("key"); }) == "settings.value '-1' 1:7");
}

TEST_CASE("what may be absent has its default") {
    auto table = table_of("");
    CHECK(table.text_or("a", "b") == "b");
    CHECK(table.number_or("a", 7, 1, 9) == 7);
    CHECK(table.truth_or("a", true));
    CHECK_FALSE(table.optional_day("a"));
    CHECK_FALSE(table.optional_count("a"));
    CHECK_FALSE(table.optional_money("a", *Currency::parse("CNY")));
    CHECK(table.texts("a").empty());
    CHECK(table.tables("a").empty());
    CHECK(table.choice("a", colours, std::optional(Colour::green)) == Colour::green);
    CHECK(table.finish());
}

TEST_CASE("money and currencies are read strictly") {
    auto const currency = [](auto& table) { table.money("amount", table.currency("currency")); };
    CHECK(outcome("currency = \"CNY\"\namount = \"12.30\"\n", currency) == "ok");
    CHECK(outcome("currency = \"CNX\"\namount = \"12.30\"\n", currency) == "currency.unknown 'CNX' 1:12");
    CHECK(outcome("currency = \"CNY\"\namount = \"12.305\"\n", currency) == "amount.precision '12.305' 2:10");
    CHECK(outcome("currency = \"CNY\"\namount = 12\n", currency) == "settings.value '12' 2:10");
}

TEST_CASE("a choice takes only the words it knows") {
    auto table = table_of("a = \"green\"\nb = \"blue\"\n");
    CHECK(table.choice<Colour>("a", colours) == Colour::green);
    table.choice<Colour>("b", colours);
    CHECK(told(table.finish()) == "settings.value 'blue' 2:5");
}

TEST_CASE("texts are found by dotted key") {
    auto table = table_of("[code.account]\nmissing = \"find it\"\n[state]\npaid = \"paid\"\n");
    auto const texts = table.dotted_texts();
    CHECK(texts.size() == 2);
    CHECK(texts.at("code.account.missing") == "find it");
    CHECK(texts.at("state.paid") == "paid");
    CHECK(table.finish());
}

TEST_CASE("a file that is not there is no syntax fault") {
    CHECK(told(TomlTable::load("/nowhere/some.toml")) == "file.missing '' 0:0");
}
