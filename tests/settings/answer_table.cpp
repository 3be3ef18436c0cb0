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
    std::vector<std::string> names;
    for (auto const& table : *all) {
        names.push_back(table.message);
    }
    CHECK(names == std::vector<std::string>{"cn-fixed-result", "cn-fixed-statement", "cn-payee-result",
                                            "cn-portal-result", "cn-portal-statement", "cn-row-result",
                                            "eu-portal-statement"});
    REQUIRE((*all)[0].fixed);
    CHECK((*all)[0].fixed->positions == AnswerTable::Positions::gb18030_bytes);
    CHECK((*all)[0].columns[1].first == 10);
    CHECK((*all)[0].labels[0].line == "DFJG");
    CHECK((*all)[2].key == AnswerTable::Key::payee);
    CHECK((*all)[3].answers == AnswerTable::Answers::status);
    CHECK((*all)[3].key == AnswerTable::Key::reference);
    CHECK((*all)[3].words.at("失败") == "RJCT");
    CHECK((*all)[4].order == AnswerTable::Order::newest_first);
    CHECK((*all)[5].key == AnswerTable::Key::row);
    CHECK((*all)[6].decimal_comma);
    CHECK((*all)[6].dates == AnswerTable::Dates::day_first);
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

TEST_CASE("results are refused that lack what their key is looked up and compared by") {
    auto const row = status + std::string("key = \"row\"\n") + column("status");
    CHECK(outcome(row + column("transfer_number") + column("amount")) == "ok");
    CHECK(outcome(row + column("transfer_number")) == "settings.value");
    CHECK(outcome(row + column("end_to_end_id") + column("amount")) == "settings.value");
    auto const payee = status + std::string("key = \"payee\"\n") + column("status") + column("amount");
    CHECK(outcome(payee + column("creditor_account") + column("creditor_name")) == "ok");
    CHECK(outcome(payee + column("creditor_account")) == "settings.value");
    CHECK(outcome(status + std::string("key = \"colour\"\n") + column("end_to_end_id") + column("status")) ==
          "settings.value");
    CHECK(outcome(statement + std::string("key = \"row\"\n") + column("booking_date") + column("amount")) ==
          "settings.key_unknown");
}

TEST_CASE("a table of fixed text is found by its beginning, and its columns by their places") {
    auto const place = [](std::string const& first, std::string const& width) {
        return "first = " + first + "\nwidth = " + width + "\n";
    };
    auto const table = [&](std::string const& fixed, std::string const& places) {
        return outcome(statement + ("[fixed]\n" + fixed) + column("booking_date", places) +
                       column("amount", place("9", "9")));
    };
    std::string const sound = "begins = \"H\"\nrows = \"D\"\npositions = \"characters\"\n";
    CHECK(table(sound, place("1", "8")) == "ok");
    CHECK(table(sound, place("0", "8")) == "settings.value");
    CHECK(table(sound, place("1", "0")) == "settings.value");
    CHECK(table(sound, "first = 1\n") == "settings.value");
    CHECK(table(sound, place("1", "8") + "headings = [\"H\"]\n") == "settings.key_unknown");
    CHECK(table("begins = \"\"\nrows = \"D\"\npositions = \"UTF-8\"\n", place("1", "8")) == "settings.value");
    CHECK(table("begins = \"H\"\nrows = \"D\"\npositions = \"feet\"\n", place("1", "8")) == "settings.value");
    CHECK(table("begins = \"H\"\nrows = \"D\"\n", place("1", "8")) == "settings.missing_key");
}

TEST_CASE("formats without tables have none") {
    testing::Folder const folder;
    auto const all = load_answer_tables(Formats(folder.path()));
    REQUIRE(all);
    CHECK(all->empty());
}
