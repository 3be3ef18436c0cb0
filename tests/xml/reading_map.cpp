#include "xml/reading_map.hpp"

#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

using Records = std::vector<ReadingMapText::Record>;

ReadingMap compiled(Records records) {
    auto map = ReadingMap::compile({std::move(records)});
    REQUIRE(map);
    return *std::move(map);
}

/// What the listener was told: `<kind.position@line` when a record opens, and its facts when it closes.
std::string told(Records records, std::string const& document) {
    auto const names = records;
    auto const map = compiled(std::move(records));
    std::string text;
    auto const head = [&](Record const& record) {
        return names[record.kind].name + "." + std::to_string(record.position);
    };
    MapReader reader(map, {[&](Record const& record) {
                               text += "<" + head(record) + "@" + std::to_string(record.line);
                               for (auto const& fact : record.facts) {
                                   text += fact;
                               }
                               text += ">";
                               return Status{};
                           },
                           [&](Record const& record) {
                               text += "</" + head(record);
                               for (auto const& fact : record.facts) {
                                   text += " [" + fact + "]";
                               }
                               text += ">";
                               return Status{};
                           }});
    Reader parser(reader, "d.xml");
    REQUIRE(parser.feed(document));
    REQUIRE(parser.finish());
    return text;
}

/// The facts of the one record at `R`.
std::string facts(std::vector<ReadingMapText::Fact> const& wanted, std::string const& inside) {
    auto const text = told({{"r", "", "R", wanted}}, "<Document><R>" + inside + "</R></Document>");
    return text.substr(text.find("</r.1") + 6);
}

std::string fault(Records records) {
    auto const map = ReadingMap::compile({std::move(records)});
    REQUIRE_FALSE(map);
    return std::string(text_of(map.error().code)) + " " + map.error().value;
}

}  // namespace

TEST_CASE("facts are found by their path of local names, whatever the namespace") {
    CHECK(facts({{"a", "A"}, {"b", "B/C"}}, "<A>1</A><B><C>2</C><D>3</D></B>") == "[1] [2]>");
    CHECK(told({{"r", "", "R", {{"a", "A"}}}}, "<p:Document xmlns:p='urn:x'><p:R><p:A>1</p:A></p:R></p:Document>") ==
          "<r.1@1></r.1 [1]>");
    CHECK(facts({{"a", "A"}}, "<X><A>1</A></X>") == "[]>");
}

TEST_CASE("the first alternative in the map wins, in whichever order the document has them") {
    std::vector<ReadingMapText::Fact> const wanted = {{"x", "A|B|C/D"}};
    CHECK(facts(wanted, "<A>1</A><B>2</B>") == "[1]>");
    CHECK(facts(wanted, "<B>2</B><A>1</A>") == "[1]>");
    CHECK(facts(wanted, "<C><D>3</D></C><B>2</B>") == "[2]>");
    CHECK(facts(wanted, "<C><D>3</D></C>") == "[3]>");
    CHECK(facts(wanted, "<A/><B>2</B>") == "[2]>");
}

TEST_CASE("white space alone is no value, so a status counts as element and as choice") {
    std::vector<ReadingMapText::Fact> const wanted = {{"status", "Sts/Cd|Sts"}};
    CHECK(facts(wanted, "<Sts>BOOK</Sts>") == "[BOOK]>");
    CHECK(facts(wanted, "<Sts>\n  <Cd>BOOK</Cd>\n</Sts>") == "[BOOK]>");
    CHECK(facts({{"status", "Sts|Sts/Cd"}}, "<Sts>\n  <Cd>BOOK</Cd>\n</Sts>") == "[BOOK]>");
    CHECK(facts(wanted, "<Sts> \t\r\n</Sts>") == "[]>");
}

TEST_CASE("of repeated text the first counts, or with + all of it is joined without a blank") {
    CHECK(facts({{"x", "A"}}, "<A>1</A><A>2</A>") == "[1]>");
    CHECK(facts({{"x", "A+"}}, "<A>un</A><A/><A>broken</A>") == "[unbroken]>");
    CHECK(facts({{"x", "A+|B+"}}, "<B>3</B><A>1</A><B>4</B><A>2</A>") == "[12]>");
    CHECK(facts({{"x", "B/A+"}}, "<B><A>1</A></B><B><A>2</A></B>") == "[12]>");
}

TEST_CASE("attributes are facts, also of the record's own element") {
    CHECK(facts({{"amount", "Amt"}, {"currency", "Amt/@Ccy"}}, "<Amt Ccy='EUR' x='y'>1.00</Amt>") == "[1.00] [EUR]>");
    CHECK(told({{"r", "", "R", {{"x", "@x"}, {"t", "@absent"}}}}, "<Document><R x='1'/></Document>") ==
          "<r.1@1></r.1 [1] []>");
}

TEST_CASE("text that arrives in pieces is one value") {
    CHECK(facts({{"x", "A"}}, "<A>1&amp;2&#65;3</A>") == "[1&2A3]>");
}

TEST_CASE("records nest, close from the inside and are counted in the record around them") {
    Records const map = {{"o", "", "O", {{"x", "X"}}}, {"i", "o", "L/I", {{"y", "Y"}}}};
    CHECK(told(map,
               "<Document>\n<O><L><I><Y>1</Y></I>\n<I><Y>2</Y></I></L><X>a</X></O>\n"
               "<O><L><I/></L></O></Document>") ==
          "<o.1@2><i.1@2></i.1 [1]><i.2@3></i.2 [2]></o.1 [a]><o.2@4><i.1@4></i.1 []></o.2 []>");
}

TEST_CASE("a record may begin at several places and its facts are relative to each") {
    Records const map = {{"m", "", "A/S|B/R", {{"x", "X/Y"}}}, {"n", "m", "N|M/N", {{"z", "Z"}}}};
    CHECK(told(map, "<Document><B><R><X><Y>1</Y></X><M><N><Z>2</Z></N></M></R></B></Document>") ==
          "<m.1@1><n.1@1></n.1 [2]></m.1 [1]>");
    CHECK(told(map, "<Document><A><S><N><Z>2</Z></N><X><Y>1</Y></X></S></A></Document>") ==
          "<m.1@1><n.1@1></n.1 [2]></m.1 [1]>");
}

TEST_CASE("an outer record's fact may stand beside or inside an inner record") {
    Records const map = {{"e", "", "E", {{"b", "D/B"}, {"t", "D/T/X"}}}, {"d", "e", "D/T", {{"x", "X"}}}};
    CHECK(told(map, "<Document><E><D><B>1</B><T><X>2</X></T></D></E></Document>") ==
          "<e.1@1><d.1@1></d.1 [2]></e.1 [1] [2]>");
}

TEST_CASE("reading begins at Document, wherever it stands, and ends with it") {
    Records const map = {{"r", "", "R", {{"a", "A"}}}};
    CHECK(told(map, "<W><R><A>0</A></R><Body><Document><R><A>1</A></R></Document></Body><R><A>2</A></R></W>") ==
          "<r.1@1></r.1 [1]>");
    CHECK(told(map, "<W><Document><R/></Document><Document><R/></Document></W>") == "<r.1@1></r.1 []><r.2@1></r.2 []>");
    CHECK(told(map, "<R><A>1</A></R>").empty());
}

TEST_CASE("the first step of a longer path begins a message wherever it stands, Document or not") {
    Records const map = {{"r", "", "M/R", {{"a", "A"}}}};
    CHECK(told(map, "<M><R><A>1</A></R></M>") == "<r.1@1></r.1 [1]>");
    CHECK(told(map, "<W><X><M><R><A>1</A></R></M></X><M><R/></M></W>") == "<r.1@1></r.1 [1]><r.2@1></r.2 []>");
    CHECK(told(map, "<Document><X><M><R><A>1</A></R></M></X></Document>") == "<r.1@1></r.1 [1]>");
    CHECK(told(map, "<W><R><A>1</A></R></W>").empty());
}

TEST_CASE("a record that may begin anywhere does so off the map too") {
    Records map = {{"o", "", "M/O", {{"x", "X"}}}, {"r", "o", "R", {{"a", "A"}}}};
    map[1].anywhere = true;
    CHECK(told(map, "<W><R><A>1</A></R><R/></W>") == "<r.1@1></r.1 [1]><r.2@1></r.2 []>");
    CHECK(told(map, "<M><O><X>2</X><Y><R><A>1</A></R></Y></O></M>") == "<o.1@1><r.1@1></r.1 [1]></o.1 [2]>");
    CHECK(compiled(map).begins_at("R"));
    CHECK(compiled(map).begins_at("M"));
    CHECK_FALSE(compiled(map).begins_at("O"));
}

TEST_CASE("a place with a slash in front is one from Document") {
    Records const map = {{"o", "", "M/O", {{"x", "X"}}}, {"r", "o", "R|/N/R", {{"a", "A"}}}};
    CHECK(told(map, "<Document><M><O><R><A>1</A></R></O></M><N><R><A>2</A></R></N></Document>") ==
          "<o.1@1><r.1@1></r.1 [1]></o.1 []><r.2@1></r.2 [2]>");
}

TEST_CASE("a record knows what is around it as far as that was read, and what it lacks") {
    Records map = {{"o", "", "M/O", {{"x", "X"}, {"y", "Y"}}}, {"r", "o", "R", {{"a", "A"}}}};
    map[1].needed = {"a"};
    auto const reading = compiled(map);
    std::string text;
    MapReader reader(reading, {{}, [&](Record const& record) {
                                   text += record.around == nullptr ? "-"
                                                                    : record.around->facts[0] + record.around->facts[1];
                                   text += reading.name_of(record.kind) + "." + reading.missing_in(record) + " ";
                                   return Status{};
                               }});
    Reader parser(reader, "d.xml");
    REQUIRE(parser.feed("<M><O><X>1</X><R/><R><A>2</A></R><Y>3</Y></O></M>"));
    CHECK(text == "1r.a 1r. -o. ");
}

TEST_CASE("a record knows everything around it, however deep records nest") {
    auto const reading = compiled({{"r", "", "M/R", {{"a", "@n"}}, true}});
    std::string text;
    MapReader reader(reading, {[&](Record const& record) {
                                   for (auto const* around = record.around; around != nullptr;
                                        around = around->around) {
                                       text += around->facts[0];
                                   }
                                   text += " ";
                                   return Status{};
                               },
                               {}});
    Reader parser(reader, "d.xml");
    std::string document;
    for (auto level = 1; level <= 9; ++level) {
        document += "<M><R n='" + std::to_string(level) + "'>";
    }
    for (auto level = 1; level <= 9; ++level) {
        document += "</R></M>";
    }
    REQUIRE(parser.feed(document));
    CHECK(text == " 1 21 321 4321 54321 654321 7654321 87654321 ");
}

TEST_CASE("white space around a value is none of it, but stays where texts are joined") {
    CHECK(facts({{"x", "A"}, {"y", "B+"}}, "<A>\n 1 2 </A><B>a </B><B>b</B>") == "[1 2] [a b]>");
}

TEST_CASE("an error of the listener ends the reading") {
    auto const map = compiled({{"r", "", "R", {{"a", "A"}}}});
    for (auto const at_open : {true, false}) {
        auto const refuse = [](Record const&) { return Status{Error{ErrorCode::entry_amount, {}, {}, {}}}; };
        MapReader reader(map, at_open ? MapReader::Listener{refuse, {}} : MapReader::Listener{{}, refuse});
        Reader parser(reader, "d.xml");
        auto const fed = parser.feed("<Document>\n<R/></Document>");
        REQUIRE_FALSE(fed);
        CHECK(fed.error().code == ErrorCode::entry_amount);
        CHECK(fed.error().position.row == 2);
    }
}

TEST_CASE("records and facts are found by name") {
    auto const map = compiled({{"o", "", "O", {{"x", "X"}}}, {"i", "o", "I", {{"y", "Y"}, {"z", "Z"}}}});
    CHECK(map.record("o") == 0);
    CHECK(map.record("i") == 1);
    CHECK(map.fact(1, "z") == 1);
}

TEST_CASE("a map that cannot be meant is refused with what is odd about it") {
    CHECK(fault({{"r", "", "", {}}}) == "reading_map.syntax ");
    CHECK(fault({{"r", "", "A//B", {}}}) == "reading_map.syntax A//B");
    CHECK(fault({{"r", "", "A|", {}}}) == "reading_map.syntax ");
    CHECK(fault({{"r", "", "A/@b", {}}}) == "reading_map.syntax A/@b");
    CHECK(fault({{"r", "s", "A", {}}}) == "reading_map.syntax s");
    CHECK(fault({{"", "", "A", {}}}) == "reading_map.syntax ");
    CHECK(fault({{"r", "", "A", {}}, {"r", "", "B", {}}}) == "reading_map.syntax r");
    CHECK(fault({{"r", "", "A", {}}, {"s", "", "A", {}}}) == "reading_map.syntax A");
    CHECK(fault({{"r", "", "A", {{"x", "B"}, {"x", "C"}}}}) == "reading_map.syntax x");
    CHECK(fault({{"r", "", "A", {{"", "B"}}}}) == "reading_map.syntax ");
    for (auto const* const path : {"", "+", "B//C", "/B", "B/", "@", "B@c", "B/@c/D", "B/@c@d", "B+/C"}) {
        INFO(path);
        CHECK(fault({{"r", "", "A", {{"x", path}}}}).substr(0, 18) == "reading_map.syntax");
    }
}
