#include "seal/exact_frame.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

std::string const opening = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The file comes in pieces of a size, what would be written in others, always behind it.
bool is_same(std::string_view file, std::string_view canonical, std::size_t file_bytes, std::size_t canonical_bytes) {
    seal::ExactFrame frame;
    std::size_t written = 0;
    for (std::size_t at = 0; at < file.size(); at += file_bytes) {
        REQUIRE(frame.file().write(file.substr(at, file_bytes)));
        auto const seen = std::min(at + file_bytes, file.size());
        while (written < canonical.size() && opening.size() + written + canonical_bytes <= seen) {
            REQUIRE(frame.write(canonical.substr(written, canonical_bytes)));
            written += canonical_bytes;
        }
    }
    REQUIRE(frame.write(canonical.substr(std::min(written, canonical.size()))));
    return frame.finish();
}

}  // namespace

TEST_CASE("the frame is the declaration, the document with its signature and one line feed") {
    std::string const document = "<a><b><s></s></b></a>";
    for (auto const file_bytes : {1U, 7U, 1000U}) {
        for (auto const canonical_bytes : {1U, 4U, 1000U}) {
            CHECK(is_same(opening + document + "\n", document, file_bytes, canonical_bytes));
        }
    }
}

TEST_CASE("a byte more, less or other anywhere is another file") {
    std::string const document = "<a><b><s></s></b></a>";
    auto const whole = opening + document + "\n";
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto const other = whole.substr(0, at) + '~' + whole.substr(at + 1);
        auto const more = whole.substr(0, at) + ' ' + whole.substr(at);
        auto const less = whole.substr(0, at) + whole.substr(at + 1);
        for (auto const& file : {other, more, less, whole + "\n"}) {
            CHECK_FALSE(is_same(file, document, 8, 3));
        }
    }
}

TEST_CASE("a file that once differed never fits again") {
    seal::ExactFrame frame;
    REQUIRE(frame.file().write(opening + "<a>"));
    REQUIRE(frame.write("<b>"));
    REQUIRE(frame.file().write("<b>\n"));
    REQUIRE(frame.write("<b>"));
    CHECK_FALSE(frame.finish());
}
