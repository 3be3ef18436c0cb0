#include "testbank/fate.hpp"

#include "testbank/customer.hpp"

using namespace customer;
using testbank::Fate;

TEST_CASE("a transfer has one fate for one seed, and another seed may have another") {
    auto const one = bank(300, 300);
    auto other = one;
    other.seed = "another";
    auto differ = 0;
    for (auto number = 0; number < 100; ++number) {
        auto const id = "AB1234" + std::to_string(number);
        auto const fate = testbank::fate_of(one, id);
        REQUIRE(fate);
        CHECK(testbank::fate_of(one, id)->kind == fate->kind);
        CHECK(testbank::fate_of(one, id)->reason == fate->reason);
        differ += testbank::fate_of(other, id)->kind != fate->kind ? 1 : 0;
    }
    CHECK(differ > 20);
}

TEST_CASE("shares come out as the bank was set") {
    auto const counts = [](int rejected, int returned) {
        std::map<Fate::Kind, int> kinds;
        for (auto number = 0; number < 10'000; ++number) {
            auto const fate = testbank::fate_of(bank(rejected, returned), "AB1234" + std::to_string(number));
            ++kinds[fate->kind];
            CHECK(fate->reason.empty() == (fate->kind == Fate::Kind::paid));
        }
        return kinds;
    };
    CHECK(counts(0, 0)[Fate::Kind::paid] == 10'000);
    CHECK(counts(1000, 0)[Fate::Kind::rejected] == 10'000);
    auto usual = counts(100, 50);
    // Six standard deviations of a binomial draw.
    CHECK(std::abs(usual[Fate::Kind::rejected] - 1000) < 180);
    CHECK(std::abs(usual[Fate::Kind::returned] - 500) < 131);
}
