#include "core/result.hpp"

#include <memory>

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a position leaves out what is not known") {
    CHECK(to_text(Position{"lists/jan.xlsx", "Town 2", 17, 4}) == "lists/jan.xlsx!Town 2:17:4");
    CHECK(to_text(Position{"lists/jan.csv", "", 17, 0}) == "lists/jan.csv:17");
    CHECK(to_text(Position{"lists/jan.csv", "", 0, 0}) == "lists/jan.csv");
    CHECK(to_text(Position{}).empty());
}

TEST_CASE("a finding takes the severity of its code and keeps what the error said") {
    auto const finding = finding_of({ErrorCode::amount_zero, {}, "0.00", {"CNY"}}, {"jan.csv", "", 3, 2});
    CHECK(finding.code == ErrorCode::amount_zero);
    CHECK(finding.severity == severity_of(ErrorCode::amount_zero));
    CHECK(finding.value == "0.00");
    CHECK(finding.arguments == std::vector<std::string>{"CNY"});
    CHECK(to_text(finding.position) == "jan.csv:3:2");
}

TEST_CASE("the worse finding is before the other, then the one that stands first") {
    auto const at = [](Severity severity, Position position) {
        return Finding{ErrorCode::amount_syntax, severity, std::move(position), {}, {}};
    };
    auto const refused = at(Severity::refused, {"a.xlsx", "B", 9, 9});
    auto const held = at(Severity::held, {"a.xlsx", "A", 2, 3});
    CHECK(is_before(refused, held));
    CHECK_FALSE(is_before(held, refused));
    CHECK(is_before(held, at(Severity::held, {"a.xlsx", "A", 2, 4})));
    CHECK(is_before(held, at(Severity::held, {"a.xlsx", "A", 3, 1})));
    CHECK(is_before(held, at(Severity::held, {"a.xlsx", "B", 1, 1})));
    CHECK_FALSE(is_before(held, held));
}

TEST_CASE("a result holds a value or an error") {
    auto const good = Result<int>(7);
    REQUIRE(good);
    CHECK(*good == 7);
    auto const bad = Result<int>(Error{ErrorCode::file_io, {}, {}, {}});
    REQUIRE_FALSE(bad);
    CHECK(bad.error().code == ErrorCode::file_io);
}

TEST_CASE("a value that cannot be copied is moved out") {
    auto result = Result<std::unique_ptr<int>>(std::make_unique<int>(7));
    auto const taken = *std::move(result);
    CHECK(*taken == 7);
}

TEST_CASE("a status is good by default") {
    CHECK(Status());
    CHECK(code_of(Status(Error{ErrorCode::file_io, {}, {}, {}})) == "file.io");
}
