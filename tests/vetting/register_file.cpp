#include "vetting/register_file.hpp"

#include "vetting/bench.hpp"
#include "vetting/terms.hpp"

using namespace bench;
using store::RegisterKind;

namespace {

vetting::RegisterFile read(Bench& bench, RegisterKind kind, std::string const& text) {
    auto const path = bench.office.write("register.csv", text);
    vetting::RegisterTerms const terms{kind,
                                       cny(),
                                       bench.office.tables(),
                                       bench.office.digest(),
                                       bench.office.words(),
                                       {},
                                       *parse_day("2026-01-19"),
                                       "register.csv"};
    auto file = vetting::read_register(terms, path);
    REQUIRE(file);
    return *std::move(file);
}

/// What the register says of a subject, or nothing.
std::optional<store::RegisterEntry> of(Bench& bench, vetting::RegisterFile const& file, std::string const& subject) {
    auto const key = bench.office.digest().of(subject);
    REQUIRE(key);
    auto const found =
        std::find_if(file.entries.begin(), file.entries.end(), [&](auto const& one) { return one.key == *key; });
    return found == file.entries.end() ? std::nullopt : std::optional(*found);
}

std::string const person_2 = vetting::person_subject("51019919970925025X");
std::string const account_2 = vetting::account_subject("6299990000000007751");

}  // namespace

TEST_CASE("a stop list names people and accounts, and why") {
    Bench bench;
    auto const file = read(bench, RegisterKind::stopped,
                           "身份证号,银行卡号,停发原因\n"
                           "51019919970925025x,6299990000000007751,死亡\n"
                           "110199195606180567,,\n"
                           ",6299990000000007777,moved away\n");
    CHECK(file.findings.empty());
    REQUIRE(file.entries.size() == 4);
    CHECK(std::is_sorted(file.entries.begin(), file.entries.end(),
                         [](auto const& left, auto const& right) { return left.key < right.key; }));
    for (auto const& subject : {person_2, account_2}) {
        auto const entry = of(bench, file, subject);
        REQUIRE(entry);
        CHECK(entry->word == "deceased");
        CHECK(entry->row == 2);
    }
    CHECK(of(bench, file, vetting::person_subject("110199195606180567"))->word.empty());
    CHECK(of(bench, file, vetting::account_subject("6299990000000007777"))->word == "moved away");
}

TEST_CASE("who may be helped is named by the person, and by the account only where no person is named") {
    Bench bench;
    auto const file = read(bench, RegisterKind::registered,
                           "payee_id,account_no\n51019919970925025X,6299990000000007751\n,6299990000000007769\n");
    REQUIRE(file.entries.size() == 2);
    CHECK(of(bench, file, person_2));
    CHECK_FALSE(of(bench, file, account_2));
    CHECK(of(bench, file, vetting::account_subject("6299990000000007769")));
}

TEST_CASE("an enterprise is named by its social credit code") {
    Bench bench;
    // Both of 18 characters as in GB 32100; the check digit inside the second one (GB 11714) does not fit.
    auto const file = read(bench, RegisterKind::registered,
                           "payee_name,payee_id\n甲公司,91110000600037341L\n乙公司,91330106MA27Y4U46R\n");
    CHECK(of(bench, file, vetting::person_subject("91110000600037341L")));
    REQUIRE(file.findings.size() == 1);
    CHECK(file.findings[0].code == ErrorCode::person_uscc_checksum);
    CHECK(file.findings[0].position.row == 3);
}

TEST_CASE("rows that are not understood are told with their place, and the others go on") {
    Bench bench;
    auto const file = read(bench, RegisterKind::stopped,
                           "payee_id,account_no,note\n510199199709250251,,\n,6.22202E+18,\n,,nobody\n"
                           ",6299990000000007751,blocked\n");
    CHECK(codes_of(file.findings) ==
          Codes{ErrorCode::person_id_checksum, ErrorCode::account_scientific, ErrorCode::register_nobody});
    CHECK(file.findings[0].position.row == 2);
    CHECK(file.findings[0].position.column == 1);
    CHECK(file.findings[0].value.find("510199199709250251") == std::string::npos);
    CHECK(file.findings[1].position.column == 2);
    CHECK(file.rows_not_understood == 3);
    REQUIRE(file.entries.size() == 1);
    CHECK(of(bench, file, account_2)->word == "blocked");
}

TEST_CASE("free text of another office is cut short, and shows it") {
    Bench bench;
    auto const reason = [&](std::size_t characters) {
        std::string text;
        for (std::size_t count = 0; count < characters; ++count) {
            text += "故";
        }
        auto const file = read(bench, RegisterKind::stopped, "payee_id,reason\n51019919970925025X," + text + "\n");
        return of(bench, file, person_2)->word.size();
    };
    CHECK(reason(40) == 40 * 3);
    CHECK(reason(41) == 40 * 3 + std::string("…").size());
}

TEST_CASE("what was paid before is an amount of the workspace's currency") {
    Bench bench;
    auto const file = read(bench, RegisterKind::previous,
                           "身份证号,金额\n51019919970925025X,500.00\n110199195606180567,1.234\n130199197802220872,\n");
    CHECK(of(bench, file, person_2)->minor_units == 50'000);
    CHECK(codes_of(file.findings) == Codes{ErrorCode::amount_precision, ErrorCode::amount_missing});
    auto const in_wan = read(bench, RegisterKind::previous, "身份证号,金额(万元)\n51019919970925025X,0.05\n");
    CHECK(of(bench, in_wan, person_2)->minor_units == 50'000);
}

TEST_CASE("verdicts are understood in the words of European, British and Chinese banks") {
    Bench bench;
    auto const word = [&](std::string const& said) {
        auto const file = read(bench, RegisterKind::verdicts,
                               "户名,账号,核验结果,银行户名\n毛红燕,6299990000000007751," + said + ",毛红艳\n");
        auto const entry = of(bench, file, vetting::payee_subject("6299990000000007751", "毛红燕"));
        REQUIRE(entry);
        return entry->word;
    };
    for (auto const* said : {"match", "MTCH", "一致"}) {
        CHECK(word(said) == "match");
    }
    for (auto const* said : {"close_match", "CMTC", "MBAM", "基本一致"}) {
        CHECK(word(said) == "close_match");
    }
    for (auto const* said : {"no_match", "NMTC", "ANNM", "不一致"}) {
        CHECK(word(said) == "no_match");
    }
    for (auto const* said : {"not_possible", "NOAP", "ACNS", "无法核验"}) {
        CHECK(word(said) == "not_possible");
    }
}

TEST_CASE("a verdict that is none, or is of nobody, is not understood") {
    Bench bench;
    auto const file = read(bench, RegisterKind::verdicts,
                           "payee_name,account_no,verdict\n毛红燕,6299990000000007751,perhaps\n"
                           "毛红燕,6299990000000007751,\n,6299990000000007751,match\n毛红燕,,match\n");
    CHECK(codes_of(file.findings) == Codes{ErrorCode::register_word, ErrorCode::register_word,
                                           ErrorCode::person_name_missing, ErrorCode::account_missing});
    CHECK(file.entries.empty());
    CHECK(file.rows_not_understood == 4);
}

TEST_CASE("a table without the columns of a register is refused as a whole") {
    Bench bench;
    auto const path = bench.office.write("register.csv", "payee_name,note\n毛红燕,\n");
    vetting::RegisterTerms const terms{RegisterKind::stopped, cny(), bench.office.tables(),    bench.office.digest(),
                                       bench.office.words(),  {},    *parse_day("2026-01-19"), "register.csv"};
    auto const file = vetting::read_register(terms, path);
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::sheet_column_missing);
}
