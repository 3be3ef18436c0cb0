#include "report/table.hpp"

#include <sstream>

#include "report/evening.hpp"

using namespace evening;

namespace {

std::map<std::string, report::Sums> programmes(Evening const& evening) {
    auto const lists = report::summarise(evening.connection(), evening.horizon);
    REQUIRE(lists);
    return report::by_programme(*lists);
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

TEST_CASE("a programme's line begins with its key and ends with its difference") {
    Evening evening;
    auto const lines = lines_of(report::control_table(programmes(evening), evening.texts()));
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].rfind("winter ", 0) == 0);
    CHECK(lines[1].substr(lines[1].size() - 5) == " 0.00");
    // Titles and values end in the same column, the last one at the line's end.
    CHECK(lines[0].size() == lines[1].size());
}

TEST_CASE("Chinese titles take two columns a character, so that the values still stand under them") {
    Evening evening;
    auto const texts = evening.texts(settings::Language::zh);
    auto const lines = lines_of(report::control_table(programmes(evening), texts));
    auto const columns = [](std::string const& line) {
        std::size_t count = 0;
        for (auto const letter : line) {
            auto const byte = static_cast<unsigned char>(letter);
            count += byte < 0x80 ? 1 : byte >= 0xE0 ? 2 : 0;
        }
        return count;
    };
    REQUIRE(lines.size() == 2);
    CHECK(columns(lines[0]) == columns(lines[1]));
}

TEST_CASE("the same line as JSON has every part of the equation as decimal text") {
    Evening evening;
    auto const all = programmes(evening);
    CHECK(report::control_json_line("winter", all.at("winter")) ==
          R"({"programme":"winter","currency":"CNY","persons":7,"person_times":7,"to_persons":"600.00",)"
          R"("forwarded":"0.00","planned":"700.00","paid":"100.00","returned":"100.00","rejected":"100.00",)"
          R"("in_flight":"200.00","held":"100.00","refused":"0.00","cancelled":"0.00","cash":"100.00",)"
          R"("in_kind":"0.00","difference":"0.00"})");
}
