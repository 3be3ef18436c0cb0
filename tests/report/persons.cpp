#include "report/persons.hpp"

#include "catch.hpp"

#include <random>
#include <set>

namespace {

using almoner::PersonKey;
using almoner::report::Persons;

PersonKey person(std::uint32_t number) {
    PersonKey key{};
    for (std::size_t at = 0; at < sizeof number; ++at) {
        key.at(at) = static_cast<std::uint8_t>(number >> (8 * at));
    }
    return key;
}

}  // namespace

TEST_CASE("a person is counted once, however often and in whatever order they come") {
    std::mt19937 choose(1);
    std::set<PersonKey> expected;
    Persons persons;
    CHECK(persons.count() == 0);
    for (auto round = 0; round < 20'000; ++round) {
        auto const one = person(static_cast<std::uint32_t>(choose() % 7'000));
        persons.add(one);
        expected.insert(one);
        if (round % 997 == 0) {
            REQUIRE(persons.count() == expected.size());
        }
    }
    CHECK(persons.count() == expected.size());
}

TEST_CASE("who is in two counts is one person in their sum") {
    Persons left;
    Persons right;
    for (std::uint32_t number = 0; number < 3'000; ++number) {
        left.add(person(number));
        right.add(person(number + 1'000));
    }
    left.add(right);
    CHECK(left.count() == 4'000);
    left.add(Persons{});
    left.add(person(3'999));
    CHECK(left.count() == 4'000);
    left.add(person(4'000));
    CHECK(left.count() == 4'001);
}
