#include "vetting/naming.hpp"

#include "office.hpp"

using namespace office;

namespace {

std::vector<sheet::Column> const known = {{"sheet"}, {"row", sheet::Needed::required}, {"note"}};

struct Read {
    Status status;
    std::vector<vetting::NamingRow> rows;
    std::vector<ErrorCode> headings;
};

Read read_rows(std::string const& text) {
    Folder const folder;
    auto const words = list_words();
    std::map<std::string, std::string> const said = {{"which", "row"}};
    Read read;
    auto const headings = vetting::for_each_naming_row(folder.write("rows.csv", text), {words, said, known, "rows.csv"},
                                                       [&](vetting::NamingRow&& row) -> Status {
                                                           read.rows.push_back(std::move(row));
                                                           return {};
                                                       });
    read.status = headings ? Status{} : Status{headings.error()};
    read.headings = headings ? codes_of(*headings) : Codes{};
    return read;
}

std::optional<LineNumber> line_of(std::string const& sheet, std::string const& row) {
    auto const read = read_rows("sheet,row,note\n" + sheet + "," + row + ",x\n");
    REQUIRE(read.rows.size() == 1);
    return read.rows[0].line();
}

}  // namespace

TEST_CASE("a row names a line by its number, and its sheet counted from one") {
    CHECK(line_of("1", "2") == LineNumber{0, 2});
    CHECK(line_of("36", "2") == LineNumber{35, 2});
    CHECK(line_of("1", "10000005") == LineNumber{1, 5});
    CHECK(read_rows("row,note\n7,x\n").rows.at(0).line() == LineNumber{0, 7});
    for (auto const* sheet : {"0", "37", "x", "", "-1"}) {
        CHECK_FALSE(line_of(sheet, "2"));
    }
    for (auto const* row : {"0", "x", "2.0", "-2", "360000000", "99999999999999999999"}) {
        CHECK_FALSE(line_of("1", row));
    }
    CHECK_FALSE(line_of("36", "10000000"));
}

TEST_CASE("titles, totals and headings in other words are told from the rows") {
    auto const read = read_rows("A title,,\n,,\nwhich,note,mood\n7,moved,good\nTotal,,\n");
    REQUIRE(read.status);
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0].text("note") == "moved");
    CHECK(read.rows[0].text("sheet", "1") == "1");
    CHECK(read.rows[0].position("note") == Position{"rows.csv", {}, 4, 2});
    CHECK(read.rows[0].position("sheet").column == 0);
    CHECK(read.headings == Codes{ErrorCode::sheet_column_unknown});
}

TEST_CASE("a table without the column that names is refused as a whole") {
    CHECK(read_rows("sheet,note\n1,x\n").status.error().code == ErrorCode::sheet_column_missing);
    CHECK(read_rows("").status.error().code == ErrorCode::list_empty);
}
