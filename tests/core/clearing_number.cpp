#include "core/clearing_number.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("published routing numbers hold") {
    CHECK(code_of(check_us_aba("021000021")) == "ok");
    CHECK(code_of(check_us_aba("011000015")) == "ok");
    CHECK(code_of(check_us_aba("011000016")) == "identifier.checksum");
    CHECK(code_of(check_us_aba("000000000")) == "identifier.syntax");
    CHECK(code_of(check_us_aba("02100002")) == "identifier.syntax");
}

TEST_CASE("ranges that were given out are known") {
    for (auto const* number :
         {"000000000", "121000000", "211000000", "321000000", "611000000", "721000000", "801000000"}) {
        CHECK(is_assigned_us_aba(number));
    }
    for (auto const* number : {"131000000", "201000000", "331000000", "601000000", "731000000", "811000000"}) {
        CHECK_FALSE(is_assigned_us_aba(number));
    }
}

TEST_CASE("a CLABE as Banco de Mexico prints it holds") {
    CHECK(code_of(check_mx_clabe("002010077777777771")) == "ok");
    CHECK(code_of(check_mx_clabe("002010077777777772")) == "identifier.checksum");
    CHECK(code_of(check_mx_clabe("00201007777777777")) == "identifier.syntax");
    CHECK(code_of(check_mx_clabe("000000000000000000")) == "identifier.syntax");
}
