#include "vetting/line_check.hpp"

#include "vetting/bench.hpp"

using namespace bench;

namespace {

std::string row_with(std::string const& from, std::string const& to) { return replaced(row_2, from, to); }

}  // namespace

TEST_CASE("a good row is accepted with everything that was read of it") {
    Bench bench;
    auto const checked = bench.check(row_2);
    auto const& line = checked.line;
    CHECK(checked.findings.empty());
    CHECK(line.state == LineState::accepted);
    CHECK(line.number == LineNumber{0, 2});
    CHECK(line.payee_kind == PayeeKind::person);
    CHECK(line.payee_name == "毛红燕");
    CHECK(line.account.number == "6299990000000007751");
    CHECK(line.bank_code == "102100099996");
    CHECK(line.amount == yuan(500));
    CHECK(line.unit == "union");
}

TEST_CASE("each fault of a row is found at its column") {
    Bench bench;
    struct Case {
        std::string from, to;
        ErrorCode code;
        std::uint32_t column;
    };
    for (auto const& [from, to, code, column] : std::vector<Case>{
             {"person,", "worker,", ErrorCode::payee_kind_unknown, 1},
             {"毛红燕", "", ErrorCode::person_name_missing, 2},
             {"51019919970925025X", "510199199709250251", ErrorCode::person_id_checksum, 3},
             {"6299990000000007751", "6228480000000000019", ErrorCode::account_card_checksum, 4},
             {"6299990000000007751", "6.29999E+18", ErrorCode::account_scientific, 4},
             {"6299990000000007751", "DE88370400440532013000", ErrorCode::account_iban_checksum, 4},
             {"102100099996", "102100099997", ErrorCode::account_cnaps_checksum, 5},
             {"general", "nobody", ErrorCode::category_unknown, 6},
             {"bank,", "pigeon,", ErrorCode::channel_unknown, 8},
             {"500.00", "500.005", ErrorCode::amount_precision, 9},
             {"500.00", "-500.00", ErrorCode::amount_negative, 9},
             {"500.00", "20xx", ErrorCode::amount_syntax, 9},
             {"500.00", "0.00", ErrorCode::amount_zero, 9},
             {"500.00", "1000.01", ErrorCode::amount_beyond_standard, 9},
             {"500.00,,", "500.00,two,", ErrorCode::members_syntax, 10},
         }) {
        INFO(to);
        auto const checked = bench.check(row_with(from, to));
        REQUIRE_FALSE(checked.findings.empty());
        CHECK(text_of(checked.findings.front().code) == text_of(code));
        CHECK(checked.findings.front().position == Position{"rows.csv", "", 2, column});
        CHECK(checked.line.state != LineState::accepted);
        CHECK_FALSE(checked.line.finding.empty());
    }
}

TEST_CASE("a number with a card's prefix passes Luhn and any other is an account of its bank's own making") {
    Bench bench;
    CHECK(bench.codes(row_with("6299990000000007751", "6228480000000000018")).empty());
    CHECK(bench.codes(row_with("6299990000000007751", "6299990000000007752")).empty());
}

TEST_CASE("the standard itself may be paid") {
    Bench bench;
    CHECK(bench.codes(row_with("500.00", "1000.00")).empty());
}

TEST_CASE("a finding shows neither a whole account nor an identity number") {
    Bench bench;
    auto const account = bench.check(row_with("6299990000000007751", "6228480000000000019"));
    CHECK(account.findings.at(0).value.find("622848000000000001") == std::string::npos);
    auto const identity = bench.check(row_with("51019919970925025X", "510199199709250251"));
    CHECK(identity.findings.at(0).value.find("19970925") == std::string::npos);
}

TEST_CASE("a row that lost a cell says how many it has") {
    Bench bench;
    auto const checked = bench.check(replaced(row_2, ",bank", ""));
    REQUIRE_FALSE(checked.findings.empty());
    CHECK(checked.findings.front().code == ErrorCode::sheet_field_count);
    CHECK(checked.findings.front().value == "10");
    CHECK(checked.findings.front().arguments == std::vector<std::string>{"11"});
}

TEST_CASE("cash needs no account and may not have one") {
    Bench bench;
    CHECK(bench.codes(row_with("6299990000000007751,102100099996,general,,bank", ",,general,,cash")).empty());
    CHECK(bench.codes(row_with("bank,", "cash,")) == Codes{ErrorCode::account_unexpected});
}

TEST_CASE("the profile decides what one transfer may be and how long a name is") {
    Bench bench;
    bench.profile.max_amount = yuan(499);
    bench.profile.name_characters = 2;
    CHECK(bench.codes(row_2) == Codes{ErrorCode::profile_limit, ErrorCode::person_name_length});
    bench.profile.max_amount = yuan(500);
    bench.profile.name_characters = 3;
    CHECK(bench.codes(row_2).empty());
}

TEST_CASE("a bank code is missed only where the profile needs one") {
    Bench bench;
    auto const without = row_with("102100099996", "");
    CHECK(bench.codes(without).empty());
    bench.profile.options.bank_code_required = true;
    CHECK(bench.codes(without).size() == 1);
}

TEST_CASE("units of the programme are the only ones a line may name") {
    Bench bench;
    bench.office.set_programme("units = [\"north\"]\n" + programme_text);
    CHECK(bench.codes(row_with("general,,", "general,north,")).empty());
    CHECK(bench.codes(row_with("general,,", "general,south,")) == Codes{ErrorCode::unit_missing});
}

TEST_CASE("the same identity number is the same person whatever the account") {
    Bench bench;
    auto const one = bench.check(row_2);
    auto const other = bench.check(row_with("6299990000000007751", "6299990000000007769"));
    CHECK(one.line.person_key == other.line.person_key);
    CHECK(one.keys.account != other.keys.account);
    CHECK(bench.check(row_3).line.person_key != one.line.person_key);
}

TEST_CASE("refused outweighs held and a warning keeps nothing back") {
    auto const of = [](Severity severity) { return Finding{ErrorCode::amount_zero, severity, {}, {}, {}}; };
    CHECK(vetting::state_after({}) == LineState::accepted);
    CHECK(vetting::state_after({of(Severity::warning)}) == LineState::accepted);
    CHECK(vetting::state_after({of(Severity::warning), of(Severity::held)}) == LineState::held);
    CHECK(vetting::state_after({of(Severity::held), of(Severity::refused)}) == LineState::refused);
}

TEST_CASE("a doubt about a sound value is told at its column and keeps nothing back unless it must") {
    Bench bench;
    auto const columns = std::string("payee_name,payee_id,account_no,bank_code,bank_name,bic,category,amount\n");
    struct Case {
        std::string account, bank_code, bank_name, bic;
        ErrorCode code;
        std::uint32_t column;
        LineState state;
    };
    for (auto const& [account, bank_code, bank_name, bic, code, column, state] : std::vector<Case>{
             {"13812345678", "", "", "", ErrorCode::account_phone_number, 3, LineState::accepted},
             {"6299990000000007751", "102100099996", "农业银行", "", ErrorCode::account_bank_differs, 5,
              LineState::accepted},
             {"DE89370400440532013000", "", "", "BNPAFRPP", ErrorCode::account_bic_iban_country, 6,
              LineState::accepted},
             {"DE89370400440532013000", "", "", "DEUTDEF0", ErrorCode::account_bic_test, 6, LineState::accepted},
             {"BE54020992740000", "", "", "", ErrorCode::account_iban_national, 3, LineState::refused},
         }) {
        INFO(account << ' ' << bank_name << ' ' << bic);
        auto const checked = bench.check("毛红燕,51019919970925025X," + account + "," + bank_code + "," + bank_name +
                                             "," + bic + ",general,500.00\n",
                                         columns);
        REQUIRE(codes_of(checked.findings) == Codes{code});
        CHECK(checked.findings[0].position.column == column);
        CHECK(checked.line.state == state);
    }
    CHECK(bench.codes("毛红燕,51019919970925025X,6228480000000000018,103100000026,农行,,general,500.00\n", columns)
              .empty());
}

TEST_CASE("what a workbook says of a cell is told of the row that uses it") {
    Bench bench;
    std::vector<sheet::CellKind> kinds(11, sheet::CellKind::text);
    auto const codes = [&](std::size_t column, sheet::CellKind kind) {
        auto marked = kinds;
        marked[column] = kind;
        sheet::Row const names{.cells = {"payee_kind", "payee_name", "payee_id", "account_no", "bank_code", "category",
                                         "unit", "channel", "amount", "birth", "note"}};
        auto const mapped = sheet::Columns::of(names, vetting::list_columns(bench.office.programme()), "rows.csv");
        sheet::Row const row{.number = 2,
                             .cells = {"person", "毛红燕", "51019919970925025X", "6299990000000007751", "102100099996",
                                       "general", "", "bank", "500.00", "1997-09-25", ""},
                             .kinds = marked};
        return codes_of(taken(vetting::check_line(bench.terms(), mapped.columns, row)).findings);
    };
    CHECK(codes(8, sheet::CellKind::formula) == Codes{ErrorCode::sheet_formula});
    CHECK(codes(1, sheet::CellKind::formula).empty());
    CHECK(codes(1, sheet::CellKind::fault) == Codes{ErrorCode::sheet_error_value});
    CHECK(codes(2, sheet::CellKind::long_number) == Codes{ErrorCode::account_scientific});
    CHECK(codes(9, sheet::CellKind::serial_date) == Codes{ErrorCode::date_serial});
    CHECK(codes(10, sheet::CellKind::fault).empty());
}
