#include "vetting/duplicates.hpp"

#include "catch.hpp"

using namespace almoner;
using settings::DuplicatePolicy;
using vetting::Duplicates;

namespace {

Currency cny() { return *Currency::parse("CNY"); }

vetting::CheckedLine line_of(std::uint32_t row, std::uint8_t person, std::uint8_t account, std::int64_t minor_units,
                             Channel channel = Channel::bank) {
    vetting::CheckedLine checked{Line{.amount = Money{minor_units, cny()}}, {}, {}};
    checked.line.number = {0, row};
    checked.line.person_key[0] = person;
    checked.line.channel = channel;
    checked.account_key[0] = account;
    return checked;
}

std::vector<std::uint32_t> rows_of(std::vector<Duplicates::Waiting> const& waiting) {
    std::vector<std::uint32_t> rows;
    for (auto const& one : waiting) {
        rows.push_back(one.line.row);
    }
    return rows;
}

}  // namespace

TEST_CASE("the first line of a person goes and the second waits") {
    Duplicates duplicates;
    duplicates.add(line_of(2, 1, 1, 500), 0);
    duplicates.add(line_of(3, 2, 2, 500), 0);
    duplicates.add(line_of(4, 1, 1, 500), 0);
    auto const waiting = duplicates.waiting(DuplicatePolicy::hold);
    REQUIRE(rows_of(waiting) == std::vector<std::uint32_t>{4});
    CHECK(waiting[0].code == ErrorCode::person_duplicate);
    CHECK(waiting[0].other.row == 2);
}

TEST_CASE("under highest the greatest amount goes wherever it stands") {
    Duplicates duplicates;
    duplicates.add(line_of(2, 1, 1, 500), 0);
    duplicates.add(line_of(3, 1, 1, 1000), 1);
    CHECK(rows_of(duplicates.waiting(DuplicatePolicy::highest)) == std::vector<std::uint32_t>{2});
}

TEST_CASE("under sum other categories add up but the same category twice still waits") {
    Duplicates duplicates;
    duplicates.add(line_of(2, 1, 1, 500), 0);
    duplicates.add(line_of(3, 1, 1, 500), 1);
    duplicates.add(line_of(4, 1, 1, 500), 1);
    CHECK(rows_of(duplicates.waiting(DuplicatePolicy::sum)) == std::vector<std::uint32_t>{4});
}

TEST_CASE("cash and goods for one person are no duplicate") {
    Duplicates duplicates;
    duplicates.add(line_of(2, 1, 1, 500), 0);
    duplicates.add(line_of(3, 1, 0, 200, Channel::in_kind), 1);
    CHECK(duplicates.waiting(DuplicatePolicy::hold).empty());
}

TEST_CASE("all lines of an account in several names wait, and lines without account never share one") {
    Duplicates duplicates;
    duplicates.add(line_of(2, 1, 7, 500), 0);
    duplicates.add(line_of(3, 2, 7, 500), 0);
    duplicates.add(line_of(4, 3, 0, 500), 0);
    duplicates.add(line_of(5, 4, 0, 500), 0);
    auto const waiting = duplicates.waiting(DuplicatePolicy::hold);
    CHECK(rows_of(waiting) == std::vector<std::uint32_t>{2, 3});
    CHECK(waiting[0].code == ErrorCode::account_shared);
    CHECK(waiting[0].other.row == 3);
    CHECK(waiting[1].other.row == 2);
}

TEST_CASE("claimants come sorted by person whatever the order of the list") {
    Duplicates duplicates;
    duplicates.add(line_of(2, 9, 1, 500), 0);
    duplicates.add(line_of(3, 1, 2, 500), 0);
    auto const claimants = duplicates.claimants();
    REQUIRE(claimants.size() == 2);
    CHECK(claimants[0].line.row == 3);
}
