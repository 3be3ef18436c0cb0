#include "cli/line_reader.hpp"

#include <unistd.h>

#include <array>
#include <thread>

#include "catch.hpp"

using namespace almoner;
using namespace almoner::cli;

namespace {

/// What comes out of a pipe into which `text` goes, a line each; one that was cut ends in an ellipsis.
std::vector<std::string> lines_of(std::string const& text) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    auto writer = std::thread([&] {
        for (std::size_t written = 0; written < text.size();) {
            written += static_cast<std::size_t>(::write(ends[1], text.data() + written, text.size() - written));
        }
        ::close(ends[1]);
    });
    std::vector<std::string> lines;
    LineReader reader(ends[0]);
    for (;;) {
        auto const line = reader.next();
        if (!line || !*line) {
            break;
        }
        lines.push_back(std::string((*line)->text) + ((*line)->whole ? "" : "..."));
    }
    writer.join();
    ::close(ends[0]);
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines end with LF or CRLF, and the last one with nothing") {
    CHECK(lines_of("") == Lines{});
    CHECK(lines_of("a\nb\r\n\nc") == Lines{"a", "b", "", "c"});
    CHECK(lines_of("\n") == Lines{""});
    CHECK(lines_of("a\rb\n") == Lines{"a\rb"});
}

TEST_CASE("a line may hold any byte") {
    CHECK(lines_of(std::string("a\0b\n\xFF\n", 6)) == Lines{std::string("a\0b", 3), "\xFF"});
}

TEST_CASE("a line that is too long is cut, and the next one is whole") {
    auto const longest = std::string(LineReader::longest, 'x');
    CHECK(lines_of(longest + "\nnext\n") == Lines{longest, "next"});
    CHECK(lines_of(longest + "\r\nnext\n") == Lines{longest, "next"});
    CHECK(lines_of(longest + "y\nnext\n") == Lines{longest + "...", "next"});
    CHECK(lines_of(longest + std::string(1 << 20, 'y') + "\nnext") == Lines{longest + "...", "next"});
    CHECK(lines_of(longest + std::string(1 << 20, 'y')) == Lines{longest + "..."});
}

TEST_CASE("many lines come in their order") {
    std::string text;
    Lines expected;
    for (auto number = 0; number < 20'000; ++number) {
        expected.push_back("line " + std::to_string(number));
        text += expected.back() + "\n";
    }
    CHECK(lines_of(text) == expected);
}

TEST_CASE("what cannot be read is told") {
    LineReader reader(-1);
    auto const line = reader.next();
    REQUIRE_FALSE(line);
    CHECK(line.error().code == ErrorCode::file_io);
}
