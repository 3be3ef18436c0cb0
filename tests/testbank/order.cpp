#include "testbank/order.hpp"

#include "testbank/customer.hpp"

using namespace customer;

TEST_CASE("the bank reads each transfer with its batch once the customer's signature holds") {
    Folder const folder;
    auto const file = testbank::read_orders(folder.write("a.xml", transfers_file()), workshop::rsa().certificate);
    REQUIRE(file);
    CHECK(file->message_id == "AB1234F10001");
    CHECK(file->debtor_account == "6299999000000000013");
    CHECK(file->execution_date == *parse_day("2026-01-20"));
    CHECK(file->control_sum == yuan(600));
    REQUIRE(file->orders.size() == 3);
    CHECK(file->orders[0].payment_information_id == "AB1234F10001B001");
    CHECK(file->orders[2].payment_information_id == "AB1234F10001B002");
    CHECK(file->orders[2].end_to_end_id == "AB12340000000415");
    CHECK(file->orders[2].amount == yuan(300));
    CHECK(file->orders[2].account == "6299990000000007751");
    CHECK(file->orders[2].name == "张三");
}

TEST_CASE("a changed amount and a stranger's signature are refused") {
    Folder const folder;
    auto const changed = folder.write("a.xml", replaced(transfers_file(), "200.00", "900.00"));
    CHECK(testbank::read_orders(changed, workshop::rsa().certificate).error().code == ErrorCode::signature_digest);
    auto const strange = folder.write("b.xml", transfers_file(workshop::other_rsa()));
    CHECK_FALSE(testbank::read_orders(strange, workshop::rsa().certificate));
}
