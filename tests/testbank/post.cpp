#include "testbank/post.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("a file appears whole, takes the place of an older one and leaves no draft") {
    Folder const folder;
    REQUIRE(testbank::put_file(folder.path() / "a.xml", "one"));
    REQUIRE(testbank::put_file(folder.path() / "a.xml", "two"));
    CHECK(read(folder.path() / "a.xml") == "two");
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a folder that is not there is an error") {
    Folder const folder;
    CHECK(testbank::put_file(folder.path() / "no" / "a.xml", "one").error().code == ErrorCode::file_io);
}
