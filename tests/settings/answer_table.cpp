#include "settings/answer_table.hpp"

#include <algorithm>

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;

namespace {

std::string outcome(std::string const& text) {
    testing::Folder const folder;
    folder.write("messages/a-bank/table.toml", text);
    auto const loaded = load_answer_tables(Formats(folder.path()));
    return loaded ? "ok" : std::string(text_of(loaded.error().code));
}

std::string column(std::string const& fact, std::string const& rest = "headings = [\"H\"]\n") {
    return "[[column]]\nfact = \"" + fact + "\"\n" + rest;
}

constexpr auto* statement = "answers = \"statement\"\ncurrency = \"EUR\"\n";
constexpr auto* status = "answers = \"status\"\ncurrency = \"CNY\"\n";

}  // namespace

TEST_CASE("the shipped tables load in the order of their folders") {
    auto const all = load_answer_tables(Formats(testing::source() / "formats"));
    REQUIRE(all);
    REQUIRE(all->size() == 3);
    CHECK((*all)[0].message == "cn-portal-result");
    CHECK((*all)[0].answers == AnswerTable::Answers::status);
    CHECK((*all)[0].words.at("失败") == "RJCT");
    CHECK((*all)[1].order == AnswerTable::Order::newest_first);
    CHECK((*all)[2].decimal_comma);
    CHECK((*all)[2].dates == AnswerTable::Dates::day_first);
}

TEST_CASE("a table is refused that could not be read") {
    auto const sound = statement + column("booking_date") + column("amount");
    CHECK(outcome(sound) == "ok");
    CHECK(outcome(status + column("end_to_end_id") + column("status")) == "ok");
    CHECK(outcome(statement + column("booking_date") + column("debit") + column("credit")) == "ok");
    CHECK(outcome(statement + column("booking_date") + column("debit")) == "settings.value");
    CHECK(outcome(sound + column("debit") + column("credit")) == "settings.value");
    CHECK(outcome(statement + column("amount")) == "settings.value");
    CHECK(outcome(status + column("status")) == "settings.value");
    CHECK(outcome(sound + column("amount")) == "settings.value");
    CHECK(outcome(sound + column("colour")) == "settings.value");
    CHECK(outcome(sound + column("balance", "headings = []\n")) == "settings.value");
    CHECK(outcome(sound + column("balance", "headings = [\"B\"]\nwidth = 3\n")) == "settings.key_unknown");
    CHECK(outcome("answers = \"statement\"\ncurrency = \"XYZ\"\n" + column("booking_date") + column("amount")) ==
          "currency.unknown");
    CHECK(outcome("answers = \"letter\"\ncurrency = \"EUR\"\n") == "settings.value");
}

TEST_CASE("formats without tables have none") {
    testing::Folder const folder;
    auto const all = load_answer_tables(Formats(folder.path()));
    REQUIRE(all);
    CHECK(all->empty());
}
