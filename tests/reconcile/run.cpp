#include "reconcile/run.hpp"

#include "reconcile/morning.hpp"

using namespace morning;

TEST_CASE("every file of the inbox is taken, in the order of names, and consumed once it is kept") {
    Morning morning;
    morning.put("b.xml", statement(stmt(1, "1000.00", "900.00", entry({.id = id_of(2), .account = account_of(2)}))));
    morning.put("a.xml", status_report(group("ACSP")));
    morning.put("c.xml", "not XML");
    auto const reconciled = reconcile::run(morning.desk(), {});
    REQUIRE(reconciled);
    Texts names;
    for (auto const& file : reconciled->files) {
        names.push_back(file.name);
    }
    CHECK(names == Texts{"a.xml", "b.xml", "c.xml"});
    CHECK(fs::is_empty(morning.home() / "inbox/bank"));
    CHECK(morning.column("SELECT name FROM bank_file WHERE state = 'quarantined'") == Texts{"c.xml"});
}

TEST_CASE("a file named on the command line stays where it is") {
    Morning morning;
    auto const path = morning.put("a.xml", status_report(group("ACSP")));
    REQUIRE(reconcile::run(morning.desk(), {path}));
    CHECK(fs::exists(path));
}

TEST_CASE("a file that is not there stops the run and names it") {
    Morning morning;
    auto const reconciled = reconcile::run(morning.desk(), {morning.home() / "no.xml"});
    REQUIRE_FALSE(reconciled);
    CHECK(reconciled.error().code == ErrorCode::file_missing);
}
