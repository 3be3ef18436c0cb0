#include "sheet/xlsx.hpp"

#include "sheet/workbooks.hpp"

using namespace workbooks;
using sheet::CellKind;
using sheet::XlsxReader;

namespace {

/// "A1:x|y" for a row; "!" before a hidden one; before a cell "#" number, "~" long number, "@" serial date, "?"
/// boolean,
/// "!" fault, "=" formula, "^" merged; a code for a fault.
std::vector<std::string> read_all(Parts const& parts) {
    Folder const folder;
    auto reader = XlsxReader::open(packed(folder, parts));
    if (!reader) {
        return {std::string(text_of(reader.error().code))};
    }
    std::vector<std::string> seen;
    for (;;) {
        auto const row = reader->next();
        if (!row) {
            seen.emplace_back(text_of(row.error().code));
            return seen;
        }
        if (!*row) {
            return seen;
        }
        auto text =
            ((*row)->hidden ? "!" : "") + std::string((*row)->sheet_name) + std::to_string((*row)->number) + ":";
        for (std::size_t at = 0; at < (*row)->cells.size(); ++at) {
            constexpr std::string_view marks = " #~@?!=^";
            auto const mark = marks[static_cast<std::size_t>((*row)->kind(at))];
            text += (at == 0 ? "" : "|") + (mark == ' ' ? std::string() : std::string(1, mark)) +
                    std::string((*row)->cells[at]);
        }
        seen.push_back(text);
    }
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("rows of every sheet come with their sheet, their number and what their cells are") {
    auto const first = data(row(1, text_cell("A1", "name") + text_cell("C1", "amount")) +
                            row(3, text_cell("A3", "张三 &amp; Co") + number_cell("C3", "500.1") +
                                       "<c r=\"D3\"><f>SUM(C1:C3)</f><v>7</v></c>"));
    auto const second = data(row(2, text_cell("B2", "x"), "hidden=\"1\""));
    CHECK(read_all(parts_of({first, second})) == Rows{"A1:name||amount", "A3:张三 & Co||#500.1|=7", "!B2:|x"});
}

TEST_CASE("texts are shared by number, without their phonetic readings") {
    auto const strings =
        "<si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r><rPh sb=\"0\" eb=\"1\"><t>TWO</t></rPh></si>";
    auto const shared = [](std::string const& reference, std::string const& index) {
        return "<c r=\"" + reference + "\" t=\"s\"><v>" + index + "</v></c>";
    };
    CHECK(read_all(parts_of({data(row(1, shared("A1", "1") + shared("B1", "0")))}, strings)) == Rows{"A1:two|one"});
    CHECK(read_all(parts_of({data(row(1, shared("A1", "2")))}, strings)) == Rows{"sheet.workbook"});
}

TEST_CASE("a number that a spreadsheet has destroyed does not look like an account") {
    CHECK(read_all(parts_of({data(
              row(1, number_cell("A1", "6.2220200000000003E+18") + number_cell("B1", "0.30000000000000004") +
                         number_cell("C1", "123456789012345")))})) == Rows{"A1:~6.22202E+18|#0.3|#123456789012345"});
}

TEST_CASE("a number of sixteen digits is marked, for the last is lost, and one of fifteen is not") {
    CHECK(read_all(parts_of(
              {data(row(1, number_cell("A1", "999999999999999") + number_cell("B1", "1000000000000000") +
                               number_cell("C1", "1234567890123456") + number_cell("D1", "123456789012345.6")))})) ==
          Rows{"A1:#999999999999999|~1E+15|~1.23456789012346E+15|#123456789012346"});
}

TEST_CASE("truths, faults and texts of formulas come as a spreadsheet shows them") {
    CHECK(read_all(parts_of({data(row(1,
                                      "<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>"
                                      "<c r=\"C1\" t=\"e\"><v>#N/A</v></c>"
                                      "<c r=\"D1\" t=\"str\"><f>A2</f><v>x</v></c><c r=\"E1\"><f>B2</f></c>"
                                      "<c r=\"F1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"))})) ==
          Rows{"A1:?TRUE|?FALSE|!#N/A|=x|=|=#DIV/0!"});
}

TEST_CASE("a number shown as a date comes as that day, by the workbook's epoch and the style's format") {
    auto parts = parts_of({data(row(1,
                                    "<c r=\"A1\" s=\"1\"><v>46042</v></c><c r=\"B1\" s=\"2\"><v>46042</v></c>"
                                    "<c r=\"C1\" s=\"0\"><v>46042</v></c><c r=\"D1\" s=\"3\"><v>46042</v></c>"
                                    "<c r=\"E1\" t=\"d\" s=\"1\"><v>2026-01-20</v></c>"
                                    "<c r=\"F1\" s=\"9\"><v>46042</v></c>"))});
    parts["xl/styles.xml"] =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.00&quot;day&quot;\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
        "<xf numFmtId=\"165\"/></cellXfs></styleSheet>";
    CHECK(read_all(parts) == Rows{"A1:@2026-01-20|@2026-01-20|#46042|#46042|2026-01-20|#46042"});
    parts["xl/workbook.xml"] = replaced(parts["xl/workbook.xml"], "<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    CHECK(read_all(parts) == Rows{"A1:@2030-01-21|@2030-01-21|#46042|#46042|2026-01-20|#46042"});
}

TEST_CASE("texts and styles are found where the workbook says that they are") {
    auto parts = parts_of({data(row(1, "<c r=\"A1\" t=\"s\"><v>0</v></c>"))});
    parts["xl/other.xml"] = "<sst><si><t>elsewhere</t></si></sst>";
    parts["xl/_rels/workbook.xml.rels"] = replaced(
        parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
        "<Relationship Id=\"s\" Type=\"" + relations + "/sharedStrings\" Target=\"other.xml\"/></Relationships>");
    CHECK(read_all(parts) == Rows{"A1:elsewhere"});
}

TEST_CASE("a blank cell that is one with the cell above is marked") {
    auto const rows = data(row(1, text_cell("A1", "unit") + text_cell("B1", "x")) + row(2, text_cell("B2", "y")) +
                           row(3, text_cell("B3", "z")) + row(4, text_cell("B4", "w")));
    CHECK(read_all(parts_of({rows + "<mergeCells><mergeCell ref=\"A1:A3\"/></mergeCells>"})) ==
          Rows{"A1:unit|x", "A2:^|y", "A3:^|z", "A4:|w"});
}

TEST_CASE("cells without references stand one after the other") {
    CHECK(read_all(parts_of(
              {data("<row><c t=\"str\"><v>a</v></c><c><v>1</v></c></row><row><c t=\"str\"><v>b</v></c></row>")})) ==
          Rows{"A1:a|#1", "A2:b"});
}

TEST_CASE("a hidden sheet's rows are hidden rows") {
    auto parts = parts_of({data(row(1, text_cell("A1", "x")))});
    parts["xl/workbook.xml"] = replaced(parts["xl/workbook.xml"], "sheetId", "state=\"veryHidden\" sheetId");
    CHECK(read_all(parts) == Rows{"!A1:x"});
}

TEST_CASE("what a workbook may not hold is refused before any row") {
    auto parts = parts_of({data("")});
    parts["xl/vbaProject.bin"] = "x";
    CHECK(read_all(parts) == Rows{"sheet.macro"});
    parts.erase("xl/vbaProject.bin");
    parts["xl/externalLinks/externalLink1.xml"] = "x";
    CHECK(read_all(parts) == Rows{"sheet.external_link"});
    CHECK(read_all(parts_of(std::vector<std::string>(37, data("")))) == Rows{"sheet.too_long"});
    parts = parts_of({data("")});
    parts.erase("xl/workbook.xml");
    CHECK(read_all(parts) == Rows{"sheet.workbook"});
}

TEST_CASE("hostile rows end in a clear error") {
    CHECK(read_all(parts_of({data(row(1, text_cell("XFD1", "x")))})) == Rows{"sheet.too_long"});
    CHECK(read_all(parts_of({data(row(1, text_cell("A1", std::string(40'000, 'x'))))})) == Rows{"sheet.too_long"});
    CHECK(read_all(parts_of({data(row(1, text_cell("B1", "x") + text_cell("A1", "y")))})) == Rows{"sheet.workbook"});
    CHECK(read_all(parts_of({data(row(1, text_cell("A1", "x") + text_cell("A1", "y")))})) == Rows{"sheet.workbook"});
    CHECK(read_all(parts_of({data(row(2, text_cell("A2", "x")) + row(1, text_cell("A1", "y")))})) ==
          Rows{"A2:x", "sheet.workbook"});
    CHECK(read_all(parts_of({data("<row r=\"1\"><c r=\"A1\">")})) == Rows{"sheet.workbook"});
    auto dtd = parts_of({data("")});
    dtd["xl/worksheets/sheet1.xml"] = "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>";
    CHECK(read_all(dtd) == Rows{"sheet.workbook"});
}
