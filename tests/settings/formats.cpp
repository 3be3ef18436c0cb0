#include "settings/formats.hpp"

#include <sstream>

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

Formats shipped() { return Formats(source() / "formats"); }

Calendar calendar(std::string const& id) {
    auto calendar = shipped().calendar(id);
    REQUIRE(calendar);
    return *std::move(calendar);
}

bool works(Calendar const& calendar, Day day) {
    auto const open = calendar.is_business_day(day);
    REQUIRE(open);
    return *open;
}

bool is_weekend(Day day) {
    auto const weekday = date::weekday{day};
    return weekday == date::Saturday || weekday == date::Sunday;
}

struct PublishedDay {
    Day day;
    std::string status;
    bool is_published = false;
};

/// Rows of date, name, status, source.
std::vector<PublishedDay> published_days(std::string const& table) {
    std::vector<PublishedDay> days;
    std::istringstream lines(table);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::istringstream cells(line);
        std::string date, name, status, origin;
        std::getline(cells, date, '\t');
        std::getline(cells, name, '\t');
        std::getline(cells, status, '\t');
        std::getline(cells, origin);
        auto const parsed = parse_day(date);
        REQUIRE(parsed);
        days.push_back({*parsed, status, origin.find("State Council") != std::string::npos});
    }
    return days;
}

std::string code_of(std::string const& told) { return told.substr(0, told.find(' ')); }

}  // namespace

TEST_CASE("a profile is found by its name alone") {
    CHECK(shipped().profile("testbank-cn"));
    CHECK(told(shipped().profile("nobank")) == "formats.missing 'nobank' 0:0");
    CHECK(code_of(told(shipped().profile("../profiles/testbank-cn"))) == "formats.missing");
    CHECK(code_of(told(shipped().profile(""))) == "formats.missing");
}

TEST_CASE("a name that leaves the folder finds nothing") {
    Folder const folder;
    folder.write("secret.toml", "name = \"x\"\n");
    folder.write("formats/calendars/a.toml", "");
    Formats const formats(folder.path() / "formats");
    for (auto const* name : {"../../secret", "..", ".", "/etc/passwd", "a b", "a\nb"}) {
        CHECK(code_of(told(formats.calendar(name))) == "formats.missing");
        CHECK(code_of(told(formats.message_text(name, "template.xml"))) == "formats.missing");
        CHECK(code_of(told(formats.message_text("pain.001.001.09", name))) == "formats.missing");
    }
}

TEST_CASE("a calendar with a fault is told as one, not as missing") {
    Folder const folder;
    auto const outcome = [&](std::string const& text) {
        folder.write("calendars/some.toml", text);
        return told(Formats(folder.path()).calendar("some"));
    };
    auto const rest = std::string("years = [2026]\nclosed = [2026-01-01]\nopen_weekends = []\n");
    CHECK(outcome("name = \"x\"\n" + rest) == "ok");
    CHECK(code_of(outcome("name = \"x\n" + rest)) == "settings.syntax");
    CHECK(outcome("name = \"x\"\nopened = []\n" + rest) == "settings.key_unknown 'opened' 2:1");
    CHECK(code_of(outcome("name = \"x\"\nyears = [2026]\nopen_weekends = []\n")) == "settings.missing_key");
    CHECK(code_of(outcome("name = \"x\"\nyears = 2026\nclosed = []\nopen_weekends = []\n")) == "settings.value");
    CHECK(code_of(outcome("name = \"x\"\nyears = [2026]\nclosed = \"2026-01-01\"\nopen_weekends = []\n")) ==
          "settings.value");
}

TEST_CASE("what was read holds to the end, and a fault is looked at again") {
    Folder const folder;
    Formats const formats(folder.path());
    folder.write("calendars/some.toml", "name = ");
    CHECK(code_of(told(formats.calendar("some"))) == "settings.syntax");
    auto const text = std::string("years = [2026]\nclosed = []\nopen_weekends = []\nname = ");
    folder.write("calendars/some.toml", text + "\"first\"\n");
    auto const copy = formats;
    REQUIRE(formats.calendar("some"));
    folder.write("calendars/some.toml", text + "\"second\"\n");
    CHECK(formats.calendar("some")->name() == "first");
    CHECK(copy.calendar("some")->name() == "first");
}

TEST_CASE("the Chinese calendar knows festivals and the weekends worked for them") {
    auto const cn = calendar("cn");
    CHECK_FALSE(works(cn, day(2026, 2, 17)));  // Spring Festival
    CHECK(works(cn, day(2026, 2, 14)));        // a Saturday worked instead
    CHECK_FALSE(works(cn, day(2026, 2, 15)));
    CHECK(works(cn, day(2026, 2, 24)));
    CHECK(code_of(told(cn.is_business_day(day(2027, 1, 4)))) == "calendar.year_missing");
}

TEST_CASE("the Chinese calendar says what the State Council published, day by day") {
    auto const file = shared("data/cn_workdays.tsv");
    if (file.empty()) {
        return;
    }
    auto const table = read(file);
    auto const cn = calendar("cn");
    std::map<Day, bool> told;
    for (auto const& [day, status, is_published] : published_days(table)) {
        if (is_published && date::year_month_day{day}.year() <= date::year{2026}) {
            told[day] = status == "working";
        }
    }
    REQUIRE(told.size() > 80);
    for (auto now = day(2024, 1, 1); now <= day(2026, 12, 31); now += date::days{1}) {
        auto const found = told.find(now);
        INFO(to_text(now));
        CHECK(works(cn, now) == (found == told.end() ? !is_weekend(now) : found->second));
    }
}

TEST_CASE("TARGET is closed on its six holidays and at weekends, and else works") {
    auto const target = calendar("target");
    // Good Fridays of 2024 to 2028; Easter Monday is three days later.
    auto const good_fridays = {day(2024, 3, 29), day(2025, 4, 18), day(2026, 4, 3), day(2027, 3, 26), day(2028, 4, 14)};
    auto closed = std::set<Day>();
    for (auto const good_friday : good_fridays) {
        auto const year = static_cast<int>(date::year_month_day{good_friday}.year());
        closed.insert({good_friday, good_friday + date::days{3}, day(year, 1, 1), day(year, 5, 1), day(year, 12, 25),
                       day(year, 12, 26)});
    }
    for (auto now = day(2024, 1, 1); now <= day(2028, 12, 31); now += date::days{1}) {
        INFO(to_text(now));
        CHECK(works(target, now) == (!is_weekend(now) && !closed.contains(now)));
    }
}

TEST_CASE("the shipped reading maps load, in the order of their folders") {
    auto const maps = load_reading_maps(shipped());
    REQUIRE(maps);
    std::vector<std::string> found;
    for (auto const& map : *maps) {
        found.push_back(map.message + " " + map.answers);
        CHECK_FALSE(map.records.empty());
    }
    CHECK(found == std::vector<std::string>{"camt.029.001.09 resolution", "camt.053.001.08 statement", "cn-batch-1 ",
                                            "cn-batch-result-1 status", "pain.001.001.03 ", "pain.001.001.09 ",
                                            "pain.001.001.09-bah ", "pain.001.001.12 ", "pain.002.001.10 status"});
    CHECK_FALSE(load_reading_maps(Formats("/nowhere")));
}

TEST_CASE("a reading map keeps the order of its records and facts") {
    Folder const folder;
    auto const file = folder.write("reading.toml", R"([[record]]
name = "batch"
at = "Doc/Batch"
facts = [["b", "B"], ["a", "A/C|@x"]]

[[record]]
name = "row"
inside = "batch"
at = "Row"
anywhere = true
needed = ["a"]
facts = []
)");
    auto const map = load_reading_map(file);
    REQUIRE(map);
    REQUIRE(map->records.size() == 2);
    CHECK(map->records[0].name == "batch");
    CHECK(map->records[0].facts == std::vector<std::pair<std::string, std::string>>{{"b", "B"}, {"a", "A/C|@x"}});
    CHECK(map->records[1].inside == "batch");
    CHECK(map->records[1].at == "Row");
    CHECK(map->records[1].anywhere);
    CHECK(map->records[1].needed == std::vector<std::string>{"a"});
    CHECK_FALSE(map->records[0].anywhere);
}

TEST_CASE("a reading map with a fault is refused") {
    Folder const folder;
    auto const outcome = [&](std::string const& text) {
        return code_of(told(load_reading_map(folder.write("reading.toml", text))));
    };
    CHECK(outcome("[[record]]\nname = \"a\"\nat = \"A\"\nfacts = [[\"a\"]]\n") == "settings.value");
    CHECK(outcome("[[record]]\nname = \"a\"\nat = \"A\"\nfacts = []\nfact = 1\n") == "settings.key_unknown");
    CHECK(outcome("[[record]]\nname = \"a\"\nfacts = []\n") == "settings.missing_key");
    CHECK(code_of(told(load_reading_map(folder.path() / "none.toml"))) == "formats.missing");
}

TEST_CASE("a bank's status proves what the standard says, and settlement is not proved by it") {
    auto const codes = StatusCodes::load(source() / "formats");
    REQUIRE(codes);
    auto const kind = [&](std::string const& code) {
        auto const found = codes->kind_of(code);
        REQUIRE(found);
        return *found;
    };
    CHECK(kind("RCVD") == EvidenceKind::received);
    CHECK(kind("PATC") == EvidenceKind::release_pending);
    CHECK(kind("ACFW") == EvidenceKind::release_pending);
    // A payee verification that finds a difference waits for somebody at the portal; nothing is executed before.
    for (auto const* code : {"RVMC", "RVNM", "RVNA", "RVCM"}) {
        CHECK(kind(code) == EvidenceKind::release_pending);
    }
    CHECK(kind("RCVC") == EvidenceKind::received);
    CHECK(kind("RVNC") == EvidenceKind::received);
    CHECK(kind("ACSP") == EvidenceKind::accepted);
    CHECK(kind("ACSC") == EvidenceKind::accepted);
    CHECK(kind("ACCC") == EvidenceKind::accepted);
    CHECK(kind("RJCT") == EvidenceKind::rejected);
    CHECK(kind("PART") == std::nullopt);
    CHECK(told(codes->kind_of("XXXX")) == "status.unknown 'XXXX' 0:0");
}

TEST_CASE("every published status code has a row, but for requests to pay and cheques") {
    auto const file = shared("data/iso_external_codes.tsv");
    if (file.empty()) {
        return;
    }
    auto const table = read(file);
    auto const codes = StatusCodes::load(source() / "formats");
    REQUIRE(codes);
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        auto const set = line.substr(0, line.find('\t'));
        auto const code = line.substr(set.size() + 1, 4);
        auto const is_ours = code != "PRES" && code != "ACIS" && code != "CPUC";
        if ((set == "payment_group_status_code" || set == "payment_transaction_status_code") && is_ours) {
            INFO(code);
            CHECK(codes->kind_of(code));
        }
    }
}

TEST_CASE("a table of statuses with a fault is told with its row") {
    Folder const folder;
    auto const outcome = [&](std::string const& rows) {
        folder.write("codes/status.tsv", "code\tkind\tmeaning\n" + rows);
        folder.write("codes/cancellation.tsv", "code\tkind\tmeaning\n");
        return told(StatusCodes::load(folder.path()));
    };
    CHECK(outcome("RCVD\treceived\tin\n") == "ok");
    CHECK(outcome("RCVD\treceived\tin\nACSP\tpaid\tin\n") == "settings.value 'paid' 3:2");
    CHECK(outcome("ACSP\tdebited\tin\n") == "settings.value 'debited' 2:2");
    CHECK(outcome("RCVD\treceived\tin\nRCVD\taccepted\tin\n") == "settings.value 'RCVD' 3:1");
    CHECK(code_of(outcome("RCVD\treceived\n")) == "settings.syntax");
    CHECK(code_of(told(StatusCodes::load(folder.path() / "none"))) == "formats.missing");
}

TEST_CASE("what is said of a request to cancel is looked up apart from what is said of a payment") {
    auto const codes = StatusCodes::load(source() / "formats");
    REQUIRE(codes);
    CHECK(*codes->cancel_kind_of("ACCR") == EvidenceKind::cancel_accepted);
    CHECK(*codes->cancel_kind_of("CNCL") == EvidenceKind::cancel_accepted);
    CHECK(*codes->cancel_kind_of("RJCR") == EvidenceKind::cancel_refused);
    CHECK(*codes->cancel_kind_of("PDCR") == EvidenceKind::cancel_pending);
    CHECK_FALSE(codes->cancel_kind_of("PACR")->has_value());
    CHECK(codes->cancel_kind_of("ACSC").error().code == ErrorCode::status_unknown);
    CHECK(codes->kind_of("ACCR").error().code == ErrorCode::status_unknown);
    Folder const folder;
    folder.write("codes/status.tsv", "code\tkind\tmeaning\n");
    folder.write("codes/cancellation.tsv", "code\tkind\tmeaning\nACCR\taccepted\tin\n");
    CHECK(told(StatusCodes::load(folder.path())) == "settings.value 'accepted' 2:2");
}

TEST_CASE("a reason says who mends it, whether it ends here, and how grave it is") {
    auto const reasons = Reasons::load(source() / "formats");
    REQUIRE(reasons);
    auto const is = [&](std::string const& code, std::string const& mended_by, bool final, int severity) {
        INFO(code);
        auto const* reason = reasons->find(code);
        REQUIRE(reason != nullptr);
        CHECK(reason->mended_by == mended_by);
        CHECK(reason->final == final);
        CHECK(reason->severity == severity);
    };
    is("AC01", "recipient", false, 3);
    is("AM04", "us", false, 2);  // never the payee's fault
    is("AM05", "us", true, 2);
    is("BE01", "recipient", false, 3);
    is("MD07", "nobody", true, 2);
    is("FRAD", "nobody", true, 1);
    is("TM01", "us", false, 3);
    CHECK(reasons->find("XX99") == nullptr);
    auto const* closed = reasons->find("账号已销户");
    REQUIRE(closed != nullptr);
    CHECK(closed->code == "AC04");
}

TEST_CASE("a table of reasons with a fault is told with its row") {
    Folder const folder;
    auto const outcome = [&](std::string const& rows, std::string const& texts = {}) {
        folder.write("codes/reasons.tsv", "code\tmended_by\tfinal\tseverity\n" + rows);
        folder.write("codes/reason_texts.tsv", "text\tcode\tseen_in\n" + texts);
        return told(Reasons::load(folder.path()));
    };
    CHECK(outcome("AC01\trecipient\tno\t4\n") == "ok");
    CHECK(outcome("AC01\tpayee\tno\t3\n") == "settings.value 'payee' 2:2");
    CHECK(outcome("AC01\tus\tmaybe\t3\n") == "settings.value 'maybe' 2:3");
    CHECK(outcome("AC01\tus\tno\t0\n") == "settings.value '0' 2:4");
    CHECK(outcome("AC01\tus\tno\t5\n") == "settings.value '5' 2:4");
    CHECK(outcome("AC01\tus\tno\t3\nAC01\tus\tno\t3\n") == "settings.value 'AC01' 3:1");
    CHECK(outcome("AC01\tus\tno\t3\n", "错\tAC01\tbank\n") == "ok");
    CHECK(outcome("AC01\tus\tno\t3\n", "错\tAC04\tbank\n") == "settings.value 'AC04' 2:2");
    CHECK(outcome("AC01\tus\tno\t3\n", "错\tAC01\tbank\n错\tAC01\tbank\n") == "settings.value '错' 3:1");
}
