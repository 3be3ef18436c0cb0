#include "store/taken_out.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

TEST_CASE("a sealed file gives nothing up") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    auto const file = cabinet.plan(list, {{0, 2}, {0, 3}});
    REQUIRE(store::seal_file(cabinet.store(), file.file, {"ab", 1, "cd", "signer", "boot", "ef", noon()}));
    auto transfer = store::TransferRow{line_of({0, 2}), 1};
    CHECK_FALSE(
        store::take_out(cabinet.store(), file, std::vector<store::TakenOut>{{transfer, 1, "person.stopped"}}, noon()));
}
