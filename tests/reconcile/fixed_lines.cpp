#include "reconcile/read/fixed_lines.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;
using settings::AnswerTable;
using Positions = AnswerTable::Positions;

namespace {

/// What stands there; "cut" where the place cuts a character.
std::string at(Positions positions, std::string_view line, std::uint32_t first, std::uint32_t width) {
    AnswerTable::Place place;
    place.first = first;
    place.width = width;
    auto const text = reconcile::text_at({"", "", positions}, line, place);
    return text ? std::string(*text) : "cut";
}

}  // namespace

TEST_CASE("a place is counted in characters, or in bytes of the encoding that the bank counts in") {
    CHECK(at(Positions::characters, "D毛红  7", 2, 4) == "毛红");
    CHECK(at(Positions::characters, "D毛红  7", 6, 1) == "7");
    CHECK(at(Positions::gb18030_bytes, "D毛红  7", 2, 6) == "毛红");
    CHECK(at(Positions::gb18030_bytes, "D毛红  7", 8, 1) == "7");
    CHECK(at(Positions::gb18030_bytes, "D㐀7", 6, 1) == "7");  // four bytes
    CHECK(at(Positions::utf8_bytes, "D毛红  7", 2, 8) == "毛红");
    CHECK(at(Positions::utf8_bytes, "D毛红  7", 10, 1) == "7");
}

TEST_CASE("a place that cuts a character is told, and one behind the end is empty") {
    CHECK(at(Positions::gb18030_bytes, "D毛红", 2, 3) == "cut");
    CHECK(at(Positions::gb18030_bytes, "D毛红", 3, 2) == "cut");
    CHECK(at(Positions::gb18030_bytes, "D毛红", 6, 8).empty());
    CHECK(at(Positions::gb18030_bytes, "D毛红", 4, 8) == "红");
}

TEST_CASE("the first line that is not blank tells what a text is") {
    Folder const folder;
    auto const first = [&](std::string const& bytes) { return reconcile::first_line(folder.write("file", bytes)); };
    CHECK(*first("\r\nDFJG1\r\nD\r\n") == "DFJG1");
    CHECK(first("")->empty());
    CHECK_FALSE(reconcile::first_line(folder.path() / "absent"));
}
