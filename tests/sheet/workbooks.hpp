#pragma once

#include <map>

#include "ground.hpp"

/// Workbooks made part by part, so that a test can break any of them.
namespace workbooks {

using namespace almoner;
using namespace almoner::testing;

using Parts = std::map<std::string, std::string>;

inline std::string const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets named A, B ... with the rows given as the inside of sheetData (and what follows it).
inline Parts parts_of(std::vector<std::string> const& sheets, std::string const& strings = "") {
    std::string list, targets;
    Parts parts;
    for (std::size_t at = 0; at < sheets.size(); ++at) {
        auto const number = std::to_string(at + 1);
        list += "<sheet name=\"" + std::string(1, static_cast<char>('A' + at)) + "\" sheetId=\"" + number +
                "\" r:id=\"rId" + number + "\"/>";
        targets += "<Relationship Id=\"rId" + number + "\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts["xl/worksheets/sheet" + number + ".xml"] = "<worksheet>" + sheets[at] + "</worksheet>";
    }
    parts["xl/workbook.xml"] = "<workbook xmlns:r=\"" + relations + "\"><sheets>" + list + "</sheets></workbook>";
    parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + targets + "</Relationships>";
    if (!strings.empty()) {
        parts["xl/sharedStrings.xml"] = "<sst>" + strings + "</sst>";
    }
    return parts;
}

/// Packed by another program.
inline fs::path packed(Folder const& folder, Parts const& parts) {
    for (auto const& [name, text] : parts) {
        folder.write("parts/" + name, text);
    }
    auto const path = folder.path() / "book.xlsx";
    must_run("cd '" + (folder.path() / "parts").string() +
             "' && rm -f ../book.xlsx && python3 -m zipfile -c ../book.xlsx *");
    fs::remove_all(folder.path() / "parts");
    return path;
}

/// A cell with text in it, or a number.
inline std::string text_cell(std::string const& reference, std::string const& text) {
    return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
inline std::string number_cell(std::string const& reference, std::string const& number) {
    return "<c r=\"" + reference + "\"><v>" + number + "</v></c>";
}
inline std::string row(int number, std::string const& cells, std::string const& attributes = "") {
    return "<row r=\"" + std::to_string(number) + "\" " + attributes + ">" + cells + "</row>";
}
inline std::string data(std::string const& rows) { return "<sheetData>" + rows + "</sheetData>"; }

}  // namespace workbooks
