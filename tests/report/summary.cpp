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

report::Outcome with_no_attempt(Line const& line) { return {line, {}, 0, 0, {}, {}}; }

report::Outcome outcome_of(Line const& line, AttemptState state, std::int64_t returned = 0) {
    report::Outcome outcome{line, 1, 1, 1, {}, {}};
    outcome.folded.state = state;
    outcome.folded.returned_amount = yuan(returned);
    return outcome;
}

}  // namespace

TEST_CASE("every line is in exactly one place and the difference is nothing") {
    report::Sums sums(cny());
    sums.add(outcome_of(line_of(1, 100), AttemptState::booked));
    sums.add(outcome_of(line_of(2, 200), AttemptState::rejected));
    sums.add(outcome_of(line_of(3, 300), AttemptState::returned, 300));
    sums.add(outcome_of(line_of(4, 400), AttemptState::returned_short, 350));
    sums.add(outcome_of(line_of(5, 500), AttemptState::conflict));
    sums.add(with_no_attempt(line_of(6, 600)));
    sums.add(with_no_attempt(line_of(7, 700, LineState::held)));
    sums.add(with_no_attempt(line_of(8, 800, LineState::refused)));
    sums.add(with_no_attempt(line_of(9, 900, LineState::cancelled)));
    sums.add(with_no_attempt(line_of(1, 1000, LineState::accepted, Channel::cash)));
    sums.add(with_no_attempt(line_of(1, 1100, LineState::accepted, Channel::in_kind)));
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
    CHECK(sums.persons.count() == 7);
    CHECK(sums.person_times == 9);
}

TEST_CASE("what people closed is where they put it, and what they did not close stays where it went") {
    auto const closed = [](report::Outcome outcome, ClosingKind kind, std::int64_t minor_units) {
        outcome.closing = kind;
        outcome.closed = yuan(minor_units);
        return outcome;
    };
    report::Sums sums(cny());
    sums.add(closed(outcome_of(line_of(1, 100), AttemptState::rejected), ClosingKind::paid_outside, 100));
    sums.add(closed(outcome_of(line_of(2, 200), AttemptState::returned, 200), ClosingKind::written_back, 200));
    sums.add(closed(outcome_of(line_of(3, 300), AttemptState::returned_short, 290), ClosingKind::carried_over, 290));
    sums.add(closed(outcome_of(line_of(4, 400), AttemptState::booked), ClosingKind::recovered, 400));
    sums.add(closed(with_no_attempt(line_of(5, 500, LineState::held)), ClosingKind::paid_outside, 500));
    CHECK(sums.planned == yuan(1500));
    CHECK(sums.paid == yuan(610));
    CHECK(sums.cancelled == yuan(890));
    CHECK(sums.returned == yuan(0));
    CHECK(sums.rejected == yuan(0));
    CHECK(sums.held == yuan(0));
    CHECK(sums.difference() == yuan(0));
    CHECK(sums.persons.count() == 5);
}

TEST_CASE("money passed to an enterprise counts in amounts and never in persons") {
    report::Sums sums(cny());
    auto line = line_of(1, 10000000);
    line.payee_kind = PayeeKind::enterprise;
    sums.add(outcome_of(line, AttemptState::booked));
    CHECK(sums.forwarded == yuan(10000000));
    CHECK(sums.to_persons == yuan(0));
    CHECK(sums.persons.count() == 0);
}

TEST_CASE("a corrected line adds up to what was approved: what stayed, what was given up, and what is paid now") {
    // Of 400.00 the bank kept 0.50; 350.00 of the 399.50 that came back are paid again, in cash.
    report::Sums sums(cny());
    auto first = outcome_of(line_of(1, 40000), AttemptState::returned_short, 39950);
    first.passed_on = yuan(39950);
    auto second = with_no_attempt(line_of(1, 35000, LineState::accepted, Channel::cash));
    second.given_up = yuan(4950);
    sums.add(first);
    sums.add(second);
    CHECK(sums.planned == yuan(40000));
    CHECK(sums.paid == yuan(50));
    CHECK(sums.returned == yuan(0));
    CHECK(sums.cancelled == yuan(4950));
    CHECK(sums.cash == yuan(35000));
    CHECK(sums.difference() == yuan(0));
    CHECK(sums.person_times == 1);
}

TEST_CASE("a line that fails again after its correction is still one line") {
    report::Sums sums(cny());
    auto first = outcome_of(line_of(1, 40000), AttemptState::rejected);
    first.passed_on = yuan(40000);
    auto second = outcome_of(line_of(1, 30000), AttemptState::returned, 30000);
    second.given_up = yuan(10000);
    sums.add(first);
    sums.add(second);
    CHECK(sums.planned == yuan(40000));
    CHECK(sums.returned == yuan(30000));
    CHECK(sums.cancelled == yuan(10000));
    CHECK(sums.to_persons == yuan(30000));
    CHECK(sums.difference() == yuan(0));
}
