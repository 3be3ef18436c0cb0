#include "sheet/part_parser.hpp"

#include "sheet/workbooks.hpp"

using namespace workbooks;

namespace {

std::string told(std::string const& part) {
    Folder const folder;
    auto const zip = bytes::Zip::open(packed(folder, {{"part.xml", part}}));
    REQUIRE(zip);
    auto opened = zip->part("part.xml");
    REQUIRE(opened);
    std::string events;
    sheet::PartParser parser(*std::move(opened), "book.xlsx",
                             {[&](std::string_view name, sheet::Attributes const& attributes) {
                                  events += "<" + std::string(name) + ":" + std::string(attributes.get("id")) + ">";
                              },
                              [&](std::string_view name) { events += "</" + std::string(name) + ">"; },
                              [&](std::string_view text) { events += text; }});
    auto const done = parser.finish();
    return done ? events : std::string(text_of(done.error().code));
}

}  // namespace

TEST_CASE("elements and attributes are told by their local names") {
    CHECK(told("<x:a xmlns:x=\"u\" x:id=\"1\">t<b id=\"2\"/></x:a>") == "<a:1>t<b:2></b></a>");
    auto const many = std::string(200'000, 'y');
    CHECK(told("<a>" + many + "</a>") == "<a:>" + many + "</a>");
}

TEST_CASE("a part that is not well formed, cut off or has a DOCTYPE is refused") {
    CHECK(told("<a><b></a>") == "sheet.workbook");
    CHECK(told("<a>") == "sheet.workbook");
    CHECK(told("<!DOCTYPE a><a/>") == "sheet.workbook");
}
