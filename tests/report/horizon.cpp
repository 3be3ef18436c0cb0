#include "report/horizon.hpp"

#include "ground.hpp"
#include "store/answers.hpp"
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
            .debtor_account = "relief",
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
    fs::copy(source() / "formats/codes", folder.path() / "codes");
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
    auto const horizon = report::horizon(**store, settings::Formats(folder.path()), {}, day);
    REQUIRE(horizon);
    CHECK(horizon->clocks(list_of("AA0001", "slow")).return_window_days == 30);
    CHECK(horizon->clocks(list_of("AA0002", "quick")).return_window_days == 3);
    CHECK(horizon->clocks(list_of("AA0002", "quick")).as_of == day);

    fs::remove(folder.path() / "profiles/quick.toml");
    CHECK(report::horizon(**store, settings::Formats(folder.path()), {}, day).error().code ==
          ErrorCode::formats_missing);
}

TEST_CASE("time stops at the last statement that joins, for the lists that its account pays") {
    Folder const folder;
    auto const store = store::open_sqlite(folder.path() / "almoner.db");
    REQUIRE(store);
    REQUIRE(store::begin_run(**store, "pay", *parse_instant("2026-01-19T01:00:00Z")));
    REQUIRE(store::ListWriter::begin(**store, list_of("AA0001", "testbank-cn"), {}));
    settings::Workspace workspace;
    workspace.debtor_accounts = {
        {"relief", "union", {AccountScheme::other, "62990001"}, "", "", *Currency::parse("CNY"), {}}};
    auto const as_of = [&](std::string const& account) {
        auto const looked =
            report::horizon(**store, settings::Formats(source() / "formats"), workspace, *parse_day("2026-02-01"));
        REQUIRE(looked);
        auto list = list_of("AA0001", "testbank-cn");
        list.debtor_account = account;
        return to_text(looked->clocks(list).as_of);
    };
    auto const bring = [&](std::int64_t number, std::string const& day) {
        BankStatement one;
        auto const file = store::add_bank_file(
            **store, {.sha256 = day, .name = day, .run = 1, .taken = *parse_instant("2026-02-01T01:00:00Z")});
        REQUIRE(file);
        one.bank_file = *file;
        one.message = "camt.053";
        one.account = "62990001";
        one.currency = "CNY";
        one.sequence = number;
        one.closing_day = *parse_day(day);
        REQUIRE(store::add_statement(**store, one));
    };
    bring(1, "2026-01-20");
    CHECK(as_of("relief") == "2026-02-01");
    bring(3, "2026-01-22");
    CHECK(as_of("relief") == "2026-01-20");
    CHECK(as_of("other") == "2026-02-01");
    bring(2, "2026-01-21");
    CHECK(as_of("relief") == "2026-02-01");
}

TEST_CASE("age is counted in days on which one of the banks books") {
    settings::Formats const formats(source() / "formats");
    auto const calendar = formats.calendar("cn");
    REQUIRE(calendar);
    // 2026-02-15 to 23 is Spring Festival; the 14th and the 28th are worked.
    report::Horizon horizon{.as_of = *parse_day("2026-02-24")};
    CHECK(horizon.banking_days_since(*parse_day("2026-02-13")) == 11);
    horizon.calendars = {*calendar};
    CHECK(horizon.banking_days_since(*parse_day("2026-02-13")) == 2);
    horizon.as_of = *parse_day("2031-01-10");
    CHECK(horizon.banking_days_since(*parse_day("2031-01-08")) == 2);
}
