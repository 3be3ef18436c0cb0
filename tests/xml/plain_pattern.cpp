#include "xml/plain_pattern.hpp"

#include <random>

#include "xml/value_type.hpp"
#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

bool matches(std::string const& pattern, std::string const& text) {
    auto const plain = PlainPattern::of(pattern);
    REQUIRE(plain);
    return plain->surely_matches(text);
}

bool libxml2_matches(std::string const& pattern, std::string const& text) {
    auto compiled = ValueType::Pattern::compile(pattern);
    REQUIRE(compiled);
    compiled->plain.reset();
    return compiled->matches(text);
}

}  // namespace

TEST_CASE("a plain pattern is one run of letters after another") {
    CHECK(matches("[A-Z0-9]{6}F[1-9A-Z][0-9]{4}", "AA0001F10001"));
    CHECK_FALSE(matches("[A-Z0-9]{6}F[1-9A-Z][0-9]{4}", "AA0001F1000"));
    CHECK_FALSE(matches("[A-Z0-9]{6}F[1-9A-Z][0-9]{4}", "AA0001F100012"));
    CHECK_FALSE(matches("[A-Z0-9]{6}F[1-9A-Z][0-9]{4}", "AA0001G10001"));
    CHECK(matches("a?b*c+d{2,}", "bcdd"));
    CHECK_FALSE(matches("a?b*c+d{2,}", "aabcdd"));
    CHECK(matches("", ""));
    CHECK_FALSE(matches("[a-z]{1,3}", "\xC3\xA4"));
}

TEST_CASE("a pattern that says more is not plain") {
    for (auto const* pattern : {"a|b", "(ab)?", "\\d", ".", "[^a]", "[a-z-[aeiou]]", "\\p{L}", "[+\\-]", "a{2",
                                "a{3,2}", "a{}", "[z-a]", "[]", "[a", "a{1}{2}", "\xC3\xA4", "a**"}) {
        INFO(pattern);
        CHECK_FALSE(PlainPattern::of(pattern));
    }
}

TEST_CASE("what a plain pattern matches libxml2 matches, too") {
    std::mt19937 random(7);
    auto const below = [&random](std::size_t most) { return random() % most; };
    auto const pick = [&](auto const& of) { return of[below(std::size(of))]; };
    std::string const letters = "abAB01";
    std::string const classes[] = {"a", "B", "[ab]", "[a-z]", "[A-B0-1]", "[0-9]"};
    std::string const counts[] = {"", "?", "*", "+", "{2}", "{1,2}", "{0,3}", "{2,}"};
    std::size_t proven = 0;
    for (auto round = 0; round < 2000; ++round) {
        std::string pattern;
        for (auto run = 1 + below(3); run > 0; --run) {
            pattern += pick(classes) + pick(counts);
        }
        std::string text;
        for (auto length = below(6); length > 0; --length) {
            text += letters[below(letters.size())];
        }
        if (matches(pattern, text)) {
            ++proven;
            INFO(pattern << " " << text);
            CHECK(libxml2_matches(pattern, text));
        }
    }
    CHECK(proven > 100);
}
