#include "report/payout_register.hpp"

#include "report/evening.hpp"

using namespace evening;

namespace {

struct Told {
    std::vector<std::string> json;
    std::vector<std::vector<std::string>> cells;
};

Told told(Evening const& evening, std::string_view code = "") {
    auto const context = report::register_context(evening.connection());
    REQUIRE(context);
    Told all;
    REQUIRE(report::for_each_payout(evening.connection(), code, evening.horizon, *context,
                                    [&](auto const& list, auto const& outcome) -> Status {
                                        all.json.push_back(report::register_json_line(list, outcome, *context));
                                        all.cells.push_back(report::register_cells(list, outcome, *context));
                                        return {};
                                    }));
    return all;
}

bool holds(std::string const& line, std::string const& part) { return line.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every line of a list is in the register with its state, its reason and its proof") {
    Evening evening;
    auto const all = told(evening);
    REQUIRE(all.json.size() == 7);
    std::vector<std::pair<std::string, std::string>> const expected = {
        {"booked", ""},    {"rejected", "AC04"},        {"returned", "AC06"}, {"conflict", ""},
        {"delivered", ""}, {"held", "account.missing"}, {"due", ""}};
    for (std::size_t at = 0; at < expected.size(); ++at) {
        INFO(all.json[at]);
        CHECK(all.cells[at][8] == expected[at].first);
        CHECK(all.cells[at][9] == expected[at].second);
        CHECK(holds(all.json[at], "\"row\":" + std::to_string(at + 2) + ","));
        CHECK(holds(all.json[at], "\"state\":\"" + expected[at].first + "\""));
    }
    CHECK(holds(all.json[0], "\"booked_amount\":\"100.00\",\"returned_amount\":null,\"statement\":1,\"entry\":1"));
    CHECK(holds(all.json[2], "\"returned_amount\":\"100.00\""));
    CHECK(holds(all.json[0], "\"end_to_end_id\":\"AA0001000000021"));
    CHECK(holds(all.json[0], "\"message_id\":\"AA0001F10001\",\"payment_information_id\":\"AA0001F10001B001\""));
    CHECK(holds(all.json[5], "\"attempt\":null,\"end_to_end_id\":null,\"message_id\":null"));
}

TEST_CASE("the table shows the last four characters of an account and never more") {
    Evening evening;
    auto const row = told(evening).cells.at(0);
    CHECK(row[5].find("7752") != std::string::npos);
    for (auto const& cell : row) {
        CHECK(cell.find("62999900") == std::string::npos);
    }
    CHECK(row[12] == "camt053-1.xml#1/1");
}

TEST_CASE("a heading has a title for every cell") {
    Evening evening;
    auto const heading = report::register_heading([](std::string_view key) { return std::string(key); });
    CHECK(heading.size() == told(evening).cells.at(0).size());
}

TEST_CASE("one list's payouts are only its own") {
    Evening evening;
    CHECK(told(evening, "AA0001").json.size() == 7);
    CHECK(told(evening, "AA0002").json.empty());
}
