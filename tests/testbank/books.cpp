#include "testbank/books.hpp"

#include "testbank/customer.hpp"

using namespace customer;
using testbank::Books;

TEST_CASE("the bank remembers files, balances, statement numbers and its ledger") {
    Folder const folder;
    auto books = Books::open(folder.path(), bank());
    REQUIRE(books);
    CHECK_FALSE(books->has_file("00ff"));
    CHECK(books->account("6299999000000000013").balance == yuan(1000));
    books->add_file("00ff");
    books->account("6299999000000000013").balance = yuan(-25);
    books->account("6299999000000000013").next_statement = 8;
    books->write("AB1,62,1.00,paid,");
    CHECK_FALSE(fs::exists(folder.path() / "bank/ledger.csv"));
    REQUIRE(books->save());

    auto again = Books::open(folder.path(), bank());
    REQUIRE(again);
    CHECK(again->has_file("00ff"));
    CHECK(again->account("6299999000000000013").balance == yuan(-25));
    CHECK(again->account("6299999000000000013").next_statement == 8);
    CHECK(read(folder.path() / "bank/ledger.csv") ==
          "end_to_end_id,account,amount,fate,reason\r\nAB1,62,1.00,paid,\r\n");
}
