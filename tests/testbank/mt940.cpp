#include "testbank/mt940.hpp"

#include "testbank/customer.hpp"

using namespace customer;

TEST_CASE("an MT940 has its entries between two balances, with the references in fields 61 and 86") {
    testbank::Order const order{"AB1234F10001B001", "AB12340000000217", "张三", "", "6299990000000007751", yuan(100)};
    testbank::Books::Account account{"County union", yuan(150), 7};
    auto const statement =
        testbank::close_day("6299999000000000013", account, *parse_day("2026-01-20"),
                            {{false, yuan(100), "ESCT", "TBAB12340000000217", &order, "AB1234F10001", ""},
                             {false, yuan(200), "ESCT", "TBAB1234F10001B001", &order, "AB1234F10001", "", true},
                             {true, yuan(50), "RRTN", "TBR", &order, "AB1234F10001", "AC04"}});
    CHECK(testbank::mt940(statement) ==
          ":20:S7\r\n"
          ":25:6299999000000000013\r\n"
          ":28C:7/1\r\n"
          ":60F:C260120CNY150,00\r\n"
          ":61:2601200120D100,00NTRFAB12340000000217//TBAB123400000002\r\n"
          ":86:/EREF/AB12340000000217/IBAN/6299990000000007751\r\n"
          ":61:2601200120D200,00NTRFAB1234F10001B001//TBAB1234F10001B0\r\n"
          ":86:/PREF/AB1234F10001B001\r\n"
          ":61:2601200120C50,00NRTIAB12340000000217//TBR\r\n"
          ":86:/EREF/AB12340000000217/RTRN/AC04\r\n"
          ":62F:D260120CNY100,00\r\n"
          "-\r\n");
    CHECK(account.next_statement == 8);
}
