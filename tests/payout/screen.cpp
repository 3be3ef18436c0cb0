#include "payout/screen.hpp"

#include "office.hpp"
#include "payout/claim.hpp"
#include "payout/plan.hpp"
#include "payout/run.hpp"
#include "store/query.hpp"
#include "store/registers.hpp"
#include "vetting/terms.hpp"

using namespace office;

namespace {

/// An office whose night broke between plan and emission, and that took a stop list in since.
struct Bench {
    Bench() {
        auto const list = list_of(office, office.lay(office.cover()));
        auto const claimed = taken(payout::claim(office.desk(), list));
        REQUIRE(claimed.list);
        REQUIRE(taken(payout::plan(office.desk(), *claimed.list)).files.size() == 1);
    }

    void stop(std::vector<std::string> const& subjects) {
        std::vector<std::pair<std::string, std::string>> entries;
        for (auto const& subject : subjects) {
            entries.emplace_back(subject, "deceased");
        }
        office.bring(store::RegisterKind::stopped, entries);
    }

    payout::Paid next_night() {
        auto desk = office.desk();
        auto const ticket = store::begin_run(office.store(), "pay", office.clock.now());
        REQUIRE(ticket);
        desk.ticket = *ticket;
        return taken(payout::run(desk));
    }

    std::int64_t count(std::string const& what) {
        std::int64_t number = 0;
        REQUIRE(store::for_each_row(store::query(office.store(), "SELECT count(*) FROM " + what),
                                    [&](store::Statement& row) { number = row.number(0); }));
        return number;
    }

    Office office;
};

std::string const person_2 = vetting::person_subject("51019919970925025X");
std::string const account_3 = vetting::account_subject("6299990000000007769");

}  // namespace

TEST_CASE("who came onto the stop list since the plan is not paid, and the others keep their identifiers") {
    Bench bench;
    bench.stop({person_2, account_3});
    auto const paid = bench.next_night();
    CHECK(codes_of(paid.findings) == Codes{ErrorCode::person_stopped, ErrorCode::account_stopped});
    REQUIRE(paid.files.size() == 1);
    auto const xml = read(bench.office.home() / "outbox" / "AA0001F10001.xml");
    CHECK(xml.find("AA0001000000041") != std::string::npos);
    CHECK(xml.find("AA0001000000021") == std::string::npos);
    CHECK(xml.find("<NbOfTxs>1</NbOfTxs><CtrlSum>300.00</CtrlSum>") != std::string::npos);
    CHECK(bench.count("line WHERE state = 'cancelled' AND finding = 'person.stopped'") == 1);
    CHECK(bench.count("attempt WHERE live = 1") == 1);
    CHECK(bench.count("audit WHERE record LIKE '%\"screening\"%'") == 1);
}

TEST_CASE("a file that nobody is left in is not sent") {
    Bench bench;
    bench.stop({person_2, account_3, vetting::person_subject("130199197802220872")});
    auto const paid = bench.next_night();
    CHECK(paid.findings.size() == 3);
    CHECK(paid.files.empty());
    CHECK(bench.count("transfer_file WHERE state = 'not_sent'") == 1);
    CHECK(bench.count("batch") == 0);
    CHECK(fs::is_empty(bench.office.home() / "outbox"));
    // The next night finds nothing to do.
    CHECK(bench.next_night().findings.empty());
}

TEST_CASE("a stop list that was there before, or that names nobody of the file, changes nothing") {
    Bench bench;
    bench.stop({vetting::person_subject("110101199003077571")});
    auto const paid = bench.next_night();
    CHECK(paid.findings.empty());
    REQUIRE(paid.files.size() == 1);
    CHECK(bench.count("attempt WHERE live = 1") == 3);
}
