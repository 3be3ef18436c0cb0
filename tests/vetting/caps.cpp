#include "vetting/caps.hpp"

#include "vetting/bench.hpp"

using namespace bench;

namespace {

std::string cap(std::string const& code, std::string const& amount, std::string const& more = "") {
    return "[[rules]]\ncode = \"" + code + "\"\nseverity = \"held\"\namount = \"" + amount +
           "\"\ncurrency = \"CNY\"\n" + more;
}

vetting::Seen of_yuan(std::uint32_t row, std::int64_t amount) {
    return {.minor_units = yuan(amount).minor_units(), .line = {0, row}};
}

std::vector<vetting::Remark> over(Bench const& bench, std::vector<vetting::Seen> const& lines,
                                  std::int64_t granted = 0) {
    std::vector<vetting::Remark> remarks;
    vetting::find_over_caps(bench.terms(), lines, {"general"}, yuan(granted), remarks);
    return remarks;
}

}  // namespace

TEST_CASE("a person's lines go up to the cap of one time and the next waits") {
    Bench bench;
    bench.set_rules(cap("amount.cap_person_time", "3000.00"));
    CHECK(over(bench, {of_yuan(2, 3000)}).empty());
    auto const remarks = over(bench, {of_yuan(2, 2000), of_yuan(3, 1001), of_yuan(4, 1000)});
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].line.row == 3);
    CHECK(remarks[0].finding.code == ErrorCode::amount_cap_person_time);
    CHECK(remarks[0].finding.arguments == std::vector<std::string>{"3,000.00"});
}

TEST_CASE("the cap of a year counts what other lists gave") {
    Bench bench;
    bench.set_rules(cap("amount.cap_person_year", "6000.00"));
    CHECK(over(bench, {of_yuan(2, 1000)}, 5000).empty());
    auto const remarks = over(bench, {of_yuan(2, 1000), of_yuan(3, 1)}, 5000);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].line.row == 3);
    CHECK(remarks[0].finding.arguments == std::vector<std::string>{"6,000.00", "6,000.00"});
}

TEST_CASE("goods, households, other categories and other currencies have no cap") {
    Bench bench;
    bench.set_rules(cap("amount.cap_person_time", "10.00"));
    auto goods = of_yuan(2, 11);
    goods.goods = true;
    auto household = of_yuan(3, 11);
    household.payee_kind = PayeeKind::household;
    CHECK(over(bench, {goods, household}).empty());
    bench.set_rules(cap("amount.cap_person_time", "10.00", "categories = [\"special\"]\n"));
    CHECK(over(bench, {of_yuan(2, 11)}).empty());
    bench.set_rules(replaced(cap("amount.cap_person_time", "10.00"), "CNY", "EUR"));
    CHECK(over(bench, {of_yuan(2, 11)}).empty());
}
