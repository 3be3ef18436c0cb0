#include "core/bank_code.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("an IFSC is four letters, a zero and a branch") {
    CHECK(code_of(check_in_ifsc("SBIN0000300")) == "ok");
    CHECK(code_of(check_in_ifsc("HDFC0CABC01")) == "ok");
    CHECK(code_of(check_in_ifsc("SBIN1000300")) == "identifier.syntax");
    CHECK(code_of(check_in_ifsc("SB1N0000300")) == "identifier.syntax");
    CHECK(code_of(check_in_ifsc("SBIN000030")) == "identifier.syntax");
    CHECK(code_of(check_in_ifsc("sbin0000300")) == "identifier.syntax");
}

TEST_CASE("a BSB is six digits, printed with a hyphen or without") {
    CHECK(code_of(check_au_bsb("062-000")) == "ok");
    CHECK(code_of(check_au_bsb("062000")) == "ok");
    CHECK(code_of(check_au_bsb("06-2000")) == "identifier.syntax");
    CHECK(code_of(check_au_bsb("06200")) == "identifier.syntax");
    CHECK(code_of(check_au_bsb("06200A")) == "identifier.syntax");
    CHECK(code_of(check_au_bsb("000000")) == "identifier.syntax");
}
