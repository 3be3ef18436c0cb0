#include "payout/record.hpp"

#include "office.hpp"
#include "store/query.hpp"

using namespace office;

TEST_CASE("what is told to the audit is one line with its RFC 6962 leaf digest") {
    Office office;
    REQUIRE(payout::record(office.desk(), "list", "AA0001", "00ff"));
    std::string record, digest;
    REQUIRE(store::for_each_row(store::query(office.store(), "SELECT record, sha256 FROM audit"),
                                [&](store::Statement& row) {
                                    record = row.text(0);
                                    digest = row.text(1);
                                }));
    CHECK(record.find("\"kind\":\"list\",\"subject\":\"AA0001\",\"sha256\":\"00ff\"") != std::string::npos);
    CHECK(record.find("2026-01-19T01:00:00Z") != std::string::npos);
    auto const leaf = crypto::sha256(std::string(1, '\0') + record);
    CHECK(digest == crypto::hex(*leaf));
}
