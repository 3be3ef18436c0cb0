#include "report/horizon.hpp"

#include "ground.hpp"
#include "store/runs.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

store::ListRecord list_of(std::string const& code, std::string const& profile) {
    auto const currency = *Currency::parse("CNY");
    return {.code = code,
            .cover_sha256 = "digest of " + code,
            .kind = "original",
            .programme = "winter",
            .profile = profile,
            .currency = currency,
            .execution_date = *parse_day("2026-01-20"),
            .total = Money::zero(currency),
            .run = 1,
            .claimed = *parse_instant("2026-01-19T01:00:00Z")};
}

}  // namespace

TEST_CASE("each list is looked at with the return window of its own bank") {
    Folder const folder;
    fs::create_directories(folder.path() / "profiles");
    auto const annotated = read(source() / "formats/profiles/testbank-cn.toml");
    folder.write("profiles/slow.toml", replaced(annotated, "return_window_days = 10", "return_window_days = 30"));
    folder.write("profiles/quick.toml", replaced(annotated, "return_window_days = 10", "return_window_days = 3"));
    auto const store = store::open_sqlite(folder.path() / "almoner.db");
    REQUIRE(store);
    REQUIRE(store::begin_run(**store, "pay", *parse_instant("2026-01-19T01:00:00Z")));
    for (auto const& list : {list_of("AA0001", "slow"), list_of("AA0002", "quick")}) {
        REQUIRE(store::ListWriter::begin(**store, list, {}));
    }
    auto const day = *parse_day("2026-02-01");
    auto const horizon = report::horizon(**store, settings::Formats(folder.path()), day);
    REQUIRE(horizon);
    CHECK(horizon->clocks(list_of("AA0001", "slow")).return_window_days == 30);
    CHECK(horizon->clocks(list_of("AA0002", "quick")).return_window_days == 3);
    CHECK(horizon->clocks(list_of("AA0002", "quick")).as_of == day);

    fs::remove(folder.path() / "profiles/quick.toml");
    CHECK(report::horizon(**store, settings::Formats(folder.path()), day).error().code == ErrorCode::formats_missing);
}
