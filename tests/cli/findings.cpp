#include "cli/findings.hpp"

#include <algorithm>

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

Finding found(ErrorCode code, Position position) { return finding_of({code, {}, "v", {}}, std::move(position)); }

cli::BothTexts both() {
    auto texts = cli::load_both(source() / "formats");
    REQUIRE(texts);
    return *std::move(texts);
}

}  // namespace

TEST_CASE("findings stand worst first, then by sheet, row and column") {
    std::vector<Finding> findings = {
        found(ErrorCode::value_normalised, {"f", {}, 1, 1}), found(ErrorCode::account_missing, {"f", {}, 2, 1}),
        found(ErrorCode::amount_zero, {"f", "B", 2, 1}),     found(ErrorCode::amount_zero, {"f", "A", 10, 1}),
        found(ErrorCode::amount_zero, {"f", "A", 9, 2}),     found(ErrorCode::amount_zero, {"f", "A", 9, 1})};
    cli::sort_worst_first(findings);
    std::vector<std::string> places(findings.size());
    std::transform(findings.begin(), findings.end(), places.begin(),
                   [](auto const& finding) { return to_text(finding.position); });
    CHECK(places == std::vector<std::string>{"f!A:9:1", "f!A:9:2", "f!A:10:1", "f!B:2:1", "f:2:1", "f:1:1"});
}

TEST_CASE("a finding as JSON says what to do in both languages") {
    auto const line = cli::json_of(found(ErrorCode::amount_zero, {"list.xlsx", "镇", 9, 3}), both());
    CHECK(line.starts_with(R"({"file":"list.xlsx","sheet":"镇","row":9,"column":3,"code":"amount.zero",)"
                           R"("severity":"refused","value":"v","what_to_do":{"en":")"));
    CHECK(line.find(R"(","zh":")" + both().chinese.get("code.amount.zero")) != std::string::npos);
}

TEST_CASE("a place that is not known is null") {
    auto const line = cli::json_of(found(ErrorCode::amount_zero, {"list.cover.toml", {}, 0, 0}), both());
    CHECK(line.starts_with(R"({"file":"list.cover.toml","sheet":null,"row":null,"column":null,)"));
}

TEST_CASE("texts of one language alone are not enough") {
    Folder const folder;
    folder.write("texts/en.toml", read(source() / "formats/texts/en.toml"));
    CHECK(cli::load_both(folder.path()).error().code == ErrorCode::formats_missing);
}
