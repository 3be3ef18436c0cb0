#include "vetting/payee_check.hpp"

#include "vetting/bench.hpp"

using namespace bench;

namespace {

/// The usual heading with whom a line is for.
std::string const wide =
    "payee_kind,payee_name,payee_id,account_no,bank_code,category,unit,channel,amount,members,note,"
    "beneficiary_name,beneficiary_id,relation,allow_reason\n";

std::string for_another(std::string const& beneficiary, std::string const& id, std::string const& relation) {
    return "person,毛红燕,51019919970925025X,6299990000000007751,102100099996,general,,bank,500.00,,," + beneficiary +
           "," + id + "," + relation + ",\n";
}

}  // namespace

TEST_CASE("a name with look-alike characters is read as banks write it, and told") {
    Bench bench;
    auto const checked = bench.check(replaced(row_2, "毛红燕", "毛\u3000红燕"));
    CHECK(checked.line.payee_name == "毛红燕");
    CHECK(codes_of(checked.findings) == Codes{ErrorCode::person_name_normalised});
    CHECK(checked.line.state == LineState::accepted);
}

TEST_CASE("an account in another person's name needs a relation that the rules allow") {
    Bench bench;
    auto const alone = bench.check(for_another("邱辉梅", "110199195606180567", ""), wide);
    CHECK(codes_of(alone.findings) == Codes{ErrorCode::account_holder});
    CHECK(alone.line.state == LineState::held);
    CHECK(bench.codes(for_another("邱辉梅", "110199195606180567", "neighbour"), wide) ==
          Codes{ErrorCode::account_holder});
    auto const guarded = bench.check(for_another("邱辉梅", "110199195606180567", "监护人"), wide);
    CHECK(guarded.findings.empty());
    CHECK(guarded.line.payee_name == "毛红燕");
    CHECK(guarded.line.beneficiary_name == "邱辉梅");
    CHECK(guarded.line.relation == "guardian");
    CHECK(guarded.keys.shares_account);
}

TEST_CASE("the person is who is helped, not who holds the account") {
    Bench bench;
    auto const guarded = bench.check(for_another("邱辉梅", "110199195606180567", "guardian"), wide);
    CHECK(guarded.line.person_key == bench.check(row_3).line.person_key);
    CHECK(guarded.line.person_key != bench.check(row_2).line.person_key);
}

TEST_CASE("a beneficiary without an identity number is missed and never replaced by the payee's") {
    Bench bench;
    CHECK(bench.codes(for_another("邱辉梅", "", "guardian"), wide) == Codes{ErrorCode::person_id_missing});
}

TEST_CASE("a beneficiary who is the payee needs no relation") {
    Bench bench;
    CHECK(bench.codes(for_another("毛红燕", "51019919970925025X", ""), wide).empty());
}

TEST_CASE("an identity number of fifteen digits is read and warned of") {
    Bench bench;
    // 130503 670401 001 is the specimen of GB 11643-1989; as 18 characters it ends in 1.
    auto const checked = bench.check(replaced(row_2, "51019919970925025X", "130503670401001"));
    CHECK(codes_of(checked.findings) == Codes{ErrorCode::person_id_legacy});
    CHECK(checked.line.state == LineState::accepted);
}

TEST_CASE("a county that never was is told where a rule asks for it") {
    Bench bench;
    bench.set_rules("[[rules]]\ncode = \"person.id_region_unlisted\"\nseverity = \"warning\"\n");
    // 510199 is no county of GB/T 2260; 110105 is Chaoyang in Beijing, in the specimen of GB 11643-1999.
    CHECK(bench.codes(row_2) == Codes{ErrorCode::person_id_region_unlisted});
    CHECK(bench.codes(replaced(row_2, "51019919970925025X", "11010519491231002X")).empty());
}

TEST_CASE("a name that the bank cannot write is held and never changed") {
    Bench bench;
    auto const row = replaced(row_2, "毛红燕", "毛\u4DAE");
    CHECK(bench.codes(row).empty());
    bench.profile.name_charset = CharacterSet::gbk;
    auto const checked = bench.check(row);
    CHECK(codes_of(checked.findings) == Codes{ErrorCode::person_name_charset});
    CHECK(checked.line.payee_name == "毛\u4DAE");
    CHECK(bench.codes(row_2).empty());
}
