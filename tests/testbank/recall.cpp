#include "testbank/recall.hpp"

#include "testbank/customer.hpp"

using namespace customer;

TEST_CASE("a request is read with its transfers, and a transfer file is none") {
    Folder const folder;
    auto const read = testbank::read_recall(folder.write("recall.xml", recall_file()), workshop::rsa().certificate);
    REQUIRE(read);
    REQUIRE(read->has_value());
    CHECK((*read)->request_id == "AB1234F10001C01");
    CHECK((*read)->message_id == "AB1234F10001");
    CHECK((*read)->customer == "County union");
    REQUIRE((*read)->transfers.size() == 1);
    CHECK((*read)->transfers[0].payment_information_id == "AB1234F10001B002");
    CHECK((*read)->transfers[0].end_to_end_id == "AB12340000000316");
    CHECK((*read)->transfers[0].amount == yuan(200));
    auto const other = testbank::read_recall(folder.write("pay.xml", transfers_file()), workshop::rsa().certificate);
    REQUIRE(other);
    CHECK_FALSE(other->has_value());
}

TEST_CASE("a request that somebody else has signed, or changed, is not believed") {
    Folder const folder;
    auto const ours = workshop::rsa().certificate;
    CHECK_FALSE(testbank::read_recall(folder.write("other.xml", recall_file(workshop::other_rsa())), ours));
    CHECK_FALSE(testbank::read_recall(folder.write("more.xml", replaced(recall_file(), "200.00", "300.00")), ours));
}
