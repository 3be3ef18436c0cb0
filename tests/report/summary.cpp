#include "report/summary.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

Currency cny() { return *Currency::parse("CNY"); }
Money yuan(std::int64_t minor_units) { return {minor_units, cny()}; }

Line line_of(std::uint8_t person, std::int64_t minor_units, LineState state = LineState::accepted,
             Channel channel = Channel::bank) {
    Line line{.amount = yuan(minor_units)};
    line.person_key[0] = person;
    line.state = state;
    line.channel = channel;
    return line;
}

AttemptOutcome outcome_of(AttemptState state, std::int64_t returned = 0) {
    AttemptOutcome outcome;
    outcome.state = state;
    outcome.returned_amount = yuan(returned);
    return outcome;
}

}  // namespace

TEST_CASE("every line is in exactly one place and the difference is nothing") {
    report::Sums sums(cny());
    auto const booked = outcome_of(AttemptState::booked);
    auto const rejected = outcome_of(AttemptState::rejected);
    auto const returned = outcome_of(AttemptState::returned, 300);
    auto const returned_short = outcome_of(AttemptState::returned_short, 350);
    auto const conflict = outcome_of(AttemptState::conflict);
    sums.add(line_of(1, 100), &booked);
    sums.add(line_of(2, 200), &rejected);
    sums.add(line_of(3, 300), &returned);
    sums.add(line_of(4, 400), &returned_short);
    sums.add(line_of(5, 500), &conflict);
    sums.add(line_of(6, 600), nullptr);
    sums.add(line_of(7, 700, LineState::held), nullptr);
    sums.add(line_of(8, 800, LineState::refused), nullptr);
    sums.add(line_of(9, 900, LineState::cancelled), nullptr);
    sums.add(line_of(1, 1000, LineState::accepted, Channel::cash), nullptr);
    sums.add(line_of(1, 1100, LineState::accepted, Channel::in_kind), nullptr);
    CHECK(sums.planned == yuan(6600));
    CHECK(sums.paid == yuan(150));
    CHECK(sums.returned == yuan(650));
    CHECK(sums.rejected == yuan(200));
    CHECK(sums.in_flight == yuan(1100));
    CHECK(sums.held == yuan(700));
    CHECK(sums.refused == yuan(800));
    CHECK(sums.cancelled == yuan(900));
    CHECK(sums.cash == yuan(1000));
    CHECK(sums.in_kind == yuan(1100));
    CHECK(sums.difference() == yuan(0));
    CHECK(sums.persons.size() == 7);
    CHECK(sums.person_times == 9);
}

TEST_CASE("money passed to an enterprise counts in amounts and never in persons") {
    report::Sums sums(cny());
    auto line = line_of(1, 10000000);
    line.payee_kind = PayeeKind::enterprise;
    auto const booked = outcome_of(AttemptState::booked);
    sums.add(line, &booked);
    CHECK(sums.forwarded == yuan(10000000));
    CHECK(sums.to_persons == yuan(0));
    CHECK(sums.persons.empty());
}
