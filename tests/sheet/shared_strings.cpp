#include "sheet/shared_strings.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("texts come back by number, those in memory and those that were spilled") {
    sheet::SharedStrings strings;
    auto const text_of = [](std::size_t index) { return std::to_string(index) + std::string(index % 90, 'x'); };
    constexpr std::size_t count = 300'000;  // about 15 MB, beyond what stays in memory
    for (std::size_t index = 0; index < count; ++index) {
        REQUIRE(strings.add(text_of(index)));
    }
    REQUIRE(strings.add(""));
    std::string text;
    for (std::size_t index = 0; index < count; index += 997) {
        REQUIRE(*strings.get(index, text));
        REQUIRE(text == text_of(index));
    }
    CHECK(*strings.get(count, text));
    CHECK(text.empty());
    CHECK_FALSE(*strings.get(count + 1, text));
}
