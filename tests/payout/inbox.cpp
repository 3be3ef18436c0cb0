#include "payout/inbox.hpp"

#include <sys/stat.h>

#include "ground.hpp"
#include "store/durable.hpp"

using namespace almoner;
using namespace almoner::testing;
using payout::inbox_name;

namespace {

std::string name_of(std::string_view original) {
    auto const name = inbox_name(original);
    REQUIRE(name);
    return *name;
}

struct Bench {
    Bench() {
        REQUIRE(store::make_folder(inbox));
        REQUIRE(store::make_folder(records));
    }

    [[nodiscard]] Result<payout::TakenIn> take(fs::path const& file) const {
        return payout::take_in({file, "Li Na \"county\"", *parse_instant("2026-01-16T01:00:00Z")}, inbox, records);
    }

    [[nodiscard]] ErrorCode refusal(fs::path const& file) const {
        auto const taken = take(file);
        REQUIRE_FALSE(taken);
        CHECK(fs::is_empty(inbox));
        return taken.error().code;
    }

    Folder folder;
    fs::path inbox = folder.path() / "inbox";
    fs::path records = folder.path() / "records";
};

}  // namespace

TEST_CASE("a safe name stays as it is") {
    for (auto const* name : {"list.csv", "名册 (一)-2026.xlsx", "a.cover.toml", "a.cover.li.na.p7s", "x"}) {
        CHECK(name_of(name) == name);
    }
    CHECK(name_of(std::string(200, 'x')) == std::string(200, 'x'));
}

TEST_CASE("a name with tricks becomes a safe one that tells what is left of it") {
    // The digits are the beginning of `printf %s NAME-WITHOUT-ENDING | sha256sum`.
    CHECK(name_of("..\\..\\etc\\x.csv") == "etc_x-51ed5222a84d.csv");
    CHECK(name_of("-rf.csv") == "rf-686c39acd632.csv");
    CHECK(name_of(".hidden") == "file-e3b0c44298fc.hidden");
    CHECK(name_of("a\nb\x1b[31m.csv") == "a_b_[31m-31fa7c640297.csv");
}

TEST_CASE("long names, bare endings and bytes that are no text are shortened safely") {
    for (auto const& name : {std::string(201, 'x'), std::string(300, 'x') + ".csv", std::string("\xFF\xFE.csv"),
                             std::string("\u202Egpj.csv"), std::string("a\u200Bb.csv"), std::string("name."),
                             std::string("..."), std::string(), std::string(100, '\xC3') + ".csv"}) {
        auto const safe = name_of(name);
        INFO(safe);
        CHECK(safe != name);
        CHECK(safe.size() <= 200);
        CHECK(name_of(safe) == safe);
        CHECK(name_of(name) == safe);
    }
    CHECK(name_of("\u202Ea.csv") != name_of("\u200Ba.csv"));
    CHECK(name_of(std::string(90, 'x') + std::string("张张张张") + "\n.csv").ends_with(".csv"));
}

TEST_CASE("a cover and its signatures keep one name, which begins all of theirs") {
    auto const cover = name_of("~x.cover.toml");
    auto const base = cover.substr(0, cover.size() - std::string_view(".cover.toml").size());
    CHECK(cover.ends_with(".cover.toml"));
    CHECK(name_of("~x.cover.li.na.p7s") == base + ".cover.li.na.p7s");
    CHECK(name_of("~x.csv") == base + ".csv");
}

TEST_CASE("rows are found beside their cover under their own name, else under that of the inbox") {
    Bench const bench;
    auto const cover = bench.inbox / "a.cover.toml";
    CHECK(*payout::rows_beside(cover, "rows.csv") == bench.inbox / "rows.csv");
    CHECK(*payout::rows_beside(cover, "-rf.csv") == bench.inbox / name_of("-rf.csv"));
    bench.folder.write("inbox/-rf.csv", "x");
    CHECK(*payout::rows_beside(cover, "-rf.csv") == bench.inbox / "-rf.csv");
    for (auto const* name : {"../rows.csv", "/etc/passwd", "..", "."}) {
        CHECK(payout::rows_beside(cover, name).error().code == ErrorCode::cover_rows_changed);
    }
}

TEST_CASE("a file is taken byte for byte, and its record tells people where it came from") {
    Bench const bench;
    auto const taken = bench.take(bench.folder.write("-list\x07.csv", "a,b\n"));
    REQUIRE(taken);
    CHECK_FALSE(taken->was_there);
    CHECK(read(bench.inbox / taken->name) == "a,b\n");
    // printf 'a,b\n' | sha256sum
    CHECK(taken->sha256 == "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313");
    CHECK(read(bench.records / (taken->name + "." + taken->sha256.substr(0, 12) + ".toml")) ==
          "# Who brought this file in. Written by almoner take, read by people.\nformat = 1\nname = \"" + taken->name +
              "\"\noriginal_name = \"-list\\u0007.csv\"\nfrom = \"Li Na \\\"county\\\"\"\n"
              "taken = 2026-01-16T01:00:00Z\nbyte_count = 4\nsha256 = \"" +
              taken->sha256 + "\"\n");
}

TEST_CASE("a name that is no text is recorded by its bytes") {
    Bench const bench;
    auto const taken = bench.take(bench.folder.write("\xFFx.csv", "a"));
    REQUIRE(taken);
    auto const record = read(bench.records / (taken->name + "." + taken->sha256.substr(0, 12) + ".toml"));
    CHECK(record.find("original_name_hex = \"ff782e637376\"\n") != std::string::npos);
}

TEST_CASE("the same bytes again change nothing, and other bytes are never put over them") {
    Bench const bench;
    auto const file = bench.folder.write("list.csv", "one");
    REQUIRE(bench.take(file));
    auto const again = bench.take(file);
    REQUIRE(again);
    CHECK(again->was_there);
    bench.folder.write("list.csv", "two");
    auto const other = bench.take(file);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::file_exists);
    CHECK(read(bench.inbox / "list.csv") == "one");
    CHECK(std::distance(fs::directory_iterator(bench.inbox), {}) == 1);
    CHECK(std::distance(fs::directory_iterator(bench.records), {}) == 1);
}

TEST_CASE("links, pipes, devices and folders are not taken, and leave nothing behind") {
    Bench const bench;
    auto const file = bench.folder.write("list.csv", "x");
    fs::create_symlink(file, bench.folder.path() / "link.csv");
    REQUIRE(::mkfifo((bench.folder.path() / "pipe.csv").c_str(), 0600) == 0);
    CHECK(bench.refusal(bench.folder.path() / "link.csv") == ErrorCode::file_not_regular);
    CHECK(bench.refusal(bench.folder.path() / "pipe.csv") == ErrorCode::file_not_regular);
    CHECK(bench.refusal(bench.records) == ErrorCode::file_not_regular);
    CHECK(bench.refusal("/dev/null") == ErrorCode::file_not_regular);
    CHECK(bench.refusal(bench.folder.path() / "none.csv") == ErrorCode::file_missing);
}

TEST_CASE("a link in the inbox is never written through") {
    Bench const bench;
    auto const mine = bench.folder.write("mine", "x");
    fs::create_symlink(mine, bench.inbox / "list.csv");
    CHECK(bench.take(bench.folder.write("list.csv", "y")).error().code == ErrorCode::file_exists);
    CHECK(read(mine) == "x");
}
