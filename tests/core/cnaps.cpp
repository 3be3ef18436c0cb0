#include "core/cnaps.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

// Head office codes as the banks print them.
TEST_CASE("published bank codes hold") {
    for (auto const* code : {"102100099996", "103100000026", "104100000004", "105100000017", "301290000007",
                             "308584000013", "403100000004"}) {
        INFO(code);
        CHECK(code_of(check_cnaps(code)) == "ok");
    }
}

TEST_CASE("a wrong digit, a lost digit and a letter are told apart") {
    CHECK(code_of(check_cnaps("102100099995")) == "account.cnaps_checksum");
    CHECK(code_of(check_cnaps("10210009999")) == "account.cnaps_syntax");
    CHECK(code_of(check_cnaps("1021000999966")) == "account.cnaps_syntax");
    CHECK(code_of(check_cnaps("10210009999X")) == "account.cnaps_syntax");
    CHECK(code_of(check_cnaps("")) == "account.cnaps_syntax");
}
