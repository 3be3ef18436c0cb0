#include "vetting/worst_findings.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

Finding at(Severity severity, std::uint64_t row, std::string value = {}) {
    return {ErrorCode::value_normalised, severity, {"rows.csv", {}, row, 1}, std::move(value), {}};
}

std::vector<std::uint64_t> rows_of(std::vector<Finding> const& findings) {
    std::vector<std::uint64_t> rows;
    std::transform(findings.begin(), findings.end(), std::back_inserter(rows),
                   [](auto const& finding) { return finding.position.row; });
    return rows;
}

std::vector<std::uint64_t> kept(std::size_t most, std::vector<Finding> const& findings) {
    vetting::WorstFindings worst(most);
    for (auto const& finding : findings) {
        worst.add(finding);
    }
    return rows_of(worst.take());
}

}  // namespace

TEST_CASE("with room for all of them, findings come worst first and by their place") {
    CHECK(kept(4, {at(Severity::warning, 5), at(Severity::refused, 9), at(Severity::warning, 2),
                   at(Severity::held, 7)}) == std::vector<std::uint64_t>{9, 7, 2, 5});
    CHECK(kept(4, {}).empty());
}

TEST_CASE("a refusal takes the place of the mildest finding, the last in the list") {
    auto const normalised = {at(Severity::normalised, 2), at(Severity::normalised, 3), at(Severity::warning, 4)};
    std::vector<Finding> findings(normalised);
    findings.push_back(at(Severity::refused, 900));
    CHECK(kept(3, findings) == std::vector<std::uint64_t>{900, 4, 2});
    findings.push_back(at(Severity::held, 901));
    findings.push_back(at(Severity::held, 902));
    CHECK(kept(3, findings) == std::vector<std::uint64_t>{900, 901, 902});
}

TEST_CASE("of equal severity the first in the list stay, whenever they come") {
    CHECK(kept(2, {at(Severity::held, 8), at(Severity::held, 9), at(Severity::held, 3)}) ==
          std::vector<std::uint64_t>{3, 8});
}

TEST_CASE("of findings at one place those stay that came first") {
    vetting::WorstFindings worst(2);
    for (auto const* value : {"a", "b", "c"}) {
        worst.add(at(Severity::held, 1, value));
    }
    auto const findings = worst.take();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].value == "a");
    CHECK(findings[1].value == "b");
}

TEST_CASE("without room nothing is kept") { CHECK(kept(0, {at(Severity::refused, 1)}).empty()); }
