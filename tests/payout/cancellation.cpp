#include "office.hpp"
#include "payout/claim.hpp"
#include "payout/plan.hpp"
#include "sheet/workbooks.hpp"
#include "store/corrections.hpp"
#include "store/query.hpp"

using namespace office;

namespace {

std::string const cancel_heading = "row,payee_name,amount,note\n";
std::string const cancel_3 = "3,邱辉梅,400.00,moved away\n";

/// An office that has claimed `good_rows`, and what a cancellation of it does.
struct Bench {
    Bench() { REQUIRE(taken(payout::claim(office.desk(), list_of(office, office.lay(office.cover())))).list); }

    payout::Claim cancel(std::string const& rows, std::uint64_t count, Money total) {
        auto cover = office.cover(rows);
        cover.code = *ListCode::parse("AA0002");
        cover.kind = settings::ListKind::cancellation;
        cover.of = *ListCode::parse("AA0001");
        cover.reason = "cancelled on the visit";
        cover.rows_file = "cancel.csv";
        cover.count = count;
        cover.total = total;
        cover.sums = {};
        auto const list = list_of(office, office.lay(cover, rows, {"maker", "approver"}, "cancel"));
        return taken(payout::claim_cancellation(office.desk(), list));
    }

    [[nodiscard]] std::int64_t in_state(std::string const& state) const {
        std::int64_t count = 0;
        REQUIRE(store::for_each_row(store::query(office.store(), "SELECT count(*) FROM line WHERE state = ?", state),
                                    [&](store::Statement& row) { count = row.number(0); }));
        return count;
    }

    Office office;
};

}  // namespace

TEST_CASE("a cancellation takes the named lines out of their list") {
    Bench bench;
    auto const claim = bench.cancel(cancel_heading + cancel_3, 1, yuan(400));
    REQUIRE(claim.list);
    CHECK(bench.in_state("cancelled") == 1);
    CHECK(bench.in_state("accepted") == 2);
}

TEST_CASE("a cancellation is read with its office's own headings, titles and totals, and keeps why a line went") {
    Bench bench;
    auto const rows = "取消名单,,,\n名册行号,姓名,金额,备注\n3,邱辉梅,400.00,迁居\n合计,,400.00,\n";
    REQUIRE(bench.cancel(rows, 1, yuan(400)).list);
    auto const list = *taken(store::list_by_code(bench.office.store(), "AA0001"));
    auto const cancelled = taken(store::cancellation_of(bench.office.store(), list.list, {0, 3}));
    REQUIRE(cancelled);
    CHECK(cancelled->list_code == "AA0002");
    CHECK(cancelled->note == "迁居");
}

TEST_CASE("a cancellation names a line by its sheet, too, when its list is a workbook") {
    Bench bench;
    std::string const by_sheet = "sheet,row,payee_name,amount,note\n";
    CHECK_FALSE(bench.cancel(by_sheet + "2,3,邱辉梅,400.00,another sheet\n", 1, yuan(400)).list);
    fs::remove_all(bench.office.inbox());
    CHECK(bench.cancel(by_sheet + "1,3,邱辉梅,400.00,the first\n", 1, yuan(400)).list);
}

TEST_CASE("a cancellation is read from a workbook, and a hidden row takes nobody out") {
    using namespace workbooks;
    auto const book = [](std::string const& attributes) {
        Folder const folder;
        auto const headings = row(1, text_cell("A1", "row") + text_cell("B1", "name") + text_cell("C1", "amount") +
                                         text_cell("D1", "remarks"));
        auto const cells =
            number_cell("A2", "3") + text_cell("B2", "邱辉梅") + number_cell("C2", "400") + text_cell("D2", "moved");
        return read(packed(folder, parts_of({data(headings + row(2, cells, attributes))})));
    };
    Bench bench;
    CHECK_FALSE(bench.cancel(book("hidden=\"1\""), 1, yuan(400)).list);
    fs::remove_all(bench.office.inbox());
    CHECK(bench.cancel(book(""), 1, yuan(400)).list);
    CHECK(bench.in_state("cancelled") == 1);
}

TEST_CASE("a cancellation that is no table is refused and does not end the night") {
    Bench bench;
    CHECK(codes_of(bench.cancel("row,amount\n3,400.00\n", 1, yuan(400)).findings) ==
          Codes{ErrorCode::sheet_column_missing});
    fs::remove_all(bench.office.inbox());
    CHECK(codes_of(bench.cancel("nothing\n", 1, yuan(400)).findings) == Codes{ErrorCode::list_empty});
    CHECK(bench.in_state("cancelled") == 0);
}

TEST_CASE("one row that fits no line refuses the whole cancellation") {
    Bench bench;
    for (auto const& [row, total] : std::vector<std::pair<std::string, Money>>{
             {"9,邱辉梅,400.00,no such row\n", yuan(800)},
             {"2,邱辉梅,400.00,another's row\n", yuan(800)},
             {"2,毛红燕,400.00,another amount\n", yuan(800)},
             {"two,毛红燕,500.00,no number\n", yuan(400)},
             {cancel_3, yuan(800)},
         }) {
        INFO(row);
        auto rows = cancel_heading + cancel_3;
        rows += row;
        auto const claim = bench.cancel(rows, 2, total);
        CHECK_FALSE(claim.list);
        CHECK(codes_of(claim.findings) == Codes{ErrorCode::line_cancel_unmatched});
        CHECK(claim.findings.at(0).position.row == 3);
        CHECK(bench.in_state("cancelled") == 0);
        fs::remove_all(bench.office.inbox());
    }
}

TEST_CASE("a cancellation's own total is compared, too") {
    Bench bench;
    auto const claim = bench.cancel(cancel_heading + cancel_3, 1, yuan(500));
    CHECK(codes_of(claim.findings) == Codes{ErrorCode::cover_total});
    CHECK(bench.in_state("cancelled") == 0);
}

TEST_CASE("a line that has an attempt is past cancelling") {
    Bench bench;
    auto const list = *taken(store::list_by_code(bench.office.store(), "AA0001"));
    REQUIRE(taken(payout::plan(bench.office.desk(), list)).files.size() == 1);
    CHECK(codes_of(bench.cancel(cancel_heading + cancel_3, 1, yuan(400)).findings) ==
          Codes{ErrorCode::line_cancel_unmatched});
}
