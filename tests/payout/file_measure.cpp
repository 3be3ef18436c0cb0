#include "payout/file_measure.hpp"

#include <algorithm>

#include "payout/planned.hpp"

using namespace office;

namespace {

void limit_bytes(Office& office, std::uint64_t most) {
    office.change_profile("max_transactions_per_file = 1000 ",
                          "max_bytes_per_file = " + std::to_string(most) + "\nmax_transactions_per_file = 1000 ");
}

/// The bytes of every file of the good list, as the bank would get it.
std::vector<std::uint64_t> sizes(Office& office, std::uint64_t most) {
    limit_bytes(office, most);
    auto const desk = office.desk();
    auto const list = claimed_list(office);
    auto const plan = taken(payout::plan(desk, list));
    auto const writing = taken(payout::writing_for(desk, list));
    std::vector<std::uint64_t> all;
    for (auto const& file : plan.files) {
        all.push_back(taken(written(desk, writing, file)).verified.byte_count);
    }
    return all;
}

}  // namespace

TEST_CASE("a file is never larger than measured, and hardly smaller") {
    for (auto const* placement : {"enveloped", "detached_cms"}) {
        Office office;
        office.change_profile("placement = \"enveloped\"", std::string("placement = \"") + placement + "\"");
        limit_bytes(office, 1'000'000);
        auto const desk = office.desk();
        auto const list = claimed_list(office);
        auto const measure = taken(payout::FileMeasure::begin(desk, list, list.execution_date));
        auto measured = measure.frame().file + measure.frame().batch;
        auto cursor = taken(store::LineCursor::open(desk.store, list));
        Line line{.amount = Money::zero(list.currency)};
        while (taken(cursor.next(line))) {
            measured += taken(measure.transfer(line));
        }
        auto const file = taken(payout::plan(desk, list)).files.at(0);
        auto const writing = taken(payout::writing_for(desk, list));
        auto const real = taken(written(desk, writing, file)).verified.byte_count;
        INFO(placement << ": " << real << " of " << measured);
        CHECK(real <= measured);
        CHECK(measured - real < 100 + (std::string_view(placement) == "enveloped" ? 16'384 : 0));
    }
}

TEST_CASE("what has no room in a file of the bank's bytes goes into the next") {
    std::uint64_t whole = 0;
    {
        Office office;
        office.change_profile("placement = \"enveloped\"", "placement = \"detached_cms\"");
        auto const all = sizes(office, 1'000'000);
        REQUIRE(all.size() == 1);
        whole = all[0];
    }
    for (auto const most : {whole - 1, whole * 2 / 3}) {
        Office office;
        office.change_profile("placement = \"enveloped\"", "placement = \"detached_cms\"");
        auto const all = sizes(office, most);
        INFO(most);
        CHECK(all.size() > 1);
        CHECK(std::all_of(all.begin(), all.end(), [&](auto one) { return one <= most; }));
    }
}

TEST_CASE("a transfer that no file has room for is told when its file is read again") {
    Office office;
    limit_bytes(office, 1'000);
    auto const desk = office.desk();
    auto const list = claimed_list(office);
    auto const plan = taken(payout::plan(desk, list));
    REQUIRE(plan.files.size() == 3);
    auto const writing = taken(payout::writing_for(desk, list));
    auto const file = written(desk, writing, plan.files[0]);
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::profile_file_bytes);
}
