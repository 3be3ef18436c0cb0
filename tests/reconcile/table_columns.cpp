#include "reconcile/read/table_columns.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::reconcile;
using settings::AnswerTable;

namespace {

AnswerTable table(std::string name = "a-bank") {
    AnswerTable made;
    made.message = std::move(name);
    made.columns = {
        {"booking_date", {"Day", "Date"}, true}, {"amount", {"Amount"}, true}, {"remittance", {"Why"}, false}};
    made.labels = {{"account", {"Account"}, false}, {"transaction_count", {"总笔数"}, false}};
    return made;
}

sheet::Row row(std::vector<std::string_view> cells) {
    sheet::Row made;
    made.cells = std::move(cells);
    return made;
}

std::string found(std::vector<AnswerTable> const& tables, std::string const& text) {
    testing::Folder const folder;
    auto const known = table_in(tables, folder.write("a.csv", text));
    return !known ? std::string(text_of(known.error().code)) : *known == nullptr ? "none" : (*known)->message;
}

}  // namespace

TEST_CASE("columns are found by their headings in any order, blanks and letters' size aside") {
    auto const columns = TableColumns::told_by(table(), row({"No", " why ", "AMOUNT", "Da te"}));
    REQUIRE(columns);
    CHECK(columns->known() == 3);
    CHECK(columns->place_of("amount") == 3);
    CHECK(columns->place_of("balance") == 0);
    CHECK(columns->cell(row({"1", "", " '12.00\t", "x"}), "amount") == "12.00");
    CHECK(columns->cell(row({"1"}), "amount").empty());
    CHECK_FALSE(TableColumns::told_by(table(), row({"Day", "Why"})));
    CHECK_FALSE(TableColumns::told_by(table(), row({})));
}

TEST_CASE("labels tell what stands in the next cell or behind a colon") {
    auto const said = labels_in(table(), row({"Account:", "", "12345", "总笔数：7"}));
    REQUIRE(said.size() == 2);
    CHECK(said[0].fact == "account");
    CHECK(said[0].value == "12345");
    CHECK(said[1].value == "7");
    CHECK(begins_with_label(table(), row({"", "account", "1"})));
    CHECK_FALSE(begins_with_label(table(), row({"2026-01-20", "account"})));
    CHECK_FALSE(begins_with_label(table(), row({})));
}

TEST_CASE("a file is the table whose headings it has, and of several the one that knows most of them") {
    auto more = table("b-bank");
    more.columns.push_back({"balance", {"Balance"}, false});
    CHECK(found({table(), more}, "title\n\nDay,Amount,Balance\n") == "b-bank");
    CHECK(found({more, table()}, "Day,Amount,Balance\n") == "b-bank");
    CHECK(found({table()}, "Day,Why\n2026-01-20,x\n") == "none");
    CHECK(found({table()}, "") == "none");
    CHECK(found({}, "Day,Amount\n") == "none");
    CHECK(found({table(), table("c-bank")}, "Day,Amount\n") == "bank_file.several_formats");
}
