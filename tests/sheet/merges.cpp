#include "sheet/merges.hpp"

#include "catch.hpp"

using namespace almoner;
using sheet::Merges;
using sheet::reference_of;
using Columns = std::vector<std::uint64_t>;

TEST_CASE("a reference is a column and a row, and what is none or too far is neither wrapped nor guessed") {
    CHECK(reference_of("BC17").column == 55);
    CHECK(reference_of("BC17").row == 17);
    CHECK(reference_of("A").row == 0);
    CHECK(reference_of("17").column == 0);
    CHECK(reference_of("AMJ1").column == sheet::most_columns);
    for (auto const* far : {"AMK1", "XFD1", "XFE1048577", "ZZZZZZZZZZZZZZZZZZZZ1"}) {
        CAPTURE(far);
        CHECK(reference_of(far).column > sheet::most_columns);
    }
    CHECK(reference_of("A99999999999999999999999").row == 0);
    CHECK(reference_of("A-1").row == 0);
}

TEST_CASE("a cell below the first of a merged range is one with the cell above") {
    Merges merges;
    REQUIRE(merges.add("B2:B4"));
    REQUIRE(merges.add("A3:A3"));
    REQUIRE(merges.add("A1:D1"));
    REQUIRE(merges.add("A4:A6"));
    for (auto const* nothing : {"", ":", "A1", "A", "5:7", "A9:A2", "XFD1:XFD9"}) {
        REQUIRE(merges.add(nothing));
    }
    merges.start_rows();
    CHECK(merges.columns_in(1).empty());
    CHECK(merges.columns_in(2).empty());
    CHECK(merges.columns_in(3) == Columns{2});
    CHECK(merges.columns_in(4) == Columns{2});
    CHECK(merges.columns_in(6) == Columns{1});
    CHECK(merges.columns_in(7).empty());
    merges.clear();
    CHECK(merges.columns_in(3).empty());
}

TEST_CASE("more merged ranges than any list has are told") {
    Merges merges;
    for (auto count = 0; count < 100'000; ++count) {
        REQUIRE(merges.add("A1:A2"));
    }
    CHECK_FALSE(merges.add("A1:A2"));
}
