#include "core/names.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

enum class Season { spring, autumn };
constexpr Names<2> seasons = {"spring", "autumn"};

}  // namespace

TEST_CASE("an enumerator and its name stand for each other") {
    CHECK(name_in(seasons, Season::autumn) == "autumn");
    CHECK(value_in<Season>(seasons, "spring") == Season::spring);
    CHECK_FALSE(value_in<Season>(seasons, "Spring"));
    CHECK_FALSE(value_in<Season>(seasons, ""));
}
