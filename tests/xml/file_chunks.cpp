#include "xml/file_chunks.hpp"

#include <sys/stat.h>

#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

TEST_CASE("a file's bytes arrive in order and whole") {
    for (auto const size : {std::size_t{0}, std::size_t{1}, std::size_t{256U << 10}, std::size_t{600U << 10}}) {
        std::string text(size, 'x');
        for (std::size_t at = 0; at < size; at += 997) {
            text[at] = static_cast<char>('a' + at % 23);
        }
        std::string taken;
        REQUIRE(for_each_chunk(workbench::write("bytes", text), [&](std::string_view chunk) {
            taken += chunk;
            return Status{};
        }));
        CHECK(taken == text);
    }
}

TEST_CASE("whoever takes the chunks can end the reading") {
    auto calls = 0;
    auto const read = for_each_chunk(workbench::write("bytes", std::string(600U << 10, 'x')), [&](std::string_view) {
        ++calls;
        return Status{Error{ErrorCode::entry_amount, {}, {}, {}}};
    });
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::entry_amount);
    CHECK(calls == 1);
}

TEST_CASE("only plain files are read") {
    auto const code_of = [](std::filesystem::path const& path) {
        auto const read = for_each_chunk(path, [](std::string_view) { return Status{}; });
        return read ? std::string("holds") : std::string(text_of(read.error().code));
    };
    auto const plain = workbench::write("plain.xml", "<a/>");
    auto const link = workbench::folder() / "link.xml";
    auto const pipe = workbench::folder() / "pipe.xml";
    std::filesystem::create_symlink(plain, link);
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(code_of(plain) == "holds");
    CHECK(code_of(workbench::folder() / "absent.xml") == "file.missing");
    CHECK(code_of(link) == "file.not_regular");
    CHECK(code_of(pipe) == "file.not_regular");
    CHECK(code_of(workbench::folder()) == "file.not_regular");
}
