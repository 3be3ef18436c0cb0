#include "settings/cover.hpp"

#include <random>

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key a cover sheet may have, in the order covers are written.
constexpr auto* whole = R"(format = 1
code = "SP2602"
kind = "supplement"
of = "SP2601"
programme = "spring-2026"
period = "2026"
instalment = 2
unit = "county-union"
fund = "education-foundation"
profile = "testbank-cn"
debtor_account = "relief-main"
currency = "CNY"
execution_date = 2026-01-20
deadline = 2026-02-10
count = 84
total = "420000.00"
cash_count = 1
cash_total = "500.00"
in_kind_count = 2
in_kind_total = "600.00"
sums = [ { category = "needy", count = 85, total = "420500.00" }, { category = "goods", count = 2, total = "600.00" } ]
rows_file = "spring.csv"
rows_sha256 = "cd4b"
settings_sha256 = "457c"
findings = { refused = 1, held = 2, warnings = 3 }
maker = "li.na"
reason = "missed in \"January\""
basis = "minutes 2026-3"
notice = { from = 2026-01-05, to = 2026-01-12, place = "notice board", objections = 4 }
[columns]
"Card \\ passbook" = "account_no"
"姓名" = "payee_name"
)";

Result<Cover> parsed(std::string const& text) { return parse_cover(text, "some.cover.toml"); }

std::string outcome(std::string const& text) { return told(parsed(text)); }

Cover whole_cover() {
    auto cover = parsed(whole);
    REQUIRE(cover);
    return *std::move(cover);
}

}  // namespace

TEST_CASE("a cover sheet is read with all its keys") {
    auto const cover = whole_cover();
    CHECK(cover.code.text() == "SP2602");
    CHECK(cover.kind == ListKind::supplement);
    REQUIRE(cover.of);
    CHECK(cover.of->text() == "SP2601");
    CHECK(cover.programme == "spring-2026");
    CHECK(cover.period == "2026");
    CHECK(cover.instalment == 2);
    CHECK(cover.unit == "county-union");
    CHECK(cover.fund == "education-foundation");
    CHECK(cover.profile == "testbank-cn");
    CHECK(cover.debtor_account == "relief-main");
    CHECK(cover.execution_date == day(2026, 1, 20));
    CHECK(cover.deadline == day(2026, 2, 10));
    CHECK(cover.count == 84);
    CHECK(cover.total == yuan(420'000));
    CHECK(cover.cash_count == 1);
    CHECK(cover.cash_total == yuan(500));
    CHECK(cover.in_kind_count == 2);
    CHECK(cover.in_kind_total == yuan(600));
    CHECK(cover.sums == std::vector<CategorySum>{{"needy", 85, yuan(420'500)}, {"goods", 2, yuan(600)}});
    CHECK(cover.findings == FindingCounts{1, 2, 3});
    CHECK(cover.maker == "li.na");
    CHECK(cover.reason == "missed in \"January\"");
    CHECK(cover.notice == Notice{day(2026, 1, 5), day(2026, 1, 12), "notice board", 4});
    CHECK(cover.columns ==
          std::map<std::string, std::string>{{"Card \\ passbook", "account_no"}, {"姓名", "payee_name"}});
}

TEST_CASE("a cover is written in the order people know, byte for byte as it was read") {
    CHECK(to_text(whole_cover()) == whole);
}

TEST_CASE("what is written reads back as the same cover") {
    auto cover = whole_cover();
    SECTION("whole") {}
    SECTION("with little") {
        cover.of.reset();
        cover.deadline.reset();
        cover.notice.reset();
        cover.sums.clear();
        cover.columns.clear();
    }
    SECTION("with an open notice") { cover.notice = Notice{{}, {}, "", 0}; }
    SECTION("with quotes, line breaks and control characters") {
        cover.reason = "a \"b\"\n\tc\\\r\x01\x7f 'd' # e";
        cover.rows_file = "名单 \\ (1).csv";
        cover.columns = {{"姓名\n(户主)", "payee_name"}, {"", "note"}, {"a.b", "amount"}};
    }
    SECTION("with the largest numbers") {
        cover.count = 9'223'372'036'854'775'807U;
        cover.total = *Money::parse("9999999999999999.99", cover.currency);
    }
    auto const again = parsed(to_text(cover));
    REQUIRE(told(again) == "ok");
    CHECK(*again == cover);
}

TEST_CASE("a cover needs neither deadline, basis, notice nor columns") {
    auto text = replaced(whole, "deadline = 2026-02-10\n", "");
    text = replaced(text.substr(0, text.find("reason = ")), "\"supplement\"", "\"original\"");
    auto const cover = parsed(text);
    REQUIRE(told(cover) == "ok");
    CHECK_FALSE(cover->deadline);
    CHECK_FALSE(cover->notice);
    CHECK(cover->columns.empty());
}

TEST_CASE("a list that changes another says why; a list of its own need not") {
    for (auto const* kind : {"supplement", "correction", "cancellation"}) {
        INFO(kind);
        auto const text = replaced(whole, "\"supplement\"", "\"" + std::string(kind) + "\"");
        CHECK(outcome(text) == "ok");
        auto const silent = parsed(replaced(text, "reason = \"missed in \\\"January\\\"\"", "reason = \"\""));
        REQUIRE_FALSE(silent);
        CHECK(silent.error().code == ErrorCode::cover_reason);
        CHECK(silent.error().position.row == 27);
        CHECK(silent.error().arguments == std::vector<std::string>{kind});
    }
    for (auto const* kind : {"original", "test"}) {
        auto const text = replaced(whole, "\"supplement\"", "\"" + std::string(kind) + "\"");
        CHECK(outcome(replaced(text, "reason = \"missed in \\\"January\\\"\"", "reason = \"\"")) == "ok");
    }
}

TEST_CASE("a key no cover has is refused with its row and column") {
    CHECK(outcome(replaced(whole, "maker =", "makr =")) == "cover.key_unknown 'makr' 26:1");
    CHECK(outcome(replaced(whole, "held =", "hold =")) == "cover.key_unknown 'hold' 25:27");
    CHECK(outcome(replaced(whole, "place =", "plce =")) == "cover.key_unknown 'plce' 29:48");
    CHECK(outcome("extra = 1\n" + std::string(whole)) == "cover.key_unknown 'extra' 1:1");
    CHECK(parsed("extra = 1\n" + std::string(whole)).error().position.file == "some.cover.toml");
}

TEST_CASE("a cover that leaves something out is refused by the name of the key") {
    CHECK(outcome(replaced(whole, "fund = \"education-foundation\"\n", "")) == "settings.missing_key 'fund' 0:0");
    CHECK(outcome(replaced(whole, "format = 1\n", "")) == "settings.missing_key 'format' 0:0");
    CHECK(outcome(replaced(whole, "findings = { refused = 1, held = 2, warnings = 3 }\n", "")) ==
          "settings.missing_key 'refused' 0:0");
    CHECK(outcome("") == "settings.missing_key 'format' 0:0");
}

TEST_CASE("a cover refuses values it cannot understand") {
    CHECK(outcome(replaced(whole, "format = 1", "format = 2")) == "cover.syntax '2' 1:10");
    CHECK(outcome(replaced(whole, "\"SP2602\"", "\"sp2602\"")) == "list.code_syntax 'sp2602' 2:8");
    CHECK(outcome(replaced(whole, "\"SP2601\"", "\"SP26\"")) == "list.code_syntax 'SP26' 4:6");
    CHECK(outcome(replaced(whole, "\"supplement\"", "\"Supplement\"")) == "cover.syntax 'Supplement' 3:8");
    CHECK(outcome(replaced(whole, "\"CNY\"", "\"RMB\"")) == "currency.unknown 'RMB' 12:12");
    CHECK(outcome(replaced(whole, "\"420000.00\"", "420000.00")) == "cover.syntax '420000.0' 16:9");
    CHECK(outcome(replaced(whole, "\"420000.00\"", "\"420000.005\"")) == "amount.precision '420000.005' 16:9");
    auto const no_such_day = parsed(replaced(whole, "2026-01-20", "2026-02-30"));
    REQUIRE_FALSE(no_such_day);
    CHECK(no_such_day.error().code == ErrorCode::cover_syntax);
    CHECK(no_such_day.error().position.row == 13);
    CHECK(outcome(replaced(whole, "2026-01-20", "\"2026-01-20\"")) == "cover.syntax '2026-01-20' 13:18");
    CHECK(outcome(replaced(whole, "count = 84", "count = -84")) == "cover.syntax '-84' 15:9");
}

TEST_CASE("an instalment is 1 to 9999 and is never cut to fit") {
    CHECK(outcome(replaced(whole, "instalment = 2", "instalment = 9999")) == "ok");
    CHECK(outcome(replaced(whole, "instalment = 2", "instalment = 0")) == "cover.syntax '0' 7:14");
    CHECK(outcome(replaced(whole, "instalment = 2", "instalment = 10000")) == "cover.syntax '10000' 7:14");
    CHECK(outcome(replaced(whole, "instalment = 2", "instalment = 4294967298")) == "cover.syntax '4294967298' 7:14");
}

TEST_CASE("a cover cut off before its last needed key is refused, and no cut ends the program") {
    auto const text = std::string(whole);
    auto const end_of_needed = text.find("\nreason");
    for (std::size_t size = 0; size < text.size(); ++size) {
        auto const is_read = static_cast<bool>(parsed(text.substr(0, size)));
        CHECK_FALSE((is_read && size < end_of_needed));
    }
}

TEST_CASE("a cover with damaged bytes is refused or reads back as what it says") {
    auto const text = std::string(whole);
    std::mt19937 random(20260120);
    for (auto round = 0; round < 4000; ++round) {
        auto damaged = text;
        for (auto change = 0; change < 1 + round % 4; ++change) {
            auto const at = random() % damaged.size();
            switch (random() % 3) {
                case 0: damaged[at] = static_cast<char>(random() % 256); break;
                case 1: damaged.erase(at, 1 + random() % 20); break;
                default: damaged.insert(at, text.substr(random() % text.size(), random() % 20)); break;
            }
        }
        auto const cover = parsed(damaged);
        if (cover) {
            auto const again = parsed(to_text(*cover));
            REQUIRE(told(again) == "ok");
            REQUIRE(*again == *cover);
        }
    }
}

TEST_CASE("a hostile cover is refused") {
    for (auto const depth : {17U, 300U, 100'000U}) {
        CHECK_FALSE(parsed("format = " + std::string(depth, '[') + std::string(depth, ']')));
        CHECK_FALSE(parsed("format = " + std::string(depth, '[')));
        CHECK_FALSE(parsed(std::string(whole) + "a = " + std::string(depth, '{')));
    }
    CHECK_FALSE(parsed(std::string(1'000'000, 'a')));
    CHECK_FALSE(parsed(std::string("\0\0\0", 3)));
    CHECK_FALSE(parsed(std::string(whole) + "\"x\" = { y = 1 }\n"));
    CHECK_FALSE(parsed(replaced(whole, "count = 84", "count = 99999999999999999999")));
}

TEST_CASE("the words for kinds of lists are those of the design") {
    for (auto const* word : {"original", "supplement", "correction", "cancellation", "test"}) {
        auto const kind = list_kind_of(word);
        REQUIRE(kind);
        CHECK(text_of(*kind) == word);
    }
    CHECK_FALSE(list_kind_of("Original"));
}

TEST_CASE("the cover sheets of the samples load and are written as the same values") {
    auto const folder = source() / "samples/programmes";
    if (!std::filesystem::is_directory(folder)) {
        WARN("skipped: needs samples/programmes");
        return;
    }
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().string().ends_with(".cover.toml")) {
            INFO(entry.path().string());
            auto const cover = parsed(read(entry.path()));
            REQUIRE(told(cover) == "ok");
            CHECK(parsed(to_text(*cover)));
        }
    }
}
