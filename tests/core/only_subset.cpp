#include "core/only_subset.hpp"

#include <random>

#include "catch.hpp"

using namespace almoner;

namespace {

using Indexes = std::vector<std::size_t>;

/// Every subset, one by one.
std::vector<Indexes> all_subsets(std::vector<std::int64_t> const& amounts, std::int64_t sum,
                                 std::optional<std::uint64_t> count) {
    std::vector<Indexes> found;
    for (std::uint32_t mask = 0; mask < (1U << amounts.size()); ++mask) {
        Indexes subset;
        std::int64_t reached = 0;
        for (std::size_t at = 0; at < amounts.size(); ++at) {
            if ((mask >> at & 1U) != 0) {
                subset.push_back(at);
                reached += amounts[at];
            }
        }
        if (reached == sum && (!count || *count == subset.size())) {
            found.push_back(subset);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("what adds up in one way only is found") {
    std::vector<std::int64_t> const amounts = {500, 300, 200, 150};
    CHECK(only_subset(amounts, 450) == Indexes{1, 3});
    CHECK(only_subset(amounts, 0) == Indexes{});
    CHECK(only_subset(amounts, 1150) == Indexes{0, 1, 2, 3});
    CHECK_FALSE(only_subset(amounts, 10));
}

TEST_CASE("of several ways none is taken, and a count may tell them apart") {
    std::vector<std::int64_t> const amounts = {500, 300, 200};
    CHECK_FALSE(only_subset(amounts, 500));
    CHECK(only_subset(amounts, 500, 1) == Indexes{0});
    CHECK(only_subset(amounts, 500, 2) == Indexes{1, 2});
    CHECK_FALSE(only_subset(amounts, 500, 3));
}

TEST_CASE("twins are different people: of five hundred equal amounts all or nobody is certain") {
    std::vector<std::int64_t> const amounts(500, 60000);
    for (std::int64_t taken = 1; taken < 500; ++taken) {
        CHECK_FALSE(only_subset(amounts, taken * 60000, static_cast<std::uint64_t>(taken)));
    }
    CHECK(only_subset(amounts, 0)->empty());
    CHECK(only_subset(amounts, 500 * 60000LL)->size() == 500);
}

TEST_CASE("as many ways as nobody can look at are not certain") {
    std::vector<std::int64_t> amounts;
    for (std::int64_t at = 0; at < 40; ++at) {
        amounts.push_back((std::int64_t{1} << at) + 1);
    }
    CHECK_FALSE(only_subset(amounts, (std::int64_t{1} << 39) + 1));
}

TEST_CASE("it agrees with looking at every subset") {
    std::mt19937 random(7);
    for (auto round = 0; round < 300; ++round) {
        std::vector<std::int64_t> amounts(1 + random() % 10);
        for (auto& amount : amounts) {
            amount = static_cast<std::int64_t>(1 + random() % 9) * 50;
        }
        auto const sum = static_cast<std::int64_t>(random() % 40) * 50;
        auto const count = random() % 2 == 0 ? std::optional<std::uint64_t>() : random() % 6;
        auto const all = all_subsets(amounts, sum, count);
        CHECK(only_subset(amounts, sum, count) == (all.size() == 1 ? std::optional(all.front()) : std::nullopt));
    }
}
