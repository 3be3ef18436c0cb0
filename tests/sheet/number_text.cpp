#include "sheet/number_text.hpp"

#include "catch.hpp"

using sheet_text = std::optional<std::string>;
using almoner::sheet::number_text;

TEST_CASE("a number is shown with the fifteen digits a spreadsheet shows") {
    CHECK(number_text("500") == "500");
    CHECK(number_text("500.10") == "500.1");
    CHECK(number_text("0.30000000000000004") == "0.3");
    CHECK(number_text("1.1499999999999999") == "1.15");
    CHECK(number_text("999.99999999999999") == "1000");
    CHECK(number_text("1E3") == "1000");
    CHECK(number_text("5E-2") == "0.05");
    CHECK(number_text("-12.5") == "-12.5");
    CHECK(number_text("0") == "0");
    CHECK(number_text("000.000") == "0");
    CHECK(number_text("123456789012345") == "123456789012345");
}

TEST_CASE("more digits than it can hold keep their exponent") {
    CHECK(number_text("1234567890123456") == "1.23456789012346E+15");
    CHECK(number_text("6.2220200000000003E+18") == "6.22202E+18");
    CHECK(number_text("1E-9") == "1E-9");
}

TEST_CASE("what is no number is none") {
    for (auto const* text : {"", "abc", "1.2.3", "1E", "1E+", "E5", "--1", "1E999", "0x10"}) {
        INFO(text);
        CHECK(number_text(text) == sheet_text{});
    }
}
