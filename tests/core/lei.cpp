#include "core/lei.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a published LEI holds and its neighbour does not") {
    CHECK(code_of(check_lei("529900T8BM49AURSDO55")) == "ok");
    CHECK(code_of(check_lei("529900T8BM49AURSDO56")) == "identifier.checksum");
}

TEST_CASE("an LEI ends in digits") {
    CHECK(code_of(check_lei("529900T8BM49AURSDO5A")) == "identifier.syntax");
    CHECK(code_of(check_lei("529900T8BM49AURSDO5")) == "identifier.syntax");
    CHECK(code_of(check_lei("529900t8BM49AURSDO55")) == "identifier.syntax");
}
