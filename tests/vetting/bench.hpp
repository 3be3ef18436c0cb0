#pragma once

#include "office.hpp"
#include "vetting/history.hpp"
#include "vetting/line_check.hpp"
#include "vetting/survey.hpp"

/// A list held against rules that a test may change: an office, a profile, and a pack of rules.
namespace bench {

using namespace office;

class Bench {
public:
    Bench() { set_rules(""); }

    /// The rules in force: the shipped general pack, or those of `text`, a pack's [[rules]].
    void set_rules(std::string const& text) {
        auto const pack = std::string(text.empty() ? "general" : "own");
        auto const folder = text.empty() ? source() / "formats" : office.home();
        if (!text.empty()) {
            office.write("rules/own.toml", "name = \"own\"\n" + text);
        }
        auto rules = settings::Rules::load(folder, std::vector<std::string>{pack});
        REQUIRE(rules);
        rules_ = *std::move(rules);
    }

    [[nodiscard]] vetting::Terms terms() const {
        return {.programme = office.programme(),
                .profile = profile,
                .tables = office.tables(),
                .person_digest = office.digest(),
                .rules = rules_.on(execution_date, "main"),
                .today = *parse_day("2026-01-19"),
                .execution_date = execution_date,
                .unit = "union",
                .file = "rows.csv",
                .words = office.words(),
                .said = {}};
    }

    /// The first row under a heading, checked by itself.
    vetting::CheckedLine check(std::string const& row, std::string const& columns = heading) {
        auto reader = sheet::CsvReader::open(office.write("inbox/lists/one.csv", columns + row));
        REQUIRE(reader);
        auto const first = reader->next();
        REQUIRE((first && *first));
        auto const mapped = sheet::Columns::of(**first, vetting::list_columns(office.programme()), "rows.csv");
        auto const second = reader->next();
        REQUIRE((second && *second));
        auto checked = vetting::check_line(terms(), mapped.columns, **second);
        REQUIRE(checked);
        return *std::move(checked);
    }

    Codes codes(std::string const& row, std::string const& columns = heading) {
        return codes_of(check(row, columns).findings);
    }

    Result<vetting::Survey> survey(std::string const& rows) {
        return vetting::survey(terms(), office.write("inbox/lists/rows.csv", rows), nullptr);
    }

    /// Codes of what is found with the store's memory at hand.
    Codes remembered(std::string const& rows) {
        auto const in_force = terms();
        auto history = vetting::History::open(office.store(), in_force);
        REQUIRE(history);
        auto const surveyed = vetting::survey(in_force, office.write("inbox/lists/rows.csv", rows), &*history);
        REQUIRE(surveyed);
        return codes_of(surveyed->findings);
    }

    Office office;
    settings::Profile profile = *office.formats().profile("testbank-cn");
    Day execution_date = *parse_day("2026-01-20");

private:
    settings::Rules rules_;
};

}  // namespace bench
