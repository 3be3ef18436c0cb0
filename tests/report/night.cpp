#include "report/night.hpp"

#include "report/evening.hpp"
#include "report/html.hpp"

using namespace evening;

namespace {

report::Written written(Evening const& evening, settings::Texts const& texts) {
    std::map<std::string, settings::Programme> const programmes;
    report::Night const night{evening.connection(), texts, programmes, evening.horizon, now(), "County <union>"};
    auto result = report::write_night(night, evening.folder.path());
    REQUIRE(result);
    return *std::move(result);
}

std::size_t lines_in(fs::path const& path) {
    auto const text = read(path);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("the night report stands alone and escapes what came from outside") {
    Evening evening;
    auto const html = read(written(evening, evening.texts()).html);
    for (auto const* outside : {"http:", "https:", "<script", "<link", "src="}) {
        INFO(outside);
        CHECK(html.find(outside) == std::string::npos);
    }
    CHECK(html.find("County &lt;union&gt;") != std::string::npos);
    CHECK(html.find("&lt;张三&gt;") != std::string::npos);
    CHECK(html.find("62999900") == std::string::npos);
}

TEST_CASE("the register has one line for each payout beside its heading") {
    Evening evening;
    auto const paths = written(evening, evening.texts());
    CHECK(lines_in(paths.register_csv) == 8);
    CHECK(lines_in(paths.register_json) == 7);
}

TEST_CASE("the report speaks the language of the office") {
    Evening evening;
    auto const html = read(written(evening, evening.texts(settings::Language::zh)).html);
    CHECK(html.find("lang=\"zh") != std::string::npos);
    CHECK(html.find(evening.texts(settings::Language::zh).get("report.title")) != std::string::npos);
}

TEST_CASE("a store without lists makes a report that says nothing is to be done") {
    Folder const folder;
    auto const store = store::open_sqlite(folder.path() / "almoner.db");
    REQUIRE(store);
    Evening const other;
    auto const texts = other.texts();
    std::map<std::string, settings::Programme> const programmes;
    report::Night const night{**store, texts, programmes, {*parse_day("2026-01-22"), {}}, now(), "County union"};
    auto const result = report::write_night(night, folder.path());
    REQUIRE(result);
    CHECK(result->exceptions.empty());
    CHECK(read(result->html).find(report::escaped(texts.get("report.no_exceptions"))) != std::string::npos);
}
