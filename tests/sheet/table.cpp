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
                          {"row_no", "序号", WordUse::is},
                          {"payee_name", "领取人", WordUse::ask},
                          {"-", "合计", WordUse::total},
                          {"-", "小计", WordUse::total},
                          {"-", "制表人", WordUse::footer}});
std::vector<sheet::Column> const known = {{"payee_name", Needed::required},
                                          {"account_no", Needed::required},
                                          {"amount", Needed::required},
                                          {"unit", Needed::optional}};

struct Read {
    std::vector<std::string> rows;
    std::vector<std::string> findings;
    std::string unit;  ///< of the last row
};

/// "3:name|account|amount" for a line, "+" before a total.
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
        auto text = ((*told)->use == Table::RowUse::total ? "+" : "") + std::string(row.sheet_name) +
                    std::to_string(row.number) + ":";
        auto const cell = [&](std::string_view column) { return std::string(table->columns().cell(row, column)); };
        all.unit = cell("unit");
        all.rows.push_back(text + cell("payee_name") + "|" + cell("account_no") + "|" + cell("amount"));
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
    auto const heading = [](int at, std::string const& name, std::string const& account, std::string const& amount) {
        auto const number = std::to_string(at);
        return row(at, text_cell(name + number, "姓名") + text_cell(account + number, "账号") +
                           text_cell(amount + number, "金额"));
    };
    auto const line = [](int at, std::string const& name, std::string const& account, std::string const& amount) {
        auto const number = std::to_string(at);
        return row(at, text_cell(name + number, "张三") + text_cell(account + number, "6299990000000007751") +
                           number_cell(amount + number, "500"));
    };
    Folder const folder;
    auto const path = packed(
        folder,
        parts_of({data(row(1, text_cell("A1", "标题")) + heading(2, "B", "C", "D") + line(3, "B", "C", "D")),
                  data(row(1, text_cell("A1", "说明"))), data(heading(1, "C", "A", "B") + line(2, "C", "A", "B"))}));
    auto const read = read_file(path);
    CHECK(read.rows == Texts{"A3:张三|6299990000000007751|500", "C2:张三|6299990000000007751|500"});
    CHECK(read.findings == Texts{"sheet.no_heading B"});
}
