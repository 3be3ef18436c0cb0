#include "core/nz_account.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view text) { return code_of(check_nz_account(text, tables().nz_branches)); }

}  // namespace

// Inland Revenue, "RWT and NRWT certificate filing specification": the examples of its bank account number validation.
TEST_CASE("Inland Revenue's examples hold") {
    CHECK(fate_of("01-902-0068389-00") == "ok");    // algorithm A
    CHECK(fate_of("08-6523-1954512-001") == "ok");  // D
    CHECK(fate_of("26-2600-0320871-032") == "ok");  // G
}

TEST_CASE("a digit that is wrong is found") {
    CHECK(fate_of("01-902-0068388-00") == "identifier.checksum");
    CHECK(fate_of("08-6523-1954513-001") == "identifier.checksum");
    CHECK(fate_of("26-2600-0320872-032") == "identifier.checksum");
}

TEST_CASE("without hyphens there are fifteen or sixteen digits") {
    CHECK(fate_of("010902006838900") == "ok");
    CHECK(fate_of("0109020068389000") == "ok");
    CHECK(fate_of("01090200683890") == "account.syntax");
    CHECK(fate_of("01-902-0068389") == "account.syntax");
    CHECK(fate_of("01-902-006838A-00") == "account.syntax");
    CHECK(fate_of("001-902-0068389-00") == "account.syntax");
}

TEST_CASE("a branch that the table does not hold cannot be checked") {
    CHECK(fate_of("01-1000-0068389-00") == "account.not_checkable");
    CHECK(fate_of("99-902-0068389-00") == "account.not_checkable");
}

TEST_CASE("Citibank's accounts have no check") { CHECK(fate_of("31-2800-1234567-000") == "ok"); }

TEST_CASE("a row of New Zealand branches that is not as it should be is told") {
    auto const read = [](std::string const& row) {
        return code_of(nz_branches_of("bank\tfirst_branch\tlast_branch\talgorithm\n" + row));
    };
    CHECK(read("01\t0001\t0999\tA\n") == "ok");
    CHECK(read("01\t0001\t0999\tC\n") == "settings.value");
    CHECK(read("01\t1\t0999\tA\n") == "settings.value");
}
