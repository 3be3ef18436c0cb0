#include "core/json.hpp"

#include <limits>

#include "tables.hpp"

using namespace almoner;

TEST_CASE("fields stand in the order they were given") {
    JsonLine line;
    line.field("b", "x").field("a", std::int64_t{1}).field("c", true).field("d", false).null("e");
    CHECK(line.text() == R"({"b":"x","a":1,"c":true,"d":false,"e":null})");
    CHECK(JsonLine().text() == "{}");
}

TEST_CASE("text is escaped as RFC 8259 has it and stays UTF-8") {
    JsonLine line;
    line.field("q\"", std::string_view("\"\\/\b\n\x1F\0张", 10));
    CHECK(line.text() == "{\"q\\\"\":\"\\\"\\\\/\\u0008\\u000a\\u001f\\u0000张\"}");
}

TEST_CASE("amounts are decimal text") {
    JsonLine line;
    line.field("amount", Money(420'000'00, *Currency::parse("CNY")));
    CHECK(line.text() == R"({"amount":"420000.00"})");
}

TEST_CASE("whole numbers are written in full") {
    JsonLine line;
    line.field("n", std::numeric_limits<std::int64_t>::min());
    CHECK(line.text() == R"({"n":-9223372036854775808})");
}

TEST_CASE("an object stands within an object") {
    JsonLine inner;
    inner.field("en", "a \"b\"");
    JsonLine line;
    line.field("c", inner).field("d", JsonLine());
    CHECK(line.text() == R"({"c":{"en":"a \"b\""},"d":{}})");
}

TEST_CASE("what is absent is null") {
    JsonLine line;
    line.field("a", std::optional<std::string>{}).field("b", std::optional<std::string>{"x"});
    line.field("c", std::optional<Money>{}).field("d", std::optional(Money(1, *Currency::parse("JPY"))));
    CHECK(line.text() == R"({"a":null,"b":"x","c":null,"d":"1"})");
}
