#include "core/creditor_reference.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("the example of ISO 11649 holds and its neighbour does not") {
    CHECK(code_of(check_rf_reference("RF18539007547034")) == "ok");
    CHECK(code_of(check_rf_reference("RF19539007547034")) == "identifier.checksum");
}

TEST_CASE("a creditor reference is RF, two digits and 1 to 21 characters") {
    CHECK(code_of(check_rf_reference("RFAM539007547034")) == "identifier.syntax");
    CHECK(code_of(check_rf_reference("RF18")) == "identifier.syntax");
    CHECK(code_of(check_rf_reference("RF18" + std::string(22, '0'))) == "identifier.syntax");
    CHECK(code_of(check_rf_reference("FR18539007547034")) == "identifier.syntax");
    CHECK(code_of(check_rf_reference("RF18 5390 0754 7034")) == "identifier.syntax");
}

TEST_CASE("the QR reference of the Swiss guidelines holds and its neighbour does not") {
    CHECK(code_of(check_qr_reference("210000000003139471430009017")) == "ok");
    CHECK(code_of(check_qr_reference("210000000003139471430009018")) == "identifier.checksum");
    CHECK(code_of(check_qr_reference("21000000000313947143000901")) == "identifier.syntax");
    CHECK(code_of(check_qr_reference("21000000000313947143000901X")) == "identifier.syntax");
}
