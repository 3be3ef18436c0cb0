#include "sheet/row_reader.hpp"

#include "sheet/workbooks.hpp"

using namespace workbooks;
using sheet::RowReader;

TEST_CASE("every row of a text file comes as it stands, titles and totals too") {
    Folder const folder;
    auto reader = RowReader::open(folder.write("list.xlsx", "title\na,b\n\n合计,3\n"));
    REQUIRE(reader);
    CHECK(reader->is_csv());
    std::vector<std::pair<std::uint64_t, std::string>> seen;
    for (auto row = reader->next(); row && *row; row = reader->next()) {
        seen.emplace_back((*row)->number, (*row)->cells.front());
    }
    CHECK(seen == decltype(seen){{1, "title"}, {2, "a"}, {4, "合计"}});
}

TEST_CASE("a workbook is known by its content, whatever its name") {
    Folder const folder;
    auto const path = folder.path() / "list.csv";
    fs::rename(packed(folder, parts_of({data(row(7, text_cell("B7", "x")))})), path);
    auto reader = RowReader::open(path);
    REQUIRE(reader);
    CHECK_FALSE(reader->is_csv());
    auto const row = reader->next();
    REQUIRE((row && *row));
    CHECK((*row)->number == 7);
    CHECK((*row)->cells.at(1) == "x");
}

TEST_CASE("an old workbook, a folder and what is not there are told apart") {
    Folder const folder;
    CHECK(RowReader::open(folder.write("old.xls", "\xD0\xCF\x11\xE0...")).error().code == ErrorCode::sheet_old_format);
    CHECK(RowReader::open(folder.path()).error().code == ErrorCode::file_not_regular);
    CHECK(RowReader::open(folder.path() / "none.csv").error().code == ErrorCode::file_missing);
}
