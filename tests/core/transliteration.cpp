#include "core/transliteration.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("characters of a table are written as it says, others stay") {
    Transliteration table;
    CHECK(table.empty());
    CHECK(table.add("ü", "ue"));
    CHECK(table.of("Müller") == "Mueller");
    CHECK(table.of("Żak") == "Żak");
    CHECK(table.of("").empty());
}

TEST_CASE("what stands in an earlier table goes before a later one") {
    Transliteration table;
    CHECK(table.add("ü", "ue"));
    CHECK_FALSE(table.add("ü", "u"));
    CHECK(table.of("ü") == "ue");
}

TEST_CASE("the longest entry counts, and one with ^ only at the beginning of a word") {
    Transliteration table;
    table.add("ο", "o");
    table.add("υ", "y");
    table.add("ου", "ou");
    table.add("μ", "m");
    table.add("π", "p");
    table.add("^μπ", "b");
    CHECK(table.of("ου") == "ou");
    CHECK(table.of("υο") == "yo");
    CHECK(table.of("μπομπο μπο-μπο") == "bompo bo-bo");
}

TEST_CASE("among capitals everything is in capitals") {
    Transliteration table;
    table.add("Θ", "Th");
    table.add("θ", "th");
    table.add("Ω", "O");
    table.add("ω", "o");
    CHECK(table.of("Θω") == "Tho");
    CHECK(table.of("ΘΩ") == "THO");
    CHECK(table.of("ΩΘ") == "OTH");
    CHECK(table.of("Θ") == "Th");
    CHECK(table.of("ΘA") == "THA");
}
