#include "bytes/spill_file.hpp"

#include <string>

#include "bytes/full_disk.hpp"
#include "catch.hpp"

using namespace almoner;

namespace {

std::string read_at(bytes::SpillFile& file, std::uint64_t offset, std::size_t count) {
    std::string text(count, '?');
    REQUIRE(file.read_at(offset, std::as_writable_bytes(std::span(text))));
    return text;
}

Status append(bytes::SpillFile& file, std::string_view text) { return file.append(std::as_bytes(std::span(text))); }

}  // namespace

TEST_CASE("what was spilled comes back from any place, also between appends") {
    bytes::SpillFile file;
    CHECK(file.byte_count() == 0);
    CHECK(read_at(file, 0, 0).empty());
    REQUIRE(append(file, "maize and "));
    CHECK(read_at(file, 6, 3) == "and");
    REQUIRE(append(file, "rice"));
    CHECK(file.byte_count() == 14);
    CHECK(read_at(file, 0, 14) == "maize and rice");
    CHECK(read_at(file, 14, 0).empty());
}

TEST_CASE("a full disk is an error of the file, when it is written or at the latest when it is read back") {
    testing::FullDisk const disk(4096);
    bytes::SpillFile file;
    auto done = append(file, std::string(100'000, 'x'));
    if (done) {
        std::string text(100'000, '?');
        done = file.read_at(0, std::as_writable_bytes(std::span(text)));
    }
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::file_io);
}
