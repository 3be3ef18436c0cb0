#include "vetting/duplicates.hpp"

#include "catch.hpp"

using namespace almoner;
using settings::DuplicatePolicy;
using vetting::Collision;
using vetting::Seen;

namespace {

/// Persons and accounts are told apart by their first byte; 0 is no account.
Seen seen(std::uint32_t row, std::uint8_t person, std::uint8_t account, std::int64_t minor_units,
          std::uint32_t category = 0) {
    Seen line{.minor_units = minor_units, .line = {0, row}, .category = category};
    line.person[0] = person;
    line.account[0] = account;
    line.payee[0] = account;
    line.payee[1] = person;
    return line;
}

std::vector<Collision> twice(std::vector<Seen> const& lines, DuplicatePolicy policy) {
    std::vector<Collision> found;
    vetting::find_persons_twice(lines, policy, found);
    return found;
}

std::vector<std::uint32_t> rows_of(std::vector<Collision> const& found) {
    std::vector<std::uint32_t> rows;
    for (auto const& one : found) {
        rows.push_back(one.line.row);
    }
    return rows;
}

using Rows = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("the first line of a person goes and the second waits") {
    auto const found = twice({seen(2, 1, 1, 500), seen(4, 1, 1, 500)}, DuplicatePolicy::hold);
    REQUIRE(rows_of(found) == Rows{4});
    CHECK(found[0].code == ErrorCode::person_duplicate);
    CHECK(found[0].severity == Severity::held);
    CHECK(found[0].other.row == 2);
    CHECK(twice({seen(2, 1, 1, 500)}, DuplicatePolicy::hold).empty());
}

TEST_CASE("under refuse the second line is refused") {
    auto const found = twice({seen(2, 1, 1, 500), seen(4, 1, 1, 500, 1)}, DuplicatePolicy::refuse);
    REQUIRE(rows_of(found) == Rows{4});
    CHECK(found[0].severity == Severity::refused);
}

TEST_CASE("under highest the greatest amount goes wherever it stands") {
    CHECK(rows_of(twice({seen(2, 1, 1, 500), seen(3, 1, 1, 1000, 1)}, DuplicatePolicy::highest)) == Rows{2});
    CHECK(rows_of(twice({seen(2, 1, 1, 500), seen(3, 1, 1, 500, 1)}, DuplicatePolicy::highest)) == Rows{3});
}

TEST_CASE("under sum other categories add up but the same category twice still waits") {
    auto const lines = {seen(2, 1, 1, 500), seen(3, 1, 1, 500, 1), seen(4, 1, 1, 500, 1)};
    CHECK(rows_of(twice(lines, DuplicatePolicy::sum)) == Rows{4});
}

TEST_CASE("under allow a line that gives its reason goes with a warning") {
    auto reasoned = seen(3, 1, 1, 500, 1);
    reasoned.gives_reason = true;
    auto const found = twice({seen(2, 1, 1, 500), reasoned, seen(4, 1, 1, 500, 2)}, DuplicatePolicy::allow);
    REQUIRE(rows_of(found) == Rows{3, 4});
    CHECK(found[0].code == ErrorCode::person_duplicate_allowed);
    CHECK(found[0].severity == Severity::warning);
    CHECK(found[1].severity == Severity::held);
    // A reason never pays the same benefit twice.
    reasoned.category = 0;
    CHECK(twice({seen(2, 1, 1, 500), reasoned}, DuplicatePolicy::allow)[0].code == ErrorCode::person_duplicate);
}

TEST_CASE("cash and goods for one person are no duplicate") {
    auto goods = seen(3, 1, 0, 200, 1);
    goods.goods = true;
    CHECK(twice({seen(2, 1, 1, 500), goods}, DuplicatePolicy::hold).empty());
}

TEST_CASE("all lines of an account in several names wait") {
    std::vector<Collision> found;
    vetting::find_account_shared(std::vector{seen(2, 1, 7, 500), seen(3, 2, 7, 500)}, found);
    REQUIRE(rows_of(found) == Rows{2, 3});
    CHECK(found[0].code == ErrorCode::account_shared);
    CHECK(found[0].other.row == 3);
    CHECK(found[1].other.row == 2);
    found.clear();
    vetting::find_account_shared(std::vector{seen(2, 1, 7, 500), seen(3, 1, 7, 500)}, found);
    CHECK(found.empty());
}

TEST_CASE("one holder may have an account for several people when every line of theirs says so") {
    auto const of_holder = [](std::uint32_t row, std::uint8_t person, bool shares) {
        auto line = seen(row, person, 7, 500);
        line.payee[1] = 1;
        line.shares_account = shares;
        return line;
    };
    std::vector<Collision> found;
    vetting::find_account_shared(std::vector{of_holder(2, 1, false), of_holder(3, 2, true), of_holder(4, 3, true)},
                                 found);
    CHECK(found.empty());
    vetting::find_account_shared(std::vector{of_holder(2, 1, false), of_holder(3, 2, false)}, found);
    CHECK(rows_of(found) == Rows{2, 3});
    found.clear();
    auto other_holder = of_holder(3, 2, true);
    other_holder.payee[1] = 2;
    vetting::find_account_shared(std::vector{of_holder(2, 1, true), other_holder}, found);
    CHECK(rows_of(found) == Rows{2, 3});
}

TEST_CASE("a namesake with another number waits, the same number does not") {
    std::vector<Collision> found;
    auto const named = [](std::uint32_t row, std::uint8_t person) {
        return vetting::Namesake{.named = 1, .person = {person}, .line = {0, row}};
    };
    vetting::find_namesakes(std::vector{named(2, 1), named(3, 2), named(4, 1)}, Severity::held, found);
    REQUIRE(rows_of(found) == Rows{3});
    CHECK(found[0].code == ErrorCode::person_namesake);
    CHECK(found[0].other.row == 2);
}
