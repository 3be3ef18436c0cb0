#include "core/uscc.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a registered code holds in both check characters") {
    CHECK(code_of(check_uscc("91110000600037341L")) == "ok");
    CHECK(code_of(check_uscc("91110000600037341N")) == "person.uscc_checksum");  // outer, GB 32100
    CHECK(code_of(check_uscc("91330106MA27Y4U46R")) == "person.uscc_checksum");  // inner, GB 11714
}

TEST_CASE("what is no code at all is syntax") {
    CHECK(code_of(check_uscc("91110000600037341")) == "person.uscc_syntax");
    CHECK(code_of(check_uscc("9111000060003734I1")) == "person.uscc_syntax");
    CHECK(code_of(check_uscc("94110000600037341L")) == "person.uscc_syntax");
    CHECK(code_of(check_uscc("911A0000600037341L")) == "person.uscc_syntax");
    CHECK(code_of(check_uscc("91110000600037341l")) == "person.uscc_syntax");
}
