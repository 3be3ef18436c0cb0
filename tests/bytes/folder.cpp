#include "bytes/folder.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("what has a name is told, and what has none is no fault") {
    Folder const folder;
    folder.write("file", "text");
    fs::create_directory_symlink(folder.path(), folder.path() / "link");
    CHECK(*bytes::type_of(folder.path() / "file") == fs::file_type::regular);
    CHECK(*bytes::type_of(folder.path() / "link") == fs::file_type::directory);
    CHECK(*bytes::type_of(folder.path() / "nothing") == fs::file_type::not_found);
    CHECK(*bytes::type_of(folder.path() / "file/below") == fs::file_type::not_found);
}

TEST_CASE("a name that the disk cannot look up is a fault and not absent") {
    Folder const folder;
    fs::create_symlink("round", folder.path() / "round");
    auto const type = bytes::type_of(folder.path() / "round");
    REQUIRE_FALSE(type);
    CHECK(type.error().code == ErrorCode::file_io);
    CHECK_FALSE(type.error().value.empty());
}

TEST_CASE("names stand in their order, and no folder is told from an empty one") {
    Folder const folder;
    for (auto const* name : {"b.toml", "a.toml", "c.txt"}) {
        folder.write(name, "");
    }
    auto const names = bytes::names_in(folder.path(), ".toml");
    REQUIRE(names);
    CHECK(*names == std::vector{folder.path() / "a.toml", folder.path() / "b.toml"});
    CHECK(bytes::names_in(folder.path(), "")->size() == 3);
    CHECK(bytes::names_in(folder.path() / "nothing", "").error().code == ErrorCode::file_missing);
    CHECK(bytes::names_in(folder.path() / "c.txt", "").error().code == ErrorCode::file_not_regular);
}
