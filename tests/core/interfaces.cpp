#include "core/interfaces.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// A disk that is full.
class FullSink final : public ByteSink {
public:
    Status write(std::string_view) override { return Error{ErrorCode::file_io, {}, {}, {}}; }
};

}  // namespace

TEST_CASE("a string takes bytes in order") {
    StringSink sink;
    CHECK(sink.write("ab"));
    CHECK(sink.write(std::string_view("\0c", 2)));
    CHECK(sink.text == std::string("ab\0c", 4));
}

TEST_CASE("two sinks get the same bytes") {
    StringSink first;
    StringSink second;
    TeeSink both(first, second);
    CHECK(both.write("ab"));
    CHECK(first.text == "ab");
    CHECK(second.text == "ab");
}

TEST_CASE("a failure of the first sink keeps the bytes from the second, and either is told") {
    FullSink full;
    StringSink sink;
    TeeSink full_first(full, sink);
    CHECK(code_of(full_first.write("ab")) == "file.io");
    CHECK(sink.text.empty());
    TeeSink full_second(sink, full);
    CHECK(code_of(full_second.write("ab")) == "file.io");
    CHECK(sink.text == "ab");
}
