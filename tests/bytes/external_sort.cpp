#include "bytes/external_sort.hpp"

#include <string>

#include "bytes/full_disk.hpp"
#include "catch.hpp"

using namespace almoner;

namespace {

struct Key {
    std::uint64_t value = 0;
    std::uint32_t row = 0;

    bool operator<(Key const& other) const { return value < other.value; }
};

/// As many records as asked for, in an order that has nothing to do with their values (a linear congruence; Knuth,
/// Seminumerical Algorithms 3.3.4).
std::vector<Key> scattered(std::uint32_t count) {
    std::vector<Key> keys;
    std::uint64_t value = 1;
    for (std::uint32_t row = 1; row <= count; ++row) {
        value = value * 6364136223846793005U + 1442695040888963407U;
        keys.push_back({value >> 40, row});
    }
    return keys;
}

std::vector<Key> sorted_externally(std::vector<Key> const& keys, std::size_t records_in_memory) {
    bytes::ExternalSort<Key> sort(records_in_memory);
    for (auto const& key : keys) {
        REQUIRE(sort.add(key));
    }
    REQUIRE(sort.sort());
    std::vector<Key> out;
    Key key;
    for (auto more = sort.next(key);; more = sort.next(key)) {
        REQUIRE(more);
        if (!*more) {
            break;
        }
        out.push_back(key);
    }
    REQUIRE_FALSE(*sort.next(key));
    return out;
}

/// Every record once, and none before a smaller one.
void check_sorted(std::vector<Key> const& in, std::vector<Key> out) {
    REQUIRE(out.size() == in.size());
    CHECK(std::is_sorted(out.begin(), out.end()));
    std::sort(out.begin(), out.end(), [](Key const& left, Key const& right) { return left.row < right.row; });
    for (std::size_t index = 0; index < in.size(); ++index) {
        REQUIRE(out[index].row == in[index].row);
        REQUIRE(out[index].value == in[index].value);
    }
}

}  // namespace

TEST_CASE("any number of records comes back sorted: none, one, a run, a record more, many runs") {
    for (auto const count : {0U, 1U, 2U, 99U, 100U, 101U, 200U, 201U, 12'345U}) {
        CAPTURE(count);
        auto const keys = scattered(count);
        check_sorted(keys, sorted_externally(keys, 100));
    }
}

TEST_CASE("more runs than records in memory still come back sorted") {
    auto const keys = scattered(50);
    check_sorted(keys, sorted_externally(keys, 1));
    check_sorted(keys, sorted_externally(keys, 3));
}

TEST_CASE("equal records all come back, wherever they were spilled") {
    std::vector<Key> keys;
    for (std::uint32_t row = 1; row <= 1000; ++row) {
        keys.push_back({row % 3, row});
    }
    check_sorted(keys, sorted_externally(keys, 7));
}

TEST_CASE("a sort may move while it is being read") {
    bytes::ExternalSort<Key> first(2);
    for (auto const& key : {Key{3, 1}, Key{1, 2}, Key{2, 3}}) {
        REQUIRE(first.add(key));
    }
    REQUIRE(first.sort());
    Key key;
    REQUIRE(*first.next(key));
    CHECK(key.value == 1);
    auto second = std::move(first);
    REQUIRE(*second.next(key));
    CHECK(key.value == 2);
    REQUIRE(*second.next(key));
    CHECK(key.value == 3);
    CHECK_FALSE(*second.next(key));
}

TEST_CASE("a full disk ends the sorting with an error of the file") {
    testing::FullDisk const disk(4096);
    bytes::ExternalSort<Key> sort(1000);
    auto done = Status{};
    for (auto const& key : scattered(100'000)) {
        done = sort.add(key);
        if (!done) {
            break;
        }
    }
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::file_io);
}
