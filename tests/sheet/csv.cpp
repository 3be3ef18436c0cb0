#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "catch.hpp"
#include "sheet/rows.hpp"

using namespace almoner;
using sheet::CsvReader;

namespace {

/// A file that is gone when the test is.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string const& bytes)
        : path_(std::filesystem::temp_directory_path() / ("almoner-csv-" + std::to_string(::getpid()) + ".csv")) {
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// "1:a|b" for a record, "2:3:sheet.quote" for a fault.
std::vector<std::string> read_all(std::string const& bytes) {
    auto const file = TemporaryFile(bytes);
    auto reader = CsvReader::open(file.path());
    REQUIRE(reader);
    std::vector<std::string> seen;
    for (;;) {
        auto const row = reader->next();
        if (!row) {
            auto const& at = row.error().position;
            CHECK(at.file == file.path().string());
            std::ostringstream fault;
            fault << at.row << ':' << at.column << ':' << text_of(row.error().code);
            seen.push_back(fault.str());
            continue;
        }
        if (!*row) {
            return seen;
        }
        std::ostringstream text;
        text << (*row)->number;
        auto separator = ':';
        for (auto const cell : (*row)->cells) {
            text << std::exchange(separator, '|') << cell;
        }
        seen.push_back(text.str());
    }
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("the seven rules of RFC 4180 section 2 are followed") {
    CHECK(read_all("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n") == Rows{"1:aaa|bbb|ccc", "2:zzz|yyy|xxx"});
    CHECK(read_all("aaa,bbb,ccc\r\nzzz,yyy,xxx") == Rows{"1:aaa|bbb|ccc", "2:zzz|yyy|xxx"});
    CHECK(read_all("field_name,other\r\naaa,bbb\r\n") == Rows{"1:field_name|other", "2:aaa|bbb"});
    CHECK(read_all("aaa, b b ,\r\n") == Rows{"1:aaa| b b |"});
    CHECK(read_all("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx") == Rows{"1:aaa|bbb|ccc", "2:zzz|yyy|xxx"});
    CHECK(read_all("\"aaa\",\"b\r\nbb\",\"c,cc\"\r\nzzz,yyy,xxx") == Rows{"1:aaa|b\r\nbb|c,cc", "2:zzz|yyy|xxx"});
    CHECK(read_all("\"aaa\",\"b\"\"bb\",\"ccc\"") == Rows{"1:aaa|b\"bb|ccc"});
}

TEST_CASE("lines may end in CR LF, LF or CR, also mixed") {
    CHECK(read_all("a,b\nc,d\re,f\r\ng,h") == Rows{"1:a|b", "2:c|d", "3:e|f", "4:g|h"});
    CHECK(read_all("a\r") == Rows{"1:a"});
}

TEST_CASE("an empty file has no records") {
    CHECK(read_all("").empty());
    CHECK(read_all("\xEF\xBB\xBF").empty());
    CHECK(read_all("\r\n\r\n,,,\r\n\"\"\r\n").empty());
}

TEST_CASE("blank records are counted and passed over") {
    CHECK(read_all("a,b\r\n\r\n,\r\nc,d\r\n\r\n") == Rows{"1:a|b", "4:c|d"});
    CHECK(read_all("a\r\rb\r") == Rows{"1:a", "3:b"});
}

TEST_CASE("a byte order mark is dropped at the start and nowhere else") {
    CHECK(read_all("\xEF\xBB\xBF"
                   "a,b\n\xEF\xBB\xBF"
                   "c,d\n") == Rows{"1:a|b",
                                    "2:\xEF\xBB\xBF"
                                    "c|d"});
    CHECK(read_all("\xEF\xBB\xBF\"a\",b\n") == Rows{"1:a|b"});
}

TEST_CASE("empty and quoted empty cells are cells") {
    CHECK(read_all(",a,\"\",\n") == Rows{"1:|a||"});
    CHECK(read_all("\"\"\"\",\"\"\"\"\"\"") == Rows{"1:\"|\"\""});
}

TEST_CASE("a stray quote costs its record and no other") {
    CHECK(read_all("a,b\nc,d\"e,f\ng,h\n") == Rows{"1:a|b", "2:2:sheet.quote", "3:g|h"});
    CHECK(read_all("a,b\n\"c\"x,d\ng,h\n") == Rows{"1:a|b", "2:1:sheet.quote", "3:g|h"});
    CHECK(read_all("a,\"b\" \ng,h\n") == Rows{"1:2:sheet.quote", "2:g|h"});
}

TEST_CASE("a quote that is never closed is told once") {
    CHECK(read_all("a,b\nc,\"d\ne,f\n") == Rows{"1:a|b", "2:2:sheet.quote"});
    CHECK(read_all("\"") == Rows{"1:1:sheet.quote"});
}

TEST_CASE("text that is not UTF-8 is told with its row and column, and the next row is read") {
    CHECK(read_all("name\nM\xFCller,b\nc,d\n") == Rows{"1:name", "2:1:sheet.encoding", "3:c|d"});
    CHECK(read_all("a,\xC3\n") == Rows{"1:2:sheet.encoding"});
    CHECK(read_all(std::string("a,b\0c\n", 6)) == Rows{"1:2:sheet.encoding"});
    CHECK(read_all("\xC3(\n") == Rows{"1:1:sheet.encoding"});
}

TEST_CASE("two broken cells never join to one good character") {
    CHECK(read_all("a\xC3,\xA9\n") == Rows{"1:1:sheet.encoding"});
}

TEST_CASE("a cell of 32,767 bytes is read and a longer one is told") {
    auto const longest = std::string(32'767, 'x');
    CHECK(read_all("a," + longest + "\nb\n") == Rows{"1:a|" + longest, "2:b"});
    CHECK(read_all("a," + longest + "x\nb\n") == Rows{"1:2:sheet.too_long", "2:b"});
    CHECK(read_all("\"" + longest + "\n,\"\"\",c\nb\n") == Rows{"1:1:sheet.too_long", "2:b"});
}

TEST_CASE("a record of more cells than a spreadsheet has columns is told") {
    CHECK(read_all("a" + std::string(16'383, ',') + "\nb\n").size() == 2);
    CHECK(read_all("a" + std::string(16'384, ',') + "\nb\n") == Rows{"1:16385:sheet.too_long", "2:b"});
}

TEST_CASE("a record over one MiB is told and the next one is read") {
    auto const cell = std::string(32'000, 'y') + ",";
    auto wide = std::string();
    for (auto count = 0; count < 33; ++count) {
        wide += cell;
    }
    CHECK(read_all(wide + "\nb\n") == Rows{"1:33:sheet.too_long", "2:b"});
}

TEST_CASE("records read the same wherever a chunk ends in them") {
    auto const record = std::string("\xE5\xBC\xA0,\"q\"\"q\r\n\",z\r\n");
    for (std::size_t lead = 0; lead <= record.size(); ++lead) {
        auto const filler = std::string(262'144 - 2 - 32'000 * 8 - lead, 'f');
        auto bytes = std::string();
        for (auto count = 0; count < 8; ++count) {
            bytes += std::string(31'999, 'y') + "\n";
        }
        bytes += filler + "\r\n" + record + record;
        auto const seen = read_all(bytes);
        REQUIRE(seen.size() == 11);
        CHECK(seen[8] == "9:" + filler);
        CHECK(seen[9] == "10:\xE5\xBC\xA0|q\"q\r\n|z");
        CHECK(seen[10] == "11:\xE5\xBC\xA0|q\"q\r\n|z");
    }
}

TEST_CASE("a file longer than many chunks keeps its order and its numbers") {
    auto bytes = std::string();
    for (auto number = 1; number <= 100'000; ++number) {
        bytes += std::to_string(number) + ",payee,\"100.00\"\r\n";
    }
    auto const file = TemporaryFile(bytes);
    auto reader = CsvReader::open(file.path());
    REQUIRE(reader);
    for (std::uint64_t number = 1; number <= 100'000; ++number) {
        auto const row = reader->next();
        REQUIRE(row);
        REQUIRE(*row);
        REQUIRE((*row)->number == number);
        REQUIRE((*row)->cells.at(0) == std::to_string(number));
        REQUIRE((*row)->cells.at(2) == "100.00");
    }
    CHECK_FALSE(*reader->next() != nullptr);
    CHECK_FALSE(*reader->next() != nullptr);
}

TEST_CASE("a missing file and a folder are told apart") {
    auto const missing = CsvReader::open("no-such-folder/no-such-file.csv");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::file_missing);
    auto const folder = CsvReader::open(std::filesystem::temp_directory_path());
    REQUIRE_FALSE(folder);
    CHECK(folder.error().code == ErrorCode::file_not_regular);
}

TEST_CASE("written records are quoted where they must be") {
    auto out = std::string();
    sheet::append_csv(out, {"a", "b,c", "d\"e", "f\ng", " h ", ""});
    CHECK(out == "a,\"b,c\",\"d\"\"e\",\"f\ng\", h ,\r\n");
}

TEST_CASE("a cell that a spreadsheet would run is neutralised") {
    auto out = std::string();
    sheet::append_csv(out, {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "1=1", "=\"a\""});
    CHECK(out == "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\",1=1,\"'=\"\"a\"\"\"\r\n");
}

TEST_CASE("what was written reads back") {
    auto out = std::string();
    sheet::append_csv(out, {"a", "b,c", "d\"e", "f\r\ng", " h ", "", "\xE5\xBC\xA0\xE4\xB8\x89"});
    CHECK(read_all(out) == Rows{"1:a|b,c|d\"e|f\r\ng| h ||\xE5\xBC\xA0\xE4\xB8\x89"});
}

TEST_CASE("semicolons and tabs separate where the first line uses them most") {
    CHECK(read_all("a;b,c;d\n1;2,50;3\n") == std::vector<std::string>{"1:a|b,c|d", "2:1|2,50|3"});
    CHECK(read_all("a\tb\n1\t2;3\n") == std::vector<std::string>{"1:a|b", "2:1|2;3"});
    CHECK(read_all("\"a;b;c\",d\n1,2\n") == std::vector<std::string>{"1:a;b;c|d", "2:1|2"});
    CHECK(read_all("Title\na;b\n1;2\n") == std::vector<std::string>{"1:Title", "2:a|b", "3:1|2"});
}

TEST_CASE("a list in GB18030 reads as its text, and a fault in UTF-16 stands where it is") {
    CHECK(read_all("\xD0\xD5\xC3\xFB,a\n") == std::vector<std::string>{"1:姓名|a"});
    CHECK(read_all(std::string("\xFF\xFE"
                               "a\0,\0\x00\xD8\n\0b\0",
                               12)) == std::vector<std::string>{"1:2:sheet.encoding", "2:b"});
}
