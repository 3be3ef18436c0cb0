#include "payout/plan.hpp"

#include "office.hpp"
#include "payout/claim.hpp"

using namespace office;

namespace {

store::ListRecord claimed(Office& office, settings::Cover const& cover, std::string const& rows = good_rows) {
    auto claim = taken(payout::claim(office.desk(), list_of(office, office.lay(cover, rows))));
    REQUIRE(claim.list);
    return *std::move(claim.list);
}

std::vector<store::FileRecord> planned(Office& office) {
    return taken(payout::plan(office.desk(), claimed(office, office.cover()))).files;
}

Day execution_date(Office& office, store::FileRecord const& file) {
    return taken(store::batches(office.store(), file)).at(0).execution_date;
}

}  // namespace

TEST_CASE("a small list is one file with one batch and the identifiers of its code") {
    Office office;
    auto const files = planned(office);
    REQUIRE(files.size() == 1);
    CHECK(files[0].message_id == "AA0001F10001");
    CHECK(files[0].name == "AA0001F10001.xml");
    CHECK(files[0].transaction_count == 3);
    CHECK(files[0].control_sum == yuan(1200));
    CHECK(files[0].created == office.clock.moment);
    auto const batches = taken(store::batches(office.store(), files[0]));
    REQUIRE(batches.size() == 1);
    CHECK(batches[0].payment_information_id == "AA0001F10001B001");
    CHECK(taken(store::list_by_code(office.store(), "AA0001"))->planned);
}

TEST_CASE("the profile's limits split a list into files, in the order of its rows") {
    Office office;
    office.change_profile("max_transactions_per_file = 1000 ", "max_transactions_per_file = 2 ");
    auto const files = planned(office);
    REQUIRE(files.size() == 2);
    CHECK(files[0].control_sum == yuan(900));
    CHECK(files[1].message_id == "AA0001F10002");
    CHECK(files[1].control_sum == yuan(300));
}

TEST_CASE("a file holds as many batches as the profile's batch limit asks for") {
    Office office;
    office.change_profile("max_transactions_per_batch = 1000", "max_transactions_per_batch = 2");
    auto const files = planned(office);
    REQUIRE(files.size() == 1);
    auto const batches = taken(store::batches(office.store(), files[0]));
    REQUIRE(batches.size() == 2);
    CHECK(batches[0].transaction_count == 2);
    CHECK(batches[0].control_sum == yuan(900));
    CHECK(batches[1].payment_information_id == "AA0001F10001B002");
    CHECK(batches[1].transaction_count == 1);
    CHECK(batches[1].control_sum == yuan(300));
}

TEST_CASE("no file exceeds the profile's sum") {
    Office office;
    office.change_profile("10000000.00", "900.00");
    auto const files = planned(office);
    REQUIRE(files.size() == 2);
    CHECK(files[0].control_sum == yuan(900));
    CHECK(files[1].control_sum == yuan(300));
}

TEST_CASE("the bank is asked for the approved day, or the next it can still make") {
    Office early;
    CHECK(execution_date(early, planned(early).at(0)) == *parse_day("2026-01-20"));

    // 16:29 and 16:30 in the office; the cut-off is 16:30.
    Office before;
    before.clock.moment = *parse_instant("2026-01-20T08:29:00Z");
    CHECK(execution_date(before, planned(before).at(0)) == *parse_day("2026-01-20"));
    Office after;
    after.clock.moment = *parse_instant("2026-01-20T08:30:00Z");
    CHECK(execution_date(after, planned(after).at(0)) == *parse_day("2026-01-21"));
}

TEST_CASE("a day of the Spring Festival moves to the first day the bank works") {
    Office office;
    auto cover = office.cover();
    cover.execution_date = *parse_day("2026-02-17");
    auto const plan = taken(payout::plan(office.desk(), claimed(office, cover)));
    CHECK(execution_date(office, plan.files.at(0)) == *parse_day("2026-02-24"));
}

TEST_CASE("money that would arrive after the deadline is not planned") {
    Office office;
    office.set_programme("deadline = 2026-01-19\n" + programme_text);
    auto const plan = taken(payout::plan(office.desk(), claimed(office, office.cover())));
    CHECK(plan.files.empty());
    CHECK(codes_of(plan.findings) == Codes{ErrorCode::deadline_passed});
    CHECK_FALSE(taken(store::list_by_code(office.store(), "AA0001"))->planned);
}

TEST_CASE("a list without a line for the bank is planned with no file") {
    Office office;
    auto const rows = heading + "person,张三,51019919970925025X,,,general,,cash,50.00,,\n";
    auto cover = office.cover(rows);
    cover.count = 0;
    cover.total = yuan(0);
    cover.cash_count = 1;
    cover.cash_total = yuan(50);
    cover.sums = {{"general", 1, yuan(50)}};
    CHECK(taken(payout::plan(office.desk(), claimed(office, cover, rows))).files.empty());
    CHECK(taken(store::list_by_code(office.store(), "AA0001"))->planned);
}

TEST_CASE("payees of the debtor's own bank get batches of their own where the profile tells banks apart") {
    Office office;
    office.change_profile("# same_bank_digits = 3 ", "same_bank_digits = 3 ");
    auto const files = planned(office);
    REQUIRE(files.size() == 1);
    auto const batches = taken(store::batches(office.store(), files[0]));
    REQUIRE(batches.size() == 2);
    CHECK(batches[0].transaction_count == 1);
    CHECK(batches[1].transaction_count == 2);
}

TEST_CASE("no batch exceeds the profile's sum, and no file its number of batches") {
    Office office;
    office.change_profile("# max_sum_per_batch = \"5000000.00\"", "max_sum_per_batch = \"900.00\"");
    auto const files = planned(office);
    REQUIRE(files.size() == 1);
    CHECK(taken(store::batches(office.store(), files[0])).size() == 2);

    Office single;
    single.change_profile("# max_sum_per_batch = \"5000000.00\"", "max_sum_per_batch = \"900.00\"");
    single.change_profile("# max_batches_per_file = 1 ", "max_batches_per_file = 1 ");
    auto const apart = planned(single);
    REQUIRE(apart.size() == 2);
    CHECK(apart[0].control_sum == yuan(900));
    CHECK(apart[1].control_sum == yuan(300));
}

TEST_CASE("a file's name may hold the day of payment") {
    Office office;
    office.change_profile("name = \"{message_id}.xml\"", "name = \"DF{execution_date}-{message_id}.xml\"");
    CHECK(planned(office).at(0).name == "DF20260120-AA0001F10001.xml");
}

TEST_CASE("a text of programme or workspace that the bank cannot write keeps the list") {
    Office office;
    office.change_profile("remittance_characters = 30", "remittance_characters = 12");
    auto const list = claimed(office, office.cover());
    auto const plan = taken(payout::plan(office.desk(), list));
    CHECK(plan.files.empty());
    REQUIRE(plan.findings.size() == 1);
    CHECK(plan.findings[0].code == ErrorCode::profile_characters);
    office.change_profile("remittance_characters = 12", "remittance_characters = 13");
    CHECK(taken(payout::plan(office.desk(), list)).files.size() == 1);
}

TEST_CASE("nothing is planned for a bank whose message cannot be written") {
    Office office;
    auto const list = claimed(office, office.cover());
    office.change_profile("message = \"pain.001.001.09\"", "message = \"pain.001.001.03\"");
    auto const plan = payout::plan(office.desk(), list);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::template_structure);
    CHECK(taken(store::files(office.store(), std::nullopt)).empty());
}
