#include "testbank/day_statement.hpp"

#include "testbank/customer.hpp"

using namespace customer;

TEST_CASE("a day begins where the last one ended and moves the account on") {
    testbank::Order const order{"AB1234F10001B001", "AB12340000000217", "张三", "", "6299990000000007751", yuan(200)};
    testbank::Books::Account account{"County union", yuan(1000), 3};
    auto const booked = testbank::close_day("6299999000000000013", account, *parse_day("2026-01-20"),
                                            {{false, yuan(200), "ESCT", "TB1", &order, "AB1234F10001", ""},
                                             {true, yuan(50), "RRTN", "TB2", &order, "AB1234F10001", "AC04"}});
    CHECK(booked.number == 3);
    CHECK(booked.opening == yuan(1000));
    CHECK(booked.closing == yuan(850));
    CHECK(account.balance == yuan(850));
    CHECK(account.next_statement == 4);
}

TEST_CASE("the size of a balance has no sign") {
    CHECK(testbank::unsigned_text(yuan(-5)) == "5.00");
    CHECK(testbank::unsigned_text(yuan(5)) == "5.00");
}
