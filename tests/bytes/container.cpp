#include "bytes/container.hpp"

#include "bytes/packed.hpp"

using namespace almoner;
using namespace almoner::testing;
using bytes::Container;
using bytes::Packing;

namespace {

/// "name=text" of every part, read twice, or the code of the fault.
std::string parts(std::string const& file) {
    Folder const folder;
    auto const container = Container::open(folder.write("sent.xml", file));
    if (!container) {
        return std::string(text_of(container.error().code));
    }
    std::string all;
    for (std::size_t part = 0; part < container->parts().size(); ++part) {
        std::string first;
        std::string second;
        for (auto* text : {&first, &second}) {
            auto const read = container->for_each_chunk(part, [&](std::string_view chunk) {
                *text += chunk;
                return Status{};
            });
            if (!read) {
                return std::string(text_of(read.error().code));
            }
        }
        CHECK(first == second);
        all += container->parts()[part] + "=" + first + ";";
    }
    return all;
}

}  // namespace

TEST_CASE("what is in a file is found by its bytes, whatever its name says") {
    CHECK(parts("plain") == "sent.xml=plain;");
    CHECK(parts("") == "sent.xml=;");
    CHECK(parts(packed::gzip("packed")) == "sent.xml=packed;");
    CHECK(parts(packed::zip({{"a.xml", "A"}, {"in/b.sta", "B"}})) == "a.xml=A;in/b.sta=B;");
}

TEST_CASE("what a system puts beside the files is left out") {
    CHECK(parts(packed::zip({{"in/", ""}, {"a.xml", "A"}, {"__MACOSX/._a.xml", "x"}, {"._a.xml", "x"}})) == "a.xml=A;");
}

TEST_CASE("a broken archive is refused") {
    auto const whole = packed::zip({{"a.xml", "some text that is packed"}});
    CHECK(parts(whole.substr(0, whole.size() / 2)) == "bank_file.container");
    CHECK(parts(packed::gzip("packed").substr(0, 15)) == "bank_file.container");
}

TEST_CASE("an error of whoever takes the bytes ends the reading and comes back as it is") {
    Folder const folder;
    for (auto const& file : {std::string("plain"), packed::gzip("x"), packed::zip({{"a", "x"}})}) {
        auto const container = Container::open(folder.write("file", file));
        REQUIRE(container);
        auto const read = container->for_each_chunk(0, [](std::string_view) {
            return Status{Error{ErrorCode::sheet_workbook, {}, "mine", {}}};
        });
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::sheet_workbook);
        CHECK(read.error().value == "mine");
    }
}

TEST_CASE("a file that is not there is told") {
    Folder const folder;
    auto const container = Container::open(folder.path() / "none");
    REQUIRE_FALSE(container);
    CHECK(container.error().code == ErrorCode::file_missing);
}
