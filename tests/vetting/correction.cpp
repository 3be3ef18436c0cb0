#include "vetting/correction.hpp"

#include "corrections.hpp"
#include "sheet/workbooks.hpp"

using namespace corrections;

TEST_CASE("what came back short is the most that is paid again") {
    Bench bench;
    bench.say(3, EvidenceKind::debited, {}, yuan(400));
    bench.say(3, EvidenceKind::credited_back, "AC01", yuan(395));
    std::string const row = "3,邱辉梅,400.00,邱辉梅,6299990000000242309,103100000026,bank,";
    CHECK(bench.refusal(row + "395.01\n", yuan(395)) == "correction.amount_higher 2:8");
    auto const claim = bench.correct(columns + row + "390.00\n", 1, yuan(390));
    CHECK(claim.list);
    CHECK(bench.count("correction WHERE amount = 39000 AND given_up = 500") == 1);
}

TEST_CASE("a row that fits no line, or another person's, refuses the correction at its place") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    auto const with = [&](std::string const& from, std::string const& to) {
        return bench.refusal(replaced(mended_2, from, to));
    };
    CHECK(with("2,毛", "9,毛") == "correction.line_unknown 2:1");
    CHECK(with("2,毛", "two,毛") == "correction.line_unknown 2:1");
    CHECK(with("毛红燕,500", "秦珍,500") == "correction.person_changed 2:2");
    CHECK(with("500.00", "500.01") == "correction.line_unknown 2:3");
    CHECK(with("500.00", "") == "correction.line_unknown 2:3");
    CHECK(with("bank,450.00", "bank,500.01") == "correction.amount_higher 2:8");
    CHECK(with("bank,450.00", "in_kind,450.00") == "correction.channel 2:7");
}

TEST_CASE("what is corrected passes the checks of every line") {
    Bench bench;
    auto const with = [&](std::string const& from, std::string const& to) {
        return bench.refusal(replaced(mended_5, from, to), yuan(200));
    };
    CHECK(with("6299990000000242358", "") == "account.missing 2:5");
    CHECK(with("6299990000000242358", "6.22E+18") == "account.scientific 2:5");
    CHECK(with("102100099996", "1021000999") == "account.cnaps_syntax 2:6");
    CHECK(with("bank,200.00", "bank,0.00") == "amount.zero 2:8");
    CHECK(with("bank,200.00", "bank,x") == "amount.syntax 2:8");
    CHECK(with("bank,200.00", "post,200.00") == "channel.unknown 2:7");
    CHECK(with("200.00,胡宗", "200.00,") == "person.name_missing 2:4");
}

TEST_CASE("an account that another person of the list or of the correction has is refused") {
    Bench bench;
    CHECK(bench.refusal(replaced(mended_5, "6299990000000242358", "6299990000000007751"), yuan(200)) ==
          "account.shared 2:5");
    bench.say(2, EvidenceKind::rejected, "AC04");
    auto const both = mended_2 + replaced(mended_5, "6299990000000242358", "6299990000000242309");
    CHECK(codes_of(bench.correct(columns + both, 2, yuan(650)).findings) == Codes{ErrorCode::account_shared});
}

TEST_CASE("a line named twice, and one bad row among good ones, refuse the whole correction") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    auto const twice = bench.correct(columns + mended_2 + mended_2, 2, yuan(900));
    CHECK(codes_of(twice.findings) == Codes{ErrorCode::correction_line_twice});
    CHECK(twice.findings.at(0).position.row == 3);
    auto const one_bad = bench.correct(columns + mended_5 + replaced(mended_2, "2,毛", "3,毛"), 2, yuan(650));
    CHECK(codes_of(one_bad.findings) == Codes{ErrorCode::correction_person_changed});
    CHECK(bench.count("correction") == 0);
    CHECK(bench.count("attempt WHERE live = 1") == 3);
}

TEST_CASE("a line held for a shared account goes on with another account or in cash, and not as it was") {
    Bench bench;
    REQUIRE(bench.office.store().execute(
        "DROP TRIGGER line_is_fixed;"
        "UPDATE line SET finding = 'account.shared', account = '6299990000000007769' WHERE row = 5"));
    auto const with = [](std::string const& account, std::string const& channel) {
        return "5,胡宗,200.00,胡宗," + account + ",102100099996," + channel + ",200.00\n";
    };
    CHECK(bench.refusal(with("6299990000000007769", "bank"), yuan(200)) == "correction.line_not_curable 2:5");
    CHECK(codes_of(bench.correct(columns + with("", "cash"), 0, yuan(0)).findings) ==
          Codes{ErrorCode::cover_count, ErrorCode::cover_total, ErrorCode::cover_sum});
    CHECK(bench.correct(columns + with("6299990000000242358", "bank"), 1, yuan(200)).list);
}

TEST_CASE("category and unit prove the line where they are given") {
    Bench bench;
    auto const wide = [&](std::string const& category) {
        auto const rows =
            "row,approved_name,approved_amount,payee_name,account_no,amount,category\n"
            "5,胡宗,200.00,胡宗,6299990000000242358,200.00," +
            category + "\n";
        return bench.correct(rows, 1, yuan(200));
    };
    CHECK(codes_of(wide("special").findings) == Codes{ErrorCode::correction_line_unknown});
    // The old bank code stays where no new one is asked for.
    REQUIRE(wide("general").list);
    CHECK(bench.count("correction WHERE bank_code = '102100099996' AND channel = 'bank'") == 1);
}

TEST_CASE("who came onto a stop list, or whose new account did, is not paid by a correction") {
    Bench bench;
    bench.say(2, EvidenceKind::rejected, "AC04");
    bench.office.bring(store::RegisterKind::stopped, {{vetting::account_subject("6299990000000242309"), "blocked"}});
    CHECK(bench.refusal(mended_2) == "account.stopped 2:5");
    bench.office.bring(store::RegisterKind::stopped, {{vetting::person_subject("51019919970925025X"), "deceased"}});
    CHECK(bench.refusal(mended_2) == "person.stopped 2:1");
    bench.office.bring(store::RegisterKind::stopped, {{vetting::person_subject("110101199003077571"), "deceased"}});
    CHECK(bench.correct(columns + mended_2, 1, yuan(450)).list);
}

TEST_CASE("an account in another's name is no more right in a correction than it was") {
    Bench bench;
    REQUIRE(
        bench.office.store().execute("DROP TRIGGER beneficiary_is_fixed;"
                                     "UPDATE line SET finding = 'account.holder', beneficiary_name = '胡小宗' "
                                     "WHERE row = 5"));
    CHECK(bench.refusal(mended_5, yuan(200)) == "account.holder 2:0");
    // To the person's own account it goes.
    auto const own = replaced(mended_5, "200.00,胡宗", "200.00,胡小宗");
    CHECK(bench.correct(columns + own, 1, yuan(200)).list);
}

TEST_CASE("a finding of a correction shows no whole account and no name") {
    Bench bench;
    auto const claim =
        bench.correct(columns + replaced(mended_5, "6299990000000242358", "6299990000000007751"), 1, yuan(200));
    for (auto const& finding : claim.findings) {
        CHECK(finding.value.find("62999") == std::string::npos);
        CHECK(finding.value.find("胡") == std::string::npos);
    }
}

namespace {

/// `mended_5` as a workbook keeps it: the account as `cell`, the row with `attributes`.
std::string as_workbook(std::string const& account_cell, std::string const& attributes) {
    using namespace workbooks;
    Folder const folder;
    auto const headings =
        row(1, text_cell("A1", "row") + text_cell("B1", "approved name") + text_cell("C1", "approved amount") +
                   text_cell("D1", "payee name") + text_cell("E1", "account") + text_cell("F1", "amount"));
    auto const cells = number_cell("A2", "5") + text_cell("B2", "胡宗") + number_cell("C2", "200") +
                       text_cell("D2", "胡宗") + account_cell + number_cell("F2", "200");
    return read(packed(folder, parts_of({data(headings + row(2, cells, attributes))})));
}

}  // namespace

TEST_CASE("a correction is read from a workbook, and what the workbook hides or computes is refused") {
    Bench bench;
    auto const account = workbooks::text_cell("E2", "6299990000000242358");
    auto const codes = [&](std::string const& cell, std::string const& attributes) {
        auto const claim = bench.correct(as_workbook(cell, attributes), 1, yuan(200));
        CHECK_FALSE(claim.list);
        return codes_of(claim.findings);
    };
    CHECK(codes(account, "hidden=\"1\"") == Codes{ErrorCode::sheet_hidden_row});
    CHECK(codes("<c r=\"E2\" t=\"str\"><f>G2</f><v>6299990000000242358</v></c>", "") ==
          Codes{ErrorCode::sheet_formula});
    CHECK(codes(workbooks::number_cell("E2", "6.29999E+18"), "") == Codes{ErrorCode::account_scientific});
    CHECK(bench.correct(as_workbook(account, ""), 1, yuan(200)).list);
}
