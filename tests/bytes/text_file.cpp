#include "bytes/text_file.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;
using bytes::Encoding;

namespace {

struct Text {
    Encoding encoding{};
    std::string utf8;
};

Text text_of_file(fs::path const& path, std::size_t at_a_time = 70) {
    auto file = bytes::TextFile::open(path);
    REQUIRE(file);
    Text text{file->encoding(), {}};
    std::string buffer(at_a_time, '\0');
    for (;;) {
        auto const count = file->read(buffer);
        REQUIRE(count);
        if (*count == 0) {
            return text;
        }
        text.utf8.append(buffer, 0, *count);
    }
}

Text text_of_bytes(std::string const& bytes) {
    Folder const folder;
    return text_of_file(folder.write("a.csv", bytes));
}

/// The same text as another program writes it.
Text written_as(std::string const& encoding, std::string const& utf8) {
    Folder const folder;
    auto const from = folder.write("utf8", utf8).string();
    auto const to = (folder.path() / "other").string();
    must_run("iconv -f UTF-8 -t " + encoding + " '" + from + "' > '" + to + "'");
    return text_of_file(to);
}

std::string const chinese = "姓名,账号,金额\r\n毛红燕,6299990000000007751,500.00\r\n";

}  // namespace

TEST_CASE("each encoding is told by its content and read as the text it is") {
    CHECK(text_of_bytes(chinese).encoding == Encoding::utf_8);
    CHECK(text_of_bytes(chinese).utf8 == chinese);
    CHECK(text_of_bytes("\xEF\xBB\xBF" + chinese).utf8 == chinese);
    for (auto const& [name, encoding] : std::vector<std::pair<std::string, Encoding>>{
             {"GB18030", Encoding::gb18030}, {"UTF-16", Encoding::utf_16_le}, {"GBK", Encoding::gb18030}}) {
        INFO(name);
        auto const read_back = written_as(name, chinese);
        CHECK(read_back.encoding == encoding);
        CHECK(read_back.utf8 == chinese);
    }
    CHECK(text_of_bytes(std::string("\xFE\xFF\x59\xD3\x00,", 6)).utf8 == "姓,");
}

TEST_CASE("a character cut in two by a chunk is put together again") {
    std::string many;
    for (auto line = 0; line < 20'000; ++line) {
        many += std::string(static_cast<std::size_t>(line % 3), 'x') + "毛红燕𠮷";  // the last one takes four bytes
    }
    CHECK(written_as("GB18030", many).utf8 == many);
    CHECK(written_as("UTF-16", many).utf8 == many);
    CHECK(text_of_bytes(many).encoding == Encoding::utf_8);
    CHECK(text_of_bytes(many).utf8 == many);
}

TEST_CASE("a Western file is not taken for a Chinese one") {
    auto const western = written_as("ISO-8859-1", "Name;Betrag\nMüller;12.00\n");
    CHECK(western.encoding == Encoding::utf_8);
    CHECK(western.utf8.find("M\xFCller") != std::string::npos);
}

TEST_CASE("what has no place in the encoding comes as a byte that no text has") {
    // A high surrogate without its low one.
    CHECK(text_of_bytes(std::string("\xFF\xFE"
                                    "a\0\x00\xD8"
                                    "b\0",
                                    8))
              .utf8 ==
          "a\xFF"
          "b");
    CHECK(text_of_bytes("abc\xC3").utf8 == "abc\xC3");
    CHECK(text_of_bytes("").utf8.empty());
}
