#include "report/units.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

Currency cny() { return *Currency::parse("CNY"); }

/// One accepted line that waits to be sent.
report::Outcome line_of(std::uint8_t person, std::int64_t minor_units) {
    Line line{.amount = Money{minor_units, cny()}};
    line.person_key[0] = person;
    line.state = LineState::accepted;
    return {line, {}, 0, 0, {}, {}};
}

report::ListSummary list_of(std::string const& programme,
                            std::map<std::string, std::vector<report::Outcome>> const& lines) {
    report::ListSummary summary{{.programme = programme, .currency = cny(), .total = Money::zero(cny())},
                                report::Sums(cny())};
    for (auto const& [unit, outcomes] : lines) {
        for (auto const& outcome : outcomes) {
            summary.units.try_emplace(unit, cny()).first->second.add(outcome);
        }
    }
    return summary;
}

std::map<std::string, settings::Programme> programmes(std::map<std::string, std::string> parents) {
    settings::Programme programme{.id = "winter", .currency = cny()};
    programme.unit_parents = std::move(parents);
    return {{"winter", programme}};
}

}  // namespace

TEST_CASE("a unit holds the sums of all below it, and a person of several of them once") {
    auto const lists = {
        list_of("winter", {{"mill", {line_of(1, 100), line_of(2, 200)}}, {"county", {line_of(3, 400)}}}),
        list_of("winter", {{"yard", {line_of(2, 800)}}, {"", {line_of(9, 1)}}})};
    auto const units =
        report::by_unit(lists, programmes({{"mill", "township"}, {"yard", "county"}, {"township", "county"}}));
    std::vector<std::tuple<std::string, int, std::int64_t, std::size_t>> shown;
    for (auto const& line : units) {
        shown.emplace_back(line.unit, line.depth, line.with_below.planned.minor_units(),
                           line.with_below.persons.count());
    }
    CHECK(
        shown ==
        std::vector<std::tuple<std::string, int, std::int64_t, std::size_t>>{
            {"", 0, 1, 1}, {"county", 0, 1500, 3}, {"township", 1, 300, 2}, {"mill", 2, 300, 2}, {"yard", 1, 800, 1}});
    CHECK(units[1].own.planned.minor_units() == 400);
}

TEST_CASE("units of other programmes and units without lines stay out") {
    auto const lists = {list_of("summer", {{"mill", {line_of(1, 100)}}})};
    CHECK(report::by_unit(lists, programmes({{"mill", "county"}})).empty());
}
