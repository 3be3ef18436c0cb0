#include "sheet/text_rows.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::sheet;

namespace {

using Cells = std::vector<std::string>;

std::string delimited(Cells const& cells, char separator = ',') {
    std::string out;
    append_delimited(out, cells, separator);
    return out;
}

/// Rows of a file of these columns: its cells, each row's number first.
std::vector<Cells> rows_of(std::string const& bytes, std::vector<FixedColumn> columns,
                           FileEncoding encoding = FileEncoding::utf8) {
    testing::Folder const folder;
    folder.write("file.txt", bytes);
    auto reader = FixedReader::open(folder.path() / "file.txt", std::move(columns), encoding);
    REQUIRE(reader);
    std::vector<Cells> rows;
    for (;;) {
        auto const row = reader->next();
        REQUIRE(row);
        if (*row == nullptr) {
            return rows;
        }
        rows.push_back({std::to_string((*row)->number)});
        rows.back().insert(rows.back().end(), (*row)->cells.begin(), (*row)->cells.end());
    }
}

}  // namespace

TEST_CASE("delimited cells are written as they are, quoted where they must be") {
    CHECK(delimited({"a", "b c", ""}) == "a,b c,\r\n");
    CHECK(delimited({"a,b", "say \"x\"", "two\nlines"}) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    CHECK(delimited({"a,b", "c;d"}, ';') == "a,b;\"c;d\"\r\n");
    CHECK(delimited({"=1", "-2", "@x"}) == "=1,-2,@x\r\n");
}

TEST_CASE("fixed columns are counted in bytes of the file's encoding") {
    std::string out;
    REQUIRE(append_fixed(out, Cells{"毛红", "500"}, std::vector<FixedColumn>{{6}, {5, true}}, FileEncoding::gb18030));
    CHECK(out == "毛红    500\r\n");
    out.clear();
    REQUIRE(append_fixed(out, Cells{"毛红"}, std::vector<FixedColumn>{{6}, {5, true}}, FileEncoding::utf8));
    CHECK(out == "毛红     \r\n");
}

TEST_CASE("a value wider than its column is refused with its column, never cut") {
    std::string out;
    auto const done = append_fixed(out, Cells{"a", "毛红"}, std::vector<FixedColumn>{{1}, {3}}, FileEncoding::gb18030);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::rendering_width);
    CHECK(done.error().position.column == 2);
    CHECK(done.error().value == "4");
}

TEST_CASE("fixed lines are read as they were written, in either encoding") {
    std::vector<FixedColumn> const columns = {{6}, {5, true}, {2}};
    CHECK(rows_of("毛红 1.50AB\r\n\r\nab    10.00XY\n", columns) ==
          std::vector<Cells>{{"1", "毛红", "1.50", "AB"}, {"3", "ab", "10.00", "XY"}});
    // GB 18030: 毛红 is C3 AB BA EC.
    CHECK(rows_of("\xC3\xAB\xBA\xEC   1.50AB\r\n", columns, FileEncoding::gb18030) ==
          std::vector<Cells>{{"1", "毛红", "1.50", "AB"}});
}

TEST_CASE("what stands behind the last column is seen") {
    CHECK(rows_of("abXY\r\n", {{2}}) == std::vector<Cells>{{"1", "ab", "XY"}});
    CHECK(rows_of("ab  \r\nc", {{2}}) == std::vector<Cells>{{"1", "ab"}, {"2", "c"}});
}
