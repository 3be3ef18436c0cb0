#include "core/character_set.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("a character set is known by its word and no other") {
    for (auto const set : {CharacterSet::any, CharacterSet::gbk, CharacterSet::sepa}) {
        CHECK(character_set_of(text_of(set)) == set);
    }
    CHECK_FALSE(character_set_of("latin-1"));
}
