#include "store/durable.hpp"

#include <sys/stat.h>

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;
using store::DurableFile;
using store::Presence;
using IfThere = DurableFile::IfThere;

namespace {

unsigned mode_of(fs::path const& path) { return static_cast<unsigned>(fs::status(path).permissions()) & 0777U; }

std::size_t files_in_folder(fs::path const& path) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
}

ErrorCode code_of(Status const& status) {
    REQUIRE_FALSE(status);
    return status.error().code;
}

}  // namespace

TEST_CASE("a file tells when it was changed, and none tells nothing") {
    Folder const folder;
    auto const file = folder.write("a", "x");
    must_run("touch -d 2026-01-16T01:00:00.9Z '" + file.string() + "'");
    CHECK(to_text(*store::changed_at(file)) == "2026-01-16T01:00:00Z");
    CHECK(store::changed_at(folder.path() / "b").error().code == ErrorCode::file_missing);
}

TEST_CASE("a file gets its name when it is whole, for its owner alone") {
    Folder const folder;
    auto file = DurableFile::create(folder.path() / "a.xml");
    REQUIRE(file);
    REQUIRE(file->write("one "));
    REQUIRE(file->write("two"));
    CHECK_FALSE(fs::exists(folder.path() / "a.xml"));
    REQUIRE(file->commit(IfThere::refuse));
    CHECK(read(folder.path() / "a.xml") == "one two");
    CHECK(mode_of(folder.path() / "a.xml") == 0600);
    CHECK(files_in_folder(folder.path()) == 1);
}

TEST_CASE("a file that is not committed leaves nothing") {
    Folder const folder;
    {
        auto file = DurableFile::create(folder.path() / "a.xml");
        REQUIRE(file);
        REQUIRE(file->write("half"));
    }
    CHECK(files_in_folder(folder.path()) == 0);
}

TEST_CASE("what is there is kept or replaced, as the caller says") {
    Folder const folder;
    auto const path = folder.write("a.xml", "old");
    CHECK(code_of(store::write_durably(path, "new", IfThere::refuse)) == ErrorCode::file_exists);
    CHECK(read(path) == "old");
    CHECK(files_in_folder(folder.path()) == 1);
    REQUIRE(store::write_durably(path, "new", IfThere::replace));
    CHECK(read(path) == "new");
}

TEST_CASE("a folder that is not there is an error with its path") {
    Folder const folder;
    auto const file = DurableFile::create(folder.path() / "no" / "a.xml");
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::file_missing);
    CHECK(file.error().position.file.find("no") != std::string::npos);
}

TEST_CASE("a copy has the same bytes, and who listens hears them") {
    Folder const folder;
    std::string large;
    for (auto number = 0; number < 100'000; ++number) {
        large += std::to_string(number) + ",";
    }
    auto const from = folder.write("from", large);
    StringSink heard;
    REQUIRE(store::copy_durably(from, folder.path() / "to", IfThere::refuse, &heard));
    CHECK(read(folder.path() / "to") == large);
    CHECK(heard.text == large);
    CHECK(code_of(store::copy_durably(from, folder.path() / "to", IfThere::refuse)) == ErrorCode::file_exists);
    CHECK(code_of(store::copy_durably(folder.path() / "none", folder.path() / "x", IfThere::refuse)) ==
          ErrorCode::file_missing);
    CHECK_FALSE(fs::exists(folder.path() / "x"));
}

TEST_CASE("a move never replaces") {
    Folder const folder;
    auto const from = folder.write("from", "mine");
    auto const there = folder.write("there", "theirs");
    CHECK(code_of(store::move_durably(from, there)) == ErrorCode::file_exists);
    CHECK(read(there) == "theirs");
    REQUIRE(store::move_durably(from, folder.path() / "free"));
    CHECK(read(folder.path() / "free") == "mine");
    CHECK(code_of(store::move_durably(from, folder.path() / "other")) == ErrorCode::file_missing);
}

TEST_CASE("removing what is not there is no error") {
    Folder const folder;
    auto const path = folder.write("a", "a");
    REQUIRE(store::remove_durably(path));
    CHECK_FALSE(fs::exists(path));
    CHECK(store::remove_durably(path));
}

TEST_CASE("a folder is made with its parents, closed to others") {
    Folder const folder;
    REQUIRE(store::make_folder(folder.path() / "a" / "b"));
    CHECK(mode_of(folder.path() / "a") == 0700);
    CHECK(mode_of(folder.path() / "a" / "b") == 0700);
    CHECK(store::make_folder(folder.path() / "a" / "b"));
    folder.write("file", "");
    CHECK_FALSE(store::make_folder(folder.path() / "file"));
}

TEST_CASE("only a regular file is read: never a link, a folder or a pipe") {
    Folder const folder;
    auto const file = folder.write("file", "12345");
    fs::create_symlink(file, folder.path() / "link");
    fs::create_directory(folder.path() / "folder");
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    CHECK(*store::presence_of(file) == Presence::regular_file);
    CHECK(*store::presence_of(folder.path() / "none") == Presence::absent);
    StringSink sink;
    for (auto const* name : {"link", "folder", "pipe"}) {
        INFO(name);
        auto const path = folder.path() / name;
        CHECK(*store::presence_of(path) == Presence::other);
        CHECK(store::read_whole(path, 100).error().code == ErrorCode::file_not_regular);
        CHECK(store::copy_into(path, sink).error().code == ErrorCode::file_not_regular);
    }
    CHECK(sink.text.empty());
    CHECK(*store::read_whole(file, 5) == "12345");
    CHECK(store::read_whole(file, 4).error().code == ErrorCode::file_io);
    CHECK(store::read_whole(folder.path() / "none", 5).error().code == ErrorCode::file_missing);
    CHECK(*store::copy_into(file, sink) == 5);
}

TEST_CASE("a folder's files are listed by name, without what only looks like a file") {
    Folder const folder;
    folder.write("b.csv", "");
    folder.write("a.csv", "");
    folder.write("c.txt", "");
    fs::create_directory(folder.path() / "d.csv");
    fs::create_symlink(folder.path() / "a.csv", folder.path() / "e.csv");
    auto const listed = store::files_in(folder.path(), ".csv");
    REQUIRE(listed);
    CHECK(*listed == std::vector<fs::path>{folder.path() / "a.csv", folder.path() / "b.csv"});
    CHECK(store::files_in(folder.path() / "none", "")->empty());
}

TEST_CASE("one run at a time holds the lock, and its file stays") {
    Folder const folder;
    auto const path = folder.path() / "lock";
    {
        auto const first = store::RunLock::take(path);
        REQUIRE(first);
        CHECK(store::RunLock::take(path).error().code == ErrorCode::run_locked);
    }
    CHECK(store::RunLock::take(path));
    CHECK(fs::exists(path));
}
