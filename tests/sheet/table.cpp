#include "sheet/table.hpp"

#include "sheet/workbooks.hpp"

using namespace workbooks;
using sheet::Needed;
using sheet::Table;
using sheet::WordUse;

namespace {

sheet::Words const words({{"payee_name", "姓名", WordUse::is},
                          {"account_no", "账号", WordUse::is},
                          {"amount", "金额", WordUse::is},
                          {"unit", "单位", WordUse::is},
                          {"beneficiary_name", "享受人", WordUse::is},
                          {"row_no", "序号", WordUse::is},
                          {"payee_name", "领取人", WordUse::ask},
                          {"-", "合计", WordUse::total},
                          {"-", "小计", WordUse::total},
                          {"-", "本页小计", WordUse::total},
                          {"-", "制表人", WordUse::footer}});
std::vector<sheet::Column> const known = {{"payee_name", Needed::required},
                                          {"account_no", Needed::required},
                                          {"amount", Needed::required, {"amount_wan"}},
                                          {"amount_wan", Needed::optional},
                                          {"unit", Needed::optional}};

struct Read {
    std::vector<std::string> rows;
    std::vector<std::string> findings;
    std::string unit;  ///< of the last row
};

/// "3:name|account|amount" for a line, "+" before a total, "!" before a hidden row, "wan" before ten thousands.
Read read_file(fs::path const& path, std::map<std::string, std::string> const& said = {}) {
    auto table = Table::open(path, {words, said, known, "list"});
    Read all;
    if (!table) {
        all.findings.emplace_back(text_of(table.error().code));
        return all;
    }
    for (;;) {
        auto const told = table->next();
        if (!told) {
            all.findings.emplace_back(text_of(told.error().code));
            return all;
        }
        if (!*told) {
            break;
        }
        auto const& row = (*told)->row;
        auto text = std::string((*told)->use == Table::RowUse::total ? "+" : "") + (row.hidden ? "!" : "") +
                    std::string(row.sheet_name) + std::to_string(row.number) + ":";
        auto const cell = [&](std::string_view column) { return std::string(table->columns().cell(row, column)); };
        all.unit = cell("unit");
        auto const wan = cell("amount_wan");
        all.rows.push_back(text + cell("payee_name") + "|" + cell("account_no") + "|" + cell("amount") +
                           (wan.empty() ? "" : "wan " + wan));
    }
    for (auto const& finding : table->findings()) {
        all.findings.push_back(std::string(text_of(finding.code)) + " " + finding.value);
    }
    return all;
}

Read read_csv(std::string const& text, std::map<std::string, std::string> const& said = {}) {
    Folder const folder;
    return read_file(folder.write("list.csv", text), said);
}

using Texts = std::vector<std::string>;

/// Two records, their commas written as `separator`.
std::string text_with(std::string const& first, std::string const& second, std::string const& separator) {
    std::string text;
    for (auto const letter : first + "\r\n" + second + "\r\n") {
        text += letter == ',' ? separator : std::string(1, letter);
    }
    return text;
}

}  // namespace

TEST_CASE("a list as an office keeps it gives its lines and its totals, and nothing else") {
    auto const read = read_csv(
        "春节慰问金发放表\n\n"
        "单位：示范小学,,,日期：2026-01-10\n"
        "序号,姓 名,账号,金额（元）\n"
        "1,张三,6299990000000007751,500\n"
        "2,李四,6299990000000007769,400\n"
        "小计,,,900\n"
        "序号,姓 名,账号,金额（元）\n"
        "3,王五,6299990000000007777,300\n"
        "合计,3 人,,1200\n"
        "制表人：李娜,,审核人：王军,\n");
    CHECK(read.rows == Texts{"5:张三|6299990000000007751|500", "6:李四|6299990000000007769|400", "+7:||900",
                             "9:王五|6299990000000007777|300", "+10:3 人||1200"});
    CHECK(read.findings.empty());
}

TEST_CASE("a footer's word does not swallow a row that has money or an account") {
    CHECK(read_csv("姓名,账号,金额\n制表人,6299990000000007751,500\n").rows ==
          Texts{"2:制表人|6299990000000007751|500"});
}

TEST_CASE("a heading in two rows is read as one") {
    auto const read = read_csv("序号,收款信息,,金额\n,姓名,账号,\n1,张三,6299990000000007751,500\n");
    CHECK(read.rows == Texts{"3:张三|6299990000000007751|500"});
}

TEST_CASE("a column whose heading stands in the upper row only is read, too") {
    auto const read = read_csv("单位,收款信息,,\n,姓名,账号,金额\n东区,张三,6299990000000007751,500\n");
    CHECK(read.rows == Texts{"3:张三|6299990000000007751|500"});
    CHECK(read.findings.empty());
    CHECK(read.unit == "东区");
}

TEST_CASE("a heading with several meanings is asked for, and the cover may say") {
    std::string const text = "领取人,账号,金额\n张三,6299990000000007751,500\n";
    CHECK(read_csv(text).findings == Texts{"sheet.column_ask 领取人", "sheet.column_missing payee_name"});
    CHECK(read_csv(text, {{"领取人", "payee_name"}}).rows == Texts{"2:张三|6299990000000007751|500"});
}

TEST_CASE("two columns of one field are told, and the cover may leave one out") {
    std::string const text = "姓名,账号,账 号,金额\n张三,1234567,7654321,500\n";
    CHECK(read_csv(text).findings == Texts{"sheet.column_duplicate account_no"});
    std::string const told_apart = "姓名,账号,旧账号,金额\n张三,1234567,7654321,500\n";
    CHECK(read_csv(told_apart).findings == Texts{"sheet.column_unknown 旧账号"});
    CHECK(read_csv(told_apart, {{"旧账号", "ignore"}}).findings.empty());
    CHECK(read_csv(told_apart, {{"旧账号", "account_no"}, {"账号", "ignore"}}).rows == Texts{"2:张三|7654321|500"});
}

TEST_CASE("a missing column is told, whatever else the heading has") {
    CHECK(read_csv("姓名,金额\n张三,500\n").findings == Texts{"sheet.column_missing account_no"});
}

TEST_CASE("a file without a heading is an error") {
    CHECK(read_csv("一,二\n三,四\n").findings == Texts{"list.empty"});
    CHECK(read_csv("").findings == Texts{"list.empty"});
}

TEST_CASE("an old or encrypted workbook is told what to do") {
    CHECK(read_csv("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").findings == Texts{"sheet.old_format"});
}

TEST_CASE("every sheet of a workbook has its own heading, and one without is told of") {
    auto const three = [](int at, std::string const& first, std::string const& second, std::string const& third) {
        auto const number = std::to_string(at);
        return row(at,
                   text_cell("B" + number, first) + text_cell("C" + number, second) + text_cell("D" + number, third));
    };
    std::string const account = "6299990000000007751";
    Folder const folder;
    auto const path =
        packed(folder, parts_of({data(row(1, text_cell("A1", "标题")) + three(2, "姓名", "账号", "金额") +
                                      three(3, "张三", account, "500")),
                                 data(row(1, text_cell("A1", "说明"))),
                                 data(three(1, "账号", "金额", "姓名") + three(2, account, "500", "张三"))}));
    auto const read = read_file(path);
    CHECK(read.rows == Texts{"A3:张三|6299990000000007751|500", "C2:张三|6299990000000007751|500"});
    CHECK(read.findings == Texts{"sheet.no_heading B"});
}

TEST_CASE("a list reads the same with comma, semicolon or tab and in each encoding") {
    auto const expected = Texts{"2:张三|6299990000000007751|500", "3:李, 四|6299990000000007769|400"};
    Folder const folder;
    for (auto const* separator : {",", ";", "\t"}) {
        std::string const separated = text_with("姓名,账号,金额", "张三,6299990000000007751,500", separator) +
                                      "\"李, 四\"" + separator + "6299990000000007769" + separator + "\"400\"\r\n";
        auto const plain = folder.write("plain.csv", separated);
        CHECK(read_file(plain).rows == expected);
        CHECK(read_file(folder.write("marked.csv", "\xEF\xBB\xBF" + separated)).rows == expected);
        for (auto const* encoding : {"GB18030", "UTF-16"}) {
            CAPTURE(encoding);
            must_run("iconv -f UTF-8 -t " + std::string(encoding) + " '" + plain.string() + "' > other.csv");
            CHECK(read_file(shared_folder().path() / "other.csv").rows == expected);
        }
        must_run("{ printf '\\376\\377'; iconv -f UTF-8 -t UTF-16BE '" + plain.string() + "'; } > other.csv");
        CHECK(read_file(shared_folder().path() / "other.csv").rows == expected);
    }
}

TEST_CASE("pages that repeat their title and their heading of two rows give their lines only") {
    std::string const page = "慰问金发放表,,,\n序号,收款信息,,金额\n,姓名,账号,\n";
    auto const read =
        read_csv(page + "1,张三,6299990000000007751,500\n本页小计,,,500\n" + page + "2,李四,6299990000000007769,400\n");
    CHECK(read.rows == Texts{"4:张三|6299990000000007751|500", "+5:||500", "9:李四|6299990000000007769|400"});
}

TEST_CASE("another table below on the sheet is read by its own heading") {
    auto const read =
        read_csv("姓名,账号,金额\n张三,6299990000000007751,500\n\n金额,姓名,账号\n400,李四,6299990000000007769\n");
    CHECK(read.rows == Texts{"2:张三|6299990000000007751|500", "5:李四|6299990000000007769|400"});
}

TEST_CASE("a total behind a number or a unit is a total, and none that has an account") {
    CHECK(read_csv("单位,姓名,账号,金额\n东区,张三,6299990000000007751,500\n东区,小计,,500\n").rows ==
          Texts{"2:张三|6299990000000007751|500", "+3:小计||500"});
    CHECK(read_csv("姓名,账号,金额\n合计,6299990000000007751,500\n").rows == Texts{"2:合计|6299990000000007751|500"});
}

TEST_CASE("a row above the heading says what amounts are counted in") {
    std::string const line = "姓名,账号,金额\n张三,6299990000000007751,0.05\n";
    CHECK(read_csv("慰问金发放表\n单位：万元,,\n" + line).rows == Texts{"4:张三|6299990000000007751|wan 0.05"});
    CHECK(read_csv("慰问金发放表（单位：万元）\n" + line).rows == Texts{"3:张三|6299990000000007751|wan 0.05"});
    CHECK(read_csv("填报日期：2026-01-10,金额单位: 万元,\n" + line).rows ==
          Texts{"3:张三|6299990000000007751|wan 0.05"});
    CHECK(read_csv("单位：元,,\n" + line).rows == Texts{"3:张三|6299990000000007751|0.05"});
    CHECK(read_csv("单位：示范小学,,\n" + line).rows == Texts{"3:张三|6299990000000007751|0.05"});
}

TEST_CASE("units that contradict each other or that nobody pays in are asked for") {
    auto const asked = Texts{"sheet.column_ask 金额（元）", "sheet.column_missing amount"};
    std::string const line = "姓名,账号,金额（元）\n张三,6299990000000007751,500\n";
    CHECK(read_csv("单位：万元,,\n" + line).findings == asked);
    CHECK(read_csv("单位：千元,,\n" + line).findings == asked);
    CHECK(read_csv("单位：元,,\n" + line).findings.empty());
    CHECK(read_csv("单位：万元,,\n" + line, {{"金额（元）", "amount"}}).rows ==
          Texts{"3:张三|6299990000000007751|500"});
    CHECK(read_csv("单位：元,,\n姓名,账号,金额（万元）\n张三,6299990000000007751,0.05\n").findings ==
          Texts{"sheet.column_ask 金额（万元）", "sheet.column_missing amount"});
}

TEST_CASE("a beneficiary beside the payee is asked for, unless the cover says what it is") {
    std::string const text = "姓名,享受人,账号,金额\n张三,张小宝,6299990000000007751,500\n";
    CHECK(read_csv(text).findings == Texts{"sheet.column_ask 享受人"});
    CHECK(read_csv(text, {{"享受人", "ignore"}}).findings.empty());
    CHECK(read_csv("享受人,账号,金额\n张三,6299990000000007751,500\n").findings ==
          Texts{"sheet.column_missing payee_name"});
}

TEST_CASE("hidden rows are marked and hidden columns are told") {
    std::string const account = "6299990000000007751";
    auto const rows =
        data(row(1, text_cell("A1", "姓名") + text_cell("B1", "账号") + text_cell("C1", "金额")) +
             row(2, text_cell("A2", "张三") + text_cell("B2", account) + number_cell("C2", "500"), "hidden=\"1\""));
    Folder const folder;
    auto const read =
        read_file(packed(folder, parts_of({"<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>" + rows})));
    CHECK(read.rows == Texts{"!A2:张三|6299990000000007751|500"});
    CHECK(read.findings == Texts{"sheet.hidden_column 账号"});
}

TEST_CASE("rows that hold nothing but layout are none, and cells beyond the heading neither") {
    auto const rows =
        data(row(1, text_cell("A1", "姓名") + text_cell("B1", "账号") + text_cell("C1", "金额")) +
             row(2, text_cell("A2", "张三") + text_cell("B2", "6299990000000007751") + number_cell("C2", "500") +
                        "<c r=\"D2\" s=\"1\"/><c r=\"E2\" t=\"str\"><v> </v></c>") +
             row(3, "<c r=\"A3\" s=\"1\"/><c r=\"B3\" s=\"1\"/>") + row(1000, "<c r=\"A1000\" s=\"1\"/>"));
    Folder const folder;
    CHECK(read_file(packed(folder, parts_of({rows}))).rows == Texts{"A2:张三|6299990000000007751|500"});
}

TEST_CASE("parts whose names have backslashes are found") {
    Folder const folder;
    auto const rows =
        data(row(1, text_cell("A1", "姓名") + text_cell("B1", "账号") + text_cell("C1", "金额")) +
             row(2, text_cell("A2", "张三") + text_cell("B2", "6299990000000007751") + number_cell("C2", "500")));
    auto const path = packed(folder, parts_of({rows}));
    must_run("python3 -c \"import zipfile; old = zipfile.ZipFile('" + path.string() +
             "'); parts = [(part.filename, old.read(part)) for part in old.infolist() if not part.is_dir()]; "
             "new = zipfile.ZipFile('" +
             path.string() +
             "', 'w'); [new.writestr(name.replace('/', chr(92)), text) for name, text in parts]; new.close()\"");
    CHECK(read_file(path).rows == Texts{"A2:张三|6299990000000007751|500"});
}
