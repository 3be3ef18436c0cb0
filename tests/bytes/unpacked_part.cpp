#include "bytes/unpacked_part.hpp"

#include "bytes/packed.hpp"
#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

bytes::Container opened(fs::path const& path) {
    auto container = bytes::Container::open(path);
    REQUIRE(container);
    return *std::move(container);
}

}  // namespace

TEST_CASE("a part of an archive is a file of its own that only its owner reads, and is gone with it") {
    Folder const folder;
    fs::path where;
    {
        auto const container = opened(folder.write("a", packed::zip({{"1.csv", "a,b"}, {"2.csv", "c,d"}})));
        auto const part = bytes::UnpackedPart::of(container, 1);
        REQUIRE(part);
        where = part->path();
        CHECK(read(where) == "c,d");
        CHECK((fs::status(where).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    }
    CHECK_FALSE(fs::exists(where));
    auto const gzip = bytes::UnpackedPart::of(opened(folder.write("b", packed::gzip("a,b"))), 0);
    REQUIRE(gzip);
    CHECK(read(gzip->path()) == "a,b");
}

TEST_CASE("a plain file and a workbook are what they are") {
    Folder const folder;
    for (auto const& bytes : {std::string("a,b"), packed::zip({{"[Content_Types].xml", "<Types/>"}, {"xl/a", "b"}})}) {
        auto const path = folder.write("file", bytes);
        {
            auto const part = bytes::UnpackedPart::of(opened(path), 0);
            REQUIRE(part);
            CHECK(part->path() == path);
        }
        CHECK(fs::exists(path));
    }
}

TEST_CASE("a broken archive has no parts") {
    Folder const folder;
    auto const whole = packed::gzip(std::string(1000, 'a'));
    auto const part = bytes::UnpackedPart::of(opened(folder.write("a", whole.substr(0, whole.size() - 5))), 0);
    REQUIRE_FALSE(part);
    CHECK(part.error().code == ErrorCode::bank_file_container);
}
