#include "payout/intake.hpp"

#include "office.hpp"
#include "payout/inbox.hpp"

using namespace office;

namespace {

/// The finding that keeps a list out; nothing when the list came in.
std::string refusal(Office& office, fs::path const& cover) {
    auto const intake = taken(payout::intake(office.desk(), cover));
    if (intake.list) {
        return {};
    }
    REQUIRE_FALSE(intake.findings.empty());
    return std::string(text_of(intake.findings.back().code));
}

std::string refusal_of(Office& office, std::function<void(settings::Cover&)> const& change) {
    auto cover = office.cover();
    change(cover);
    return refusal(office, office.lay(cover));
}

}  // namespace

TEST_CASE("a signed list is frozen in the archive, and only the copy is read from then on") {
    Office office;
    auto const list = list_of(office, office.lay(office.cover()));
    CHECK(list.rows.string().find((office.home() / "archive" / "lists" / "AA0001-").string()) == 0);
    CHECK(read(list.rows) == good_rows);
    CHECK(list.approvals.size() == 2);
    CHECK(list.approvals[0].role != list.approvals[1].role);
}

TEST_CASE("a list whose rows or settings changed after approval stays out") {
    Office office;
    auto const cover = office.cover();
    CHECK(refusal(office, office.lay(cover, good_rows + row_2)) == "cover.rows_changed");
    auto const path = office.lay(cover);
    office.set_programme(replaced(programme_text, "1000.00", "9000.00"));
    CHECK(refusal(office, path) == "cover.settings_changed");
}

TEST_CASE("one byte of the cover changed makes every signature worthless") {
    Office office;
    auto const path = office.lay(office.cover());
    office.write("inbox/lists/list.cover.toml", replaced(read(path), "minutes 1", "minutes 2"));
    auto const intake = taken(payout::intake(office.desk(), path));
    CHECK_FALSE(intake.list);
    CHECK(codes_of(intake.findings) ==
          Codes{ErrorCode::approval_signature, ErrorCode::approval_signature, ErrorCode::approval_maker_missing});
}

TEST_CASE("the maker and enough other people must have signed") {
    Office office;
    auto const cover = office.cover();
    CHECK(refusal(office, office.lay(cover, good_rows, {"maker"}, "one")) == "approval.insufficient");
    CHECK(refusal(office, office.lay(cover, good_rows, {"approver"}, "two")) == "approval.maker_missing");
    CHECK(refusal(office, office.lay(cover, good_rows, {"maker", "stranger"}, "three")) == "approval.insufficient");
    CHECK(refusal(office, office.lay(cover, good_rows, {"maker", "approver", "stranger"}, "four")).empty());
}

TEST_CASE("a cover that does not fit the workspace says which word") {
    Office office;
    CHECK(refusal_of(office, [](auto& cover) { cover.code = *ListCode::parse("BB0001"); }) == "cover.prefix");
    CHECK(refusal_of(office, [](auto& cover) { cover.period = "2027"; }) == "cover.programme");
    CHECK(refusal_of(office, [](auto& cover) { cover.programme = "summer"; }) == "cover.programme");
    CHECK(refusal_of(office, [](auto& cover) { cover.fund = "other"; }) == "cover.fund");
    CHECK(refusal_of(office, [](auto& cover) { cover.debtor_account = "other"; }) == "cover.debtor_account");
    CHECK(refusal_of(office, [](auto& cover) { cover.profile = "other"; }) == "cover.profile");
    CHECK(refusal_of(office, [](auto& cover) { cover.of = ListCode::parse("AA0009").operator*(); }) == "cover.of");
}

TEST_CASE("rows are only looked for beside their cover") {
    Office office;
    for (auto const* name : {"../rows.csv", "/etc/passwd", ".", "..", ""}) {
        INFO(name);
        auto cover = office.cover();
        cover.rows_file = name;
        CHECK(refusal(office, office.lay_text(settings::to_text(cover), {"maker", "approver"})) ==
              "cover.rows_changed");
    }
}

namespace {

/// Sets when a file was changed, as seen from the desk's clock.
void changed_before_now(Office const& office, fs::path const& file, std::chrono::seconds ago) {
    auto const moment = (office.clock.moment - ago).time_since_epoch();
    must_run("touch -d @" + std::to_string(moment.count()) + " '" + file.string() + "'");
}

}  // namespace

TEST_CASE("rows on their way are waited for half an hour, and refused after") {
    using std::chrono::minutes;
    Office office;
    auto const cover = office.lay(office.cover(), "half of the ro");
    auto const rows = office.inbox() / "rows.csv";
    changed_before_now(office, cover, minutes{31});
    changed_before_now(office, rows, minutes{30});
    CHECK(refusal(office, cover) == "list.waiting");
    changed_before_now(office, rows, minutes{31});
    CHECK(refusal(office, cover) == "cover.rows_changed");
    fs::remove(rows);
    CHECK(refusal(office, cover) == "cover.rows_missing");
    changed_before_now(office, cover, minutes{30});
    CHECK(refusal(office, cover) == "list.waiting");
}

TEST_CASE("what the intake will say of a cover can be known before anybody signs") {
    Office office;
    auto const faults = [&](auto const& change) {
        auto cover = office.cover();
        change(cover);
        std::vector<std::string> codes;
        for (auto const& fault : payout::cover_faults(office.workspace, office.desk().programmes, office.formats(),
                                                      cover, office.inbox() / cover.rows_file)) {
            codes.emplace_back(text_of(fault.code));
        }
        return codes;
    };
    using Told = std::vector<std::string>;
    auto const as_it_is = [](auto&) {};
    CHECK(faults(as_it_is) == Told{"cover.rows_missing"});
    office.write("inbox/lists/rows.csv", good_rows);
    CHECK(faults(as_it_is).empty());
    CHECK(faults([](auto& cover) { cover.fund = "other"; }) == Told{"cover.fund"});
    office.write("inbox/lists/rows.csv", good_rows + row_2);
    CHECK(faults([](auto& cover) { cover.settings_sha256 = "0"; }) ==
          Told{"cover.settings_changed", "cover.rows_changed"});
}

TEST_CASE("nobody waits for a file of tomorrow") {
    Office office;
    auto const cover = office.lay(office.cover(), "other rows");
    changed_before_now(office, cover, std::chrono::minutes{-31});
    changed_before_now(office, office.inbox() / "rows.csv", std::chrono::minutes{-31});
    CHECK(refusal(office, cover) == "cover.rows_changed");
}

TEST_CASE("a list that waited is taken when its rows are whole") {
    Office office;
    auto const cover = office.lay(office.cover(), "half");
    changed_before_now(office, cover, std::chrono::minutes{1});
    REQUIRE(refusal(office, cover) == "list.waiting");
    office.write("inbox/lists/rows.csv", good_rows);
    CHECK(list_of(office, cover).cover.count == 3);
}

TEST_CASE("rows whose name the inbox could not keep are found by their cover, read and put away") {
    Office office;
    auto cover = office.cover();
    cover.rows_file = "-rows\u202E.csv";
    auto const path = office.lay_text(settings::to_text(cover), {"maker", "approver"});
    auto const rows = office.write("inbox/lists/" + *payout::inbox_name(cover.rows_file), good_rows);
    auto const list = list_of(office, path);
    CHECK(read(list.rows) == good_rows);
    REQUIRE(payout::consume(office.desk(), path, cover.rows_file));
    CHECK_FALSE(fs::exists(rows));
}

TEST_CASE("a test list is for five lines and ten units of money at most") {
    Office office;
    auto const test = [](auto& cover) {
        cover.kind = settings::ListKind::test;
        cover.total = yuan(10);
    };
    CHECK(refusal_of(office, test).empty());
    CHECK(refusal_of(office, [&](auto& cover) { test(cover), cover.total = yuan(11); }) == "cover.test_limit");
    CHECK(refusal_of(office, [&](auto& cover) { test(cover), cover.count = 6; }) == "cover.test_limit");
}

TEST_CASE("a cover nobody can read is a finding at its place, not the end of the night") {
    Office office;
    auto const intake = taken(payout::intake(office.desk(), office.lay_text("code = \n", {})));
    CHECK_FALSE(intake.list);
    REQUIRE(intake.findings.size() == 1);
    CHECK(intake.findings[0].position.file == "list.cover.toml");
    CHECK(intake.findings[0].position.row == 1);
}

TEST_CASE("a list that was taken leaves the inbox with its signatures and nothing else") {
    Office office;
    auto const path = office.lay(office.cover());
    office.write("inbox/lists/other.csv", "other");
    REQUIRE(payout::consume(office.desk(), path, "rows.csv"));
    std::vector<std::string> left;
    for (auto const& entry : fs::directory_iterator(office.inbox())) {
        left.push_back(entry.path().filename().string());
    }
    CHECK(left == std::vector<std::string>{"other.csv"});
}

TEST_CASE("the digest of a file is what sha256sum says") {
    Office office;
    auto const path = office.write("inbox/lists/abc.csv", "abc");
    CHECK(*payout::file_digest(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
