#include "sheet/columns.hpp"

#include "catch.hpp"

using namespace almoner;
using sheet::Column;
using sheet::Columns;
using sheet::Needed;
using sheet::Row;

namespace {

std::vector<Column> const known = {{"payee_name", Needed::required},
                                   {"amount", Needed::required},
                                   {"account_no", Needed::optional},
                                   {"note", Needed::optional}};

Row row_of(std::vector<std::string_view> cells) {
    Row row;
    row.number = 1;
    row.cells = std::move(cells);
    return row;
}

}  // namespace

TEST_CASE("columns are found by name in any order") {
    auto const [columns, findings] = Columns::of(row_of({" amount ", "payee_name", "note"}), known, "jan.csv");
    CHECK(findings.empty());
    auto const row = row_of({"12.00", "Zhang", "x"});
    CHECK(columns.cell(row, "payee_name") == "Zhang");
    CHECK(columns.cell(row, "amount") == "12.00");
    CHECK(columns.number_of("note") == 3);
    CHECK(columns.width() == 3);
}

TEST_CASE("an optional column that is absent gives empty cells") {
    auto const columns = Columns::of(row_of({"amount", "payee_name"}), known, "jan.csv").columns;
    CHECK(columns.cell(row_of({"1", "Zhang"}), "account_no").empty());
    CHECK_FALSE(columns.place_of("account_no"));
    CHECK(columns.number_of("account_no") == 0);
}

TEST_CASE("a row shorter than its heading gives empty cells") {
    auto const columns = Columns::of(row_of({"amount", "payee_name"}), known, "jan.csv").columns;
    CHECK(columns.cell(row_of({"1"}), "payee_name").empty());
}

TEST_CASE("a heading that stands twice is told at its second place") {
    auto const [columns, findings] = Columns::of(row_of({"amount", "payee_name", "amount"}), known, "jan.csv");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == ErrorCode::sheet_column_duplicate);
    CHECK(findings[0].value == "amount");
    CHECK(to_text(findings[0].position) == "jan.csv:1:3");
    CHECK(columns.cell(row_of({"1", "Zhang", "2"}), "amount") == "1");
}

TEST_CASE("an unknown heading and a missing column are told") {
    auto const [columns, findings] = Columns::of(row_of({"amount", "Payee_Name", ""}), known, "jan.csv");
    REQUIRE(findings.size() == 3);
    CHECK(findings[0].code == ErrorCode::sheet_column_unknown);
    CHECK(findings[0].value == "Payee_Name");
    CHECK(findings[1].code == ErrorCode::sheet_column_unknown);
    CHECK(findings[1].position.column == 3);
    CHECK(findings[2].code == ErrorCode::sheet_column_missing);
    CHECK(findings[2].value == "payee_name");
    CHECK(to_text(findings[2].position) == "jan.csv:1");
}
