#include "payout/record.hpp"

#include "audit/log.hpp"
#include "office.hpp"
#include "store/runs.hpp"

using namespace office;

TEST_CASE("what is told to the audit has the run's number and time and the digests of the rows it left") {
    Office office;
    audit::Part const files{"transfer_file", 1};
    REQUIRE(payout::record(office.desk(), {.kind = "list", .subject = "AA0001", .sha256 = "00ff"}, {files}));
    std::vector<audit::Leaf> leaves;
    REQUIRE(store::for_each_audit_leaf(office.store(), [&](std::string_view record, std::string_view) -> Status {
        auto leaf = audit::parse_leaf(record);
        REQUIRE(leaf);
        leaves.push_back(*std::move(leaf));
        return {};
    }));
    REQUIRE(leaves.size() == 1);
    CHECK(leaves[0].kind == "list");
    CHECK(leaves[0].subject == "AA0001");
    CHECK(leaves[0].sha256 == "00ff");
    CHECK(to_text(leaves[0].utc) == "2026-01-19T01:00:00Z");
    CHECK(leaves[0].run == office.desk().ticket.run);
    // There is no such file yet: SHA-256 of nothing (FIPS 180-4), of as many columns as the table has.
    CHECK(leaves[0].rows.at(files).sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
