#include "sheet/workbook.hpp"

#include "sheet/workbooks.hpp"

using namespace workbooks;

TEST_CASE("a workbook names its sheets in their order with the part each is in") {
    Folder const folder;
    auto parts = parts_of({data(""), data("")}, "<si><t>one</t></si>");
    parts["xl/_rels/workbook.xml.rels"] =
        replaced(parts["xl/_rels/workbook.xml.rels"], "\"worksheets/sheet2.xml\"", "\"/xl/worksheets/sheet2.xml\"");
    parts["xl/workbook.xml"] = replaced(parts["xl/workbook.xml"], "sheetId=\"2\"", "sheetId=\"2\" state=\"hidden\"");
    auto workbook = sheet::open_workbook(packed(folder, parts));
    REQUIRE(workbook);
    REQUIRE(workbook->sheets.size() == 2);
    CHECK(workbook->sheets[0].name == "A");
    CHECK(workbook->sheets[0].part == "xl/worksheets/sheet1.xml");
    CHECK_FALSE(workbook->sheets[0].hidden);
    CHECK(workbook->sheets[1].part == "xl/worksheets/sheet2.xml");
    CHECK(workbook->sheets[1].hidden);
    std::string text;
    CHECK(*workbook->strings.get(0, text));
    CHECK(text == "one");
}
