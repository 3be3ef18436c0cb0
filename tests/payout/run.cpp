#include "payout/run.hpp"

#include "office.hpp"
#include "payout/claim.hpp"
#include "payout/plan.hpp"
#include "store/files.hpp"

using namespace office;

namespace {

std::map<std::string, std::string> outbox(Office& office) {
    std::map<std::string, std::string> files;
    for (auto const& entry : fs::directory_iterator(office.home() / "outbox")) {
        files[entry.path().filename().string()] = read(entry.path());
    }
    return files;
}

}  // namespace

TEST_CASE("one run takes a list from the inbox to the outbox and a second does nothing") {
    Office office;
    office.lay(office.cover());
    auto const paid = taken(payout::run(office.desk()));
    REQUIRE(paid.lists.size() == 1);
    CHECK(paid.lists[0].code == "AA0001");
    CHECK(paid.files.size() == 1);
    CHECK(paid.findings.empty());
    CHECK(fs::is_empty(office.inbox()));
    auto const files = outbox(office);

    auto const again = taken(payout::run(office.desk()));
    CHECK(again.lists.empty());
    CHECK(again.files.empty());
    CHECK(outbox(office) == files);
}

TEST_CASE("a list that comes in once more is put away and pays nobody") {
    Office office;
    office.lay(office.cover());
    REQUIRE(taken(payout::run(office.desk())).files.size() == 1);
    office.lay(office.cover());
    auto const again = taken(payout::run(office.desk()));
    CHECK(again.files.empty());
    CHECK(fs::is_empty(office.inbox()));
}

TEST_CASE("a bad list stays in the inbox with its reason and the next list goes") {
    Office office;
    auto bad = office.cover();
    bad.total = yuan(1300);
    bad.rows_file = "bad.csv";
    office.lay(bad, good_rows, {"maker", "approver"}, "a-bad");
    auto good = office.cover();
    good.code = *ListCode::parse("AA0002");
    office.lay(good, good_rows, {"maker", "approver"}, "b-good");
    auto const paid = taken(payout::run(office.desk()));
    CHECK(codes_of(paid.findings) == Codes{ErrorCode::cover_total});
    REQUIRE(paid.lists.size() == 1);
    CHECK(paid.lists[0].code == "AA0002");
    CHECK(fs::exists(office.inbox() / "a-bad.cover.toml"));
    CHECK(taken(store::findings(office.store(), "AA0001")).size() == 1);
}

TEST_CASE("a cancellation finds its list whatever the files are called") {
    Office office;
    std::string const rows = "row,payee_name,amount,note\n3,邱辉梅,400.00,moved\n";
    auto cancel = office.cover(rows);
    cancel.code = *ListCode::parse("AA0002");
    cancel.kind = settings::ListKind::cancellation;
    cancel.of = *ListCode::parse("AA0001");
    cancel.reason = "cancelled on the visit";
    cancel.rows_file = "cancel.csv";
    cancel.count = 1;
    cancel.total = yuan(400);
    cancel.sums = {};
    office.lay(cancel, rows, {"maker", "approver"}, "a-cancel");
    office.lay(office.cover(), good_rows, {"maker", "approver"}, "z-list");
    auto const paid = taken(payout::run(office.desk()));
    CHECK(paid.findings.empty());
    REQUIRE(paid.files.size() == 1);
    CHECK(paid.files[0].record.control_sum == yuan(800));
}

TEST_CASE("a planned file waits while its bank is not proven") {
    Office office;
    auto const claimed = taken(payout::claim(office.desk(), list_of(office, office.lay(office.cover()))));
    REQUIRE(taken(payout::plan(office.desk(), *claimed.list)).files.size() == 1);
    office.workspace.prove_banks = true;
    auto const waiting = taken(payout::run(office.desk()));
    CHECK(codes_of(waiting.findings) == Codes{ErrorCode::profile_unproven});
    CHECK(outbox(office).empty());
    office.workspace.prove_banks = false;
    CHECK(taken(payout::run(office.desk())).files.size() == 1);
}
