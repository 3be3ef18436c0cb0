#include "bytes/gzip.hpp"

#include "bytes/packed.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// All of it, or the code of the fault; read in pieces of every size.
std::string unpacked(std::string const& bytes, std::size_t piece = 4096) {
    Folder const folder;
    auto gzip = bytes::Gzip::open(folder.write("x.gz", bytes));
    REQUIRE(gzip);
    std::string text;
    std::string buffer(piece, '\0');
    for (;;) {
        auto const count = gzip->read(std::span(buffer));
        if (!count) {
            return std::string(text_of(count.error().code));
        }
        if (*count == 0) {
            return text;
        }
        text.append(buffer, 0, *count);
    }
}

}  // namespace

TEST_CASE("a gzip file is unpacked in pieces of any size, all members of it") {
    std::string text;
    for (auto number = 0; number < 20'000; ++number) {
        text += std::to_string(number);
    }
    CHECK(unpacked(packed::gzip(text)) == text);
    CHECK(unpacked(packed::gzip(text), 7) == text);
    CHECK(unpacked(packed::gzip("one") + packed::gzip("two") + std::string(100, '\0')) == "onetwo");
    CHECK(unpacked(packed::gzip("")).empty());
}

TEST_CASE("a gzip file that is broken or cut off is refused") {
    auto const whole = packed::gzip("a text that was sent");
    CHECK(unpacked(whole.substr(0, whole.size() - 4)) == "bank_file.container");
    CHECK(unpacked(whole.substr(0, 12)) == "bank_file.container");
    auto changed = whole;
    changed[whole.size() - 6] = static_cast<char>(changed[whole.size() - 6] ^ 1);
    CHECK(unpacked(changed) == "bank_file.container");
    CHECK(unpacked(whole + "trailing") == "bank_file.container");
}

TEST_CASE("a bomb does not go off") {
    CHECK(unpacked(packed::gzip(std::string(std::size_t{64} << 20, ' '))) == "bank_file.container");
}
