#include "audit/leaf.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

audit::Leaf full() {
    audit::Leaf leaf{.sequence = 3,
                     .utc = *parse_instant("2026-01-19T01:00:00Z"),
                     .run = 7,
                     .kind = "list",
                     .subject = "AA\"0001",
                     .sha256 = "00ff"};
    leaf.archived["lists/a \u4e2d.csv"] = "ab";
    leaf.rows[{"line", 12}] = {19, "cd"};
    leaf.transfers = "ef";
    return leaf;
}

ErrorCode fault_of(std::string const& record) {
    auto const leaf = audit::parse_leaf(record);
    REQUIRE_FALSE(leaf);
    return leaf.error().code;
}

}  // namespace

TEST_CASE("a record is one line of JSON with its fields in order, the empty ones left out") {
    CHECK(audit::record_of(full()) ==
          "{\"seq\":3,\"utc\":\"2026-01-19T01:00:00Z\",\"run\":7,\"kind\":\"list\",\"subject\":\"AA\\\"0001\","
          "\"sha256\":\"00ff\",\"archived\":{\"lists/a \u4e2d.csv\":\"ab\"},\"rows\":{\"line/12\":\"19:cd\"},"
          "\"transfers\":\"ef\"}");
    CHECK(audit::record_of({.utc = *parse_instant("2026-01-19T01:00:00Z"), .kind = "run"}) ==
          R"({"seq":0,"utc":"2026-01-19T01:00:00Z","run":0,"kind":"run","subject":"","sha256":""})");
}

TEST_CASE("a record is read as it was written") {
    auto const record = audit::record_of(full());
    auto const leaf = audit::parse_leaf(record);
    REQUIRE(leaf);
    CHECK(audit::record_of(*leaf) == record);
    CHECK(leaf->rows.at({"line", 12}) == audit::RowsDigest{19, "cd"});
}

TEST_CASE("what is no record is refused") {
    auto const record = audit::record_of(full());
    CHECK(fault_of("") == ErrorCode::audit_record);
    CHECK(fault_of("[]") == ErrorCode::audit_record);
    CHECK(fault_of(record + "}") == ErrorCode::audit_record);
    CHECK(fault_of(replaced(record, "\"seq\":3", "\"seq\":-3")) == ErrorCode::audit_record);
    CHECK(fault_of(replaced(record, "\"seq\":3,", "")) == ErrorCode::audit_record);
    CHECK(fault_of(replaced(record, "2026-01-19", "2026-13-19")) == ErrorCode::audit_record);
    CHECK(fault_of(replaced(record, "line/12", "line12")) == ErrorCode::audit_record);
    CHECK(fault_of(replaced(record, "\"19:cd\"", "\"cd\"")) == ErrorCode::audit_record);
    CHECK(fault_of(replaced(record, "\"ab\"", "7")) == ErrorCode::audit_record);
}
