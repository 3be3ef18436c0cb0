#include "core/check_digits.hpp"

#include <string>

#include "catch.hpp"

using namespace almoner;

TEST_CASE("ISO 7064 MOD 97-10 gives the standard's example 794 the check digits 44") {
    CHECK(remainder_97("79444") == 1);
    CHECK(remainder_97("79445") == 2);
    CHECK(remainder_97("") == 0);
    CHECK(remainder_97("444", remainder_97("79")) == 1);
}

TEST_CASE("letters count as two digits") {
    CHECK(remainder_97("A") == 10);
    CHECK(remainder_97("Z1") == 351 % 97);
}

TEST_CASE("ISO 7064 MOD 11-2 gives the standard's example 0794 the check digit 0 and 079 the X") {
    CHECK(mod_11_2_check_character("0794") == '0');
    CHECK(mod_11_2_check_character("079") == 'X');
}

TEST_CASE("ISO 7064 MOD 11,10 gives the standard's example 0794 the check digit 5") {
    CHECK(mod_11_10_holds("07945"));
    CHECK_FALSE(mod_11_10_holds("07946"));
    CHECK_FALSE(mod_11_10_holds("07495"));
}

TEST_CASE("Luhn holds for the example of ISO/IEC 7812-1 and not for its neighbours") {
    CHECK(luhn_holds("79927398713"));
    for (auto const last : {'0', '1', '2', '4', '5', '6', '7', '8', '9'}) {
        CHECK_FALSE(luhn_holds(std::string("7992739871") + last));
    }
}

TEST_CASE("recursive modulo 10 gives the Swiss example its last digit") {
    CHECK(recursive_mod_10_check_digit("21000000000313947143000901") == 7);
}

TEST_CASE("sums take their weights in order and in turn") {
    CHECK(weighted_sum("123", {3, 2, 1}) == 10);
    CHECK(repeating_sum("12345", {3, 1}) == 3 + 2 + 9 + 4 + 15);
}

TEST_CASE("only upper-case ASCII is alphanumeric") {
    CHECK(is_upper_alphanumeric("AZ09"));
    CHECK_FALSE(is_upper_alphanumeric("a"));
    CHECK_FALSE(is_upper_alphanumeric("A-"));
    CHECK_FALSE(is_digits("1A"));
    CHECK(is_zeros("000"));
    CHECK_FALSE(is_zeros("010"));
    CHECK_FALSE(is_digits("\xEF\xBC\x91"));
}
