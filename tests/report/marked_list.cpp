#include "report/marked_list.hpp"

#include "ground.hpp"
#include "sheet/row_reader.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

settings::Texts texts(settings::Language language) {
    auto loaded = settings::Texts::load(source() / "formats", language);
    REQUIRE(loaded);
    return *std::move(loaded);
}

Finding found(ErrorCode code, Position position, std::vector<std::string> arguments = {}) {
    return finding_of({code, {}, {}, std::move(arguments)}, std::move(position));
}

/// "number: a|b" of each row of one sheet.
std::vector<std::string> rows_of(fs::path const& path, std::uint8_t sheet = 0) {
    auto reader = sheet::RowReader::open(path);
    REQUIRE(reader);
    std::vector<std::string> seen;
    for (auto row = reader->next(); row && *row; row = reader->next()) {
        if ((*row)->sheet != sheet) {
            continue;
        }
        auto text = std::to_string((*row)->number) + ":";
        for (auto const cell : (*row)->cells) {
            text += "|" + std::string(cell);
        }
        while (text.ends_with('|')) {
            text.pop_back();
        }
        seen.push_back(text);
    }
    return seen;
}

struct Bench {
    [[nodiscard]] fs::path marked(std::vector<Finding> const& findings, std::string const& rows) const {
        auto const path = folder.write("list.csv", rows);
        auto const book = folder.path() / "list.xlsx";
        REQUIRE(report::write_marked_list({path, findings, english, chinese}, book));
        return book;
    }

    /// The comments of the first sheet as another program unpacks them.
    [[nodiscard]] std::string comments(fs::path const& book) const {
        must_run("python3 -m zipfile -e '" + book.string() + "' '" + (folder.path() / "parts").string() + "'");
        return read(folder.path() / "parts/xl/comments1.xml");
    }

    Folder folder;
    settings::Texts english = texts(settings::Language::en);
    settings::Texts chinese = texts(settings::Language::zh);
};

std::string const rows =
    "title\r\n\r\npayee_name,account_no,amount\r\n毛红燕,6299990000000007751,12.345\r\n"
    "=cmd|x, 00123 ,\"1,200.00\"\r\n";

}  // namespace

TEST_CASE("the workbook holds the cells of the list at their own rows") {
    Bench bench;
    auto const book = bench.marked({}, rows);
    CHECK(rows_of(book) == rows_of(bench.folder.path() / "list.csv"));
    CHECK(rows_of(book).at(3) == "5:|=cmd|x| 00123 |1,200.00");
}

TEST_CASE("a finding is a comment on its cell: code, then remedy in Chinese and English") {
    Bench bench;
    auto const book = bench.marked({found(ErrorCode::amount_precision, {"list.csv", {}, 4, 3}, {"CNY", "2"})}, rows);
    auto const comments = bench.comments(book);
    auto const zh = bench.chinese.get("code.amount.precision", std::vector<std::string>{"CNY", "2"});
    auto const en = bench.english.get("code.amount.precision", std::vector<std::string>{"CNY", "2"});
    CHECK(comments.find("<comment ref=\"C4\"") != std::string::npos);
    CHECK(comments.find("<t>amount.precision\n" + zh + "\n" + en + "</t>") != std::string::npos);
}

TEST_CASE("findings of one cell share a comment, and one of a whole row stands at its first cell") {
    Bench bench;
    auto const book = bench.marked({found(ErrorCode::amount_zero, {"list.csv", {}, 5, 3}),
                                    found(ErrorCode::amount_missing, {"list.csv", {}, 5, 3}),
                                    found(ErrorCode::person_duplicate, {"list.csv", {}, 5, 0}, {"4"})},
                                   rows);
    auto const comments = bench.comments(book);
    CHECK(comments.find("<comment ref=\"A5\"") != std::string::npos);
    auto const second = comments.find("<comment ref=\"C5\"");
    REQUIRE(second != std::string::npos);
    CHECK(comments.find("amount.zero", second) < comments.find("amount.missing", second));
    CHECK(comments.find("amount.missing", second) != std::string::npos);
}

TEST_CASE("the last sheet lists every finding with its place, also those of no row") {
    Bench bench;
    auto const book = bench.marked({found(ErrorCode::cover_total, {"list.cover.toml", {}, 0, 0}, {"1.00", "bank"}),
                                    found(ErrorCode::account_missing, {"list.csv", {}, 4, 2})},
                                   rows);
    auto const listed = rows_of(book, 1);
    REQUIRE(listed.size() == 3);
    CHECK(listed[1].starts_with("2:|拒绝 / refused|list.cover.toml||||cover.total||"));
    CHECK(listed[2].starts_with("3:|暂缓 / held|list.csv||4|2|account.missing||"));
    CHECK(listed[2].find(bench.english.get("code.account.missing")) != std::string::npos);
    CHECK(listed[2].find(bench.chinese.get("code.account.missing")) != std::string::npos);
}

TEST_CASE("a record that cannot be read keeps its row and its comment, and the rows behind it follow") {
    Bench bench;
    auto const broken = std::string("payee_name,amount\n\xFF\xFE\xFF,1.00\nx,2.00\n");
    auto const book = bench.marked({found(ErrorCode::sheet_encoding, {"list.csv", {}, 2, 0})}, broken);
    CHECK(bench.comments(book).find("<comment ref=\"A2\"") != std::string::npos);
}

TEST_CASE("a file that is no table has its findings told all the same") {
    Bench bench;
    auto const book = bench.marked({found(ErrorCode::sheet_old_format, {"list.csv", {}, 0, 0})}, "\xD0\xCF\x11\xE0");
    CHECK(rows_of(book).size() == 2);
}

TEST_CASE("the same list gives the same bytes") {
    Bench bench;
    std::vector<Finding> const findings = {found(ErrorCode::account_missing, {"list.csv", {}, 4, 2})};
    auto const first = read(bench.marked(findings, rows));
    must_run("sleep 1.1");
    CHECK(read(bench.marked(findings, rows)) == first);
}
