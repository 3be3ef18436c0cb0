#include "reconcile/lumps.hpp"

#include <algorithm>

#include "catch.hpp"

using namespace almoner;
using namespace almoner::reconcile;

namespace {

Money yuan(std::int64_t whole) { return Money{whole * 100, *Currency::parse("CNY")}; }

Lump debit(std::int64_t whole, std::optional<std::uint64_t> count = std::nullopt,
           std::string const& day = "2026-01-20") {
    return {yuan(whole), false, count, *parse_day(day)};
}
Lump credit(std::int64_t whole, std::string const& day = "2026-01-21") {
    return {yuan(whole), true, {}, *parse_day(day)};
}

using Indexes = std::vector<std::size_t>;

/// The members of each lump; "?" apart, for one of which nobody is certain.
std::vector<std::optional<Indexes>> members(std::vector<Lump> const& lumps, std::vector<LumpMember> const& of) {
    std::vector<std::optional<Indexes>> all;
    for (auto const& share : shares_of(lumps, of)) {
        all.push_back(share ? std::optional(share->members) : std::nullopt);
    }
    return all;
}

LumpMember paid(std::int64_t whole) { return {yuan(whole), false, false, false}; }
LumpMember rejected(std::int64_t whole) { return {yuan(whole), true, false, false}; }

constexpr auto nobody = std::nullopt;

}  // namespace

TEST_CASE("a debit of the whole batch is everybody's") {
    CHECK(members({debit(1200)}, {paid(500), paid(400), paid(300)}) ==
          std::vector<std::optional<Indexes>>{{{0, 1, 2}}});
    CHECK(shares_of(std::vector{debit(1200)}, std::vector{paid(500), paid(700)})[0]->compared == "sum");
    CHECK(shares_of(std::vector{debit(1200, 2)}, std::vector{paid(500), paid(700)})[0]->compared == "sum+count");
}

TEST_CASE("a batch less its rejects, and one debited whole with them") {
    std::vector const batch = {paid(500), rejected(400), paid(300), rejected(200)};
    CHECK(members({debit(800)}, batch) == std::vector<std::optional<Indexes>>{{{0, 2}}});
    CHECK(members({debit(1400)}, batch) == std::vector<std::optional<Indexes>>{{{0, 2, 1, 3}}});
    CHECK(members({debit(1000)}, batch) == std::vector<std::optional<Indexes>>{{{0, 2, 3}}});
    CHECK(members({debit(900)}, batch) == std::vector<std::optional<Indexes>>{nobody});
}

TEST_CASE("nobody is left out for what the sum alone says") {
    CHECK(members({debit(900)}, {paid(500), paid(400), paid(300)}) == std::vector<std::optional<Indexes>>{nobody});
    CHECK(members({debit(1200, 2)}, {paid(500), paid(400), paid(300)}) == std::vector<std::optional<Indexes>>{nobody});
}

TEST_CASE("of rejected twins nobody can be told") {
    std::vector const batch = {paid(500), rejected(500), rejected(500)};
    CHECK(members({debit(1000)}, batch) == std::vector<std::optional<Indexes>>{nobody});
    CHECK(members({debit(500)}, batch) == std::vector<std::optional<Indexes>>{{{0}}});
    CHECK(members({debit(1500)}, batch) == std::vector<std::optional<Indexes>>{{{0, 1, 2}}});
}

TEST_CASE("an amount that one transfer of the batch has names it") {
    CHECK(members({debit(400)}, {paid(500), paid(400), paid(300)}) == std::vector<std::optional<Indexes>>{{{1}}});
    CHECK(members({debit(400)}, {paid(500), paid(400), paid(400)}) == std::vector<std::optional<Indexes>>{nobody});
    CHECK(members({debit(400)}, {paid(500), paid(400), paid(300), paid(100)}) ==
          std::vector<std::optional<Indexes>>{nobody});
    CHECK(members({debit(400), debit(300)}, {paid(500), paid(400), paid(300)}) ==
          std::vector<std::optional<Indexes>>{{{1}}, {{2}}});
}

TEST_CASE("twins are told by how many there are") {
    CHECK(members({debit(500), debit(500)}, {paid(500), paid(500)}) ==
          std::vector<std::optional<Indexes>>{Indexes{}, {{0, 1}}});
}

TEST_CASE("a batch in two debits is everybody's on the day of the later one") {
    auto const shares = shares_of(std::vector{debit(700, {}, "2026-01-21"), debit(500)},
                                  std::vector{paid(300), paid(400), paid(250), paid(250)});
    CHECK(shares[0]->members == Indexes{0, 1, 2, 3});
    CHECK(shares[1]->members.empty());
    CHECK(shares[1]->compared == "sum of entries");
}

TEST_CASE("a batch that is debited twice is seen twice") {
    CHECK(members({debit(900), debit(900)}, {paid(500), paid(400)}) ==
          std::vector<std::optional<Indexes>>{{{0, 1}}, {{0, 1}}});
}

TEST_CASE("who has an entry of his own is in no lump") {
    CHECK(members({debit(900)}, {paid(500), {yuan(300), false, true, false}, paid(400)}) ==
          std::vector<std::optional<Indexes>>{{{0, 2}}});
}

TEST_CASE("one credit gives back what was rejected, if there is one way only") {
    std::vector const batch = {paid(500), rejected(400), rejected(300), paid(200)};
    CHECK(members({debit(1400), credit(700)}, batch)[1] == Indexes{1, 2});
    CHECK(members({debit(1400), credit(400)}, batch)[1] == Indexes{1});
    CHECK(members({debit(1400), credit(600)}, batch)[1] == nobody);
    CHECK(members({debit(1400), credit(400), credit(300)}, batch) ==
          std::vector<std::optional<Indexes>>{{{0, 3, 1, 2}}, {{1}}, {{2}}});
}

TEST_CASE("a credit of everything recalls the batch") {
    CHECK(members({debit(900), credit(900)}, {paid(500), paid(400)})[1] == Indexes{0, 1});
    CHECK(members({debit(900), credit(900), credit(900)}, {paid(500), paid(400)})[1] == Indexes{0, 1});
}

TEST_CASE("nothing comes back that has not left") {
    CHECK(members({credit(400)}, {paid(500), rejected(400)}) == std::vector<std::optional<Indexes>>{nobody});
}

TEST_CASE("the order of the lumps makes no difference") {
    std::vector const batch = {paid(500), rejected(400), rejected(300), paid(200)};
    std::vector lumps = {debit(1400), credit(400), credit(300, "2026-01-22")};
    auto const straight = members(lumps, batch);
    std::reverse(lumps.begin(), lumps.end());
    auto turned = members(lumps, batch);
    std::reverse(turned.begin(), turned.end());
    CHECK(turned == straight);
}
