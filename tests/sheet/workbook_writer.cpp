#include "sheet/workbook_writer.hpp"

#include "ground.hpp"
#include "sheet/xlsx.hpp"

using namespace almoner;
using namespace almoner::testing;
using sheet::WorkbookWriter;

namespace {

sheet::WorkbookWriter created(fs::path const& path) {
    auto writer = WorkbookWriter::create(path);
    REQUIRE(writer);
    return *std::move(writer);
}

/// "SHEET row: a|b" of each row, as our own reader sees the workbook.
std::vector<std::string> rows_of(fs::path const& path) {
    auto reader = sheet::XlsxReader::open(path);
    REQUIRE(reader);
    std::vector<std::string> seen;
    for (auto row = reader->next(); row && *row; row = reader->next()) {
        auto text = std::string((*row)->sheet_name) + " " + std::to_string((*row)->number) + ":";
        for (std::size_t at = 0; at < (*row)->cells.size(); ++at) {
            CHECK((*row)->kind(at) == sheet::CellKind::text);
            text += (at == 0 ? " " : "|") + std::string((*row)->cells[at]);
        }
        seen.push_back(text);
    }
    return seen;
}

/// A part of the workbook as another program unpacks it.
std::string part_of(fs::path const& book, std::string const& part) {
    auto const parts = book.parent_path() / "parts";
    must_run("python3 -m zipfile -e '" + book.string() + "' '" + parts.string() + "'");
    return read(parts / part);
}

}  // namespace

TEST_CASE("what is written is read back, each cell at its place and as text") {
    Folder const folder;
    auto const path = folder.path() / "book.xlsx";
    auto writer = created(path);
    REQUIRE(writer.begin_sheet("镇"));
    REQUIRE(writer.write({1, 1}, "6222020000000000019"));
    REQUIRE(writer.write({1, 3}, "0012"));
    REQUIRE(writer.write({9, 2}, "=SUM(A1)", Severity::held));
    REQUIRE(writer.begin_sheet("B"));
    REQUIRE(writer.write({2, 1}, " two  blanks <&> \"quoted\" "));
    REQUIRE(writer.close());
    CHECK(rows_of(path) == std::vector<std::string>{"镇 1: 6222020000000000019||0012", "镇 9: |=SUM(A1)",
                                                    "B 2:  two  blanks <&> \"quoted\" "});
    CHECK(part_of(path, "xl/worksheets/sheet1.xml").find("<f>") == std::string::npos);
}

TEST_CASE("a comment stands at its cell") {
    Folder const folder;
    auto const path = folder.path() / "book.xlsx";
    auto writer = created(path);
    REQUIRE(writer.begin_sheet("A"));
    REQUIRE(writer.write({17, 4}, "x", Severity::refused));
    REQUIRE(writer.comment({17, 4}, "account.missing\n<补全>\x07", Severity::refused));
    REQUIRE(writer.close());
    auto const comments = part_of(path, "xl/comments1.xml");
    CHECK(comments.find("<comment ref=\"D17\"") != std::string::npos);
    CHECK(comments.find("account.missing\n&lt;补全&gt;_x0007_</t>") != std::string::npos);
}

TEST_CASE("what XML cannot hold is written as spreadsheets escape it") {
    Folder const folder;
    auto const path = folder.path() / "book.xlsx";
    auto writer = created(path);
    REQUIRE(writer.begin_sheet("A"));
    REQUIRE(writer.write({1, 1}, std::string_view("a\0b\x1F\uFFFE", 7)));
    REQUIRE(writer.close());
    CHECK(rows_of(path) == std::vector<std::string>{"A 1: a_x0000_b_x001F__xFFFE_"});
}

TEST_CASE("names of sheets are made such as spreadsheets take") {
    Folder const folder;
    auto const path = folder.path() / "book.xlsx";
    auto writer = created(path);
    auto const long_name = std::string(40, 'n');
    for (auto const& name : {std::string("a/b:c'"), std::string(), long_name, long_name, std::string("A_B_C_")}) {
        REQUIRE(writer.begin_sheet(name));
        REQUIRE(writer.write({1, 1}, "x"));
    }
    REQUIRE(writer.close());
    CHECK(rows_of(path) == std::vector<std::string>{"a_b_c_ 1: x", "_ 1: x", std::string(31, 'n') + " 1: x",
                                                    std::string(29, 'n') + " 2 1: x", "A_B_C_ 2 1: x"});
}

TEST_CASE("the last row of a sheet is written and the one behind it refused") {
    Folder const folder;
    auto writer = created(folder.path() / "book.xlsx");
    REQUIRE(writer.begin_sheet("A"));
    CHECK(writer.write({1'048'576, 1}, "x"));
    auto const beyond = writer.write({1'048'577, 1}, "x");
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == ErrorCode::workbook_rows);
}

TEST_CASE("a workbook that was not closed is not there, and one that cannot be written is told") {
    Folder const folder;
    {
        auto writer = created(folder.path() / "book.xlsx");
        REQUIRE(writer.begin_sheet("A"));
    }
    CHECK_FALSE(fs::exists(folder.path() / "book.xlsx"));
    auto writer = created(folder.path() / "no such folder" / "book.xlsx");
    REQUIRE(writer.begin_sheet("A"));
    CHECK(writer.close().error().code == ErrorCode::file_io);
}
