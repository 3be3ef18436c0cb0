#include "bytes/file.hpp"

#include <sys/stat.h>

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a plain file is read to its end, and again from its beginning") {
    Folder const folder;
    auto file = bytes::File::open(folder.write("a", "0123456789"));
    REQUIRE(file);
    CHECK(file->byte_count() == 10);
    std::array<char, 8> buffer{};
    CHECK(*file->read(buffer) == 8);
    CHECK(*file->read(buffer) == 2);
    CHECK(buffer[1] == '9');
    CHECK(*file->read(buffer) == 0);
    REQUIRE(file->rewind());
    CHECK(*file->read(buffer) == 8);
    CHECK(buffer[0] == '0');
}

TEST_CASE("a link, a folder and a pipe are no plain files, and nobody waits for a pipe") {
    Folder const folder;
    fs::create_symlink(folder.write("a", ""), folder.path() / "link");
    fs::create_directory(folder.path() / "folder");
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    for (auto const* name : {"link", "folder", "pipe"}) {
        INFO(name);
        CHECK(bytes::File::open(folder.path() / name).error().code == ErrorCode::file_not_regular);
    }
    CHECK(bytes::File::open(folder.path() / "none").error().code == ErrorCode::file_missing);
}
