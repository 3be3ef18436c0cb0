#include "sheet/table_file.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::sheet;

namespace {

Row row_of(std::vector<std::string_view> cells, std::vector<CellKind> kinds = {}) {
    Row row;
    row.cells = std::move(cells);
    row.kinds = std::move(kinds);
    return row;
}

}  // namespace

TEST_CASE("the first cell that differs is told, from one") {
    CHECK(first_difference(row_of({"a", "b"}), row_of({"a", "b"})) == 0);
    CHECK(first_difference(row_of({"a", "b"}), row_of({"a", "c"})) == 2);
    CHECK(first_difference(row_of({"a"}), row_of({"a", "b"})) == 2);
}

TEST_CASE("empty cells at the end are no difference") {
    CHECK(first_difference(row_of({"a", "", ""}), row_of({"a"})) == 0);
    CHECK(first_difference(row_of({}), row_of({"", ""})) == 0);
}

TEST_CASE("a number is the same however many zeros end its decimals, a text is not") {
    auto const number = CellKind::number;
    CHECK(first_difference(row_of({"500.00"}), row_of({"500"}, {number})) == 0);
    CHECK(first_difference(row_of({"500.10"}), row_of({"500.1"}, {number})) == 0);
    CHECK(first_difference(row_of({"500.00"}), row_of({"500"})) == 1);
    CHECK(first_difference(row_of({"500.00"}), row_of({"5"}, {number})) == 1);
    CHECK(first_difference(row_of({"0500"}), row_of({"500"}, {number})) == 1);
}
