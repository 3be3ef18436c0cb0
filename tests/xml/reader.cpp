#include "xml/reader.hpp"

#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;
using workbench::Notes;

namespace {

Limits lenient() {
    Limits limits;
    limits.accept = Accept::any_well_formed;
    return limits;
}

Status read_in_chunks(std::string_view document, std::size_t chunk_bytes, Handler& handler, Limits limits = {}) {
    Reader reader(handler, "d.xml", limits);
    for (std::size_t at = 0; at < document.size(); at += chunk_bytes) {
        if (auto const fed = reader.feed(document.substr(at, chunk_bytes)); !fed) {
            return fed;
        }
    }
    return reader.finish();
}

/// "holds", or the code of what was refused and the value that names it.
std::string verdict(std::string_view document, Limits limits = {}) {
    Notes notes;
    auto const read = read_in_chunks(document, 4096, notes, limits);
    if (read) {
        return "holds";
    }
    auto const& error = read.error();
    return std::string(text_of(error.code)) + (error.value.empty() ? "" : " " + error.value);
}

std::string told(std::string_view document, Limits limits = {}) {
    Notes notes;
    auto const read = read_in_chunks(document, 4096, notes, limits);
    INFO(document);
    REQUIRE(read);
    return notes.told;
}

std::string nested(std::size_t depth) {
    std::string document;
    for (std::size_t at = 0; at < depth; ++at) {
        document += "<a>";
    }
    for (std::size_t at = 0; at < depth; ++at) {
        document += "</a>";
    }
    return document;
}

class StopsAt final : public Handler {
public:
    explicit StopsAt(std::string name) : name_(std::move(name)) {}
    Status start(Element const& element) override {
        ++started;
        return element.name == name_ ? Status{Error{ErrorCode::entry_amount, {}, {}, {}}} : Status{};
    }
    Status end(Element const&) override { return {}; }
    Status text(std::string_view) override { return {}; }
    int started = 0;

private:
    std::string name_;
};

}  // namespace

TEST_CASE("names, namespaces, attributes and text are told as they stand") {
    CHECK(told("<a xmlns='urn:x' xmlns:p='urn:y'><p:b c='1' p:d='2'>t</p:b></a>") ==
          "(a xmlns:=urn:x xmlns:p=urn:y)(p:b c=1 p:d=2)t(/p:b)(/a)");
}

TEST_CASE("the five predefined entities and character references are told as what they stand for") {
    CHECK(told("<a b='&amp;&lt;&gt;&quot;&apos;&#65;'>&amp;&lt;&gt;&quot;&apos;&#x4E2D;</a>") ==
          "(a b=&<>\"'A)&<>\"'\xE4\xB8\xAD(/a)");
}

TEST_CASE("the cut of the chunks changes nothing, not even inside a letter") {
    std::string const document =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<a x='1 &amp; 2'>\r\n\xE6\xB5\x8B\xE8\xAF\x95 &amp; "
        "\xF0\x9F\x98\x80<b/>end</a>\r\n";
    auto const whole = told(document);
    for (std::size_t chunk_bytes = 1; chunk_bytes < document.size(); ++chunk_bytes) {
        Notes notes;
        REQUIRE(read_in_chunks(document, chunk_bytes, notes));
        CHECK(notes.told == whole);
    }
}

TEST_CASE("a start tag is told with its line") {
    Notes notes;
    REQUIRE(read_in_chunks("<a>\n<b>\n\n<c/></b></a>", 3, notes));
    CHECK(notes.line == 4);
}

TEST_CASE("a fault in the grammar is told with file, line and column") {
    Notes notes;
    auto const read = read_in_chunks("<a>\n  <b>\n  </c>\n</a>", 4096, notes);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::document_malformed);
    CHECK(read.error().position.file == "d.xml");
    CHECK(read.error().position.row == 3);
    CHECK(read.error().position.column > 0);
    REQUIRE(read.error().arguments.size() == 1);
    CHECK(read.error().arguments[0].find("mismatch") != std::string::npos);
}

TEST_CASE("what is cut off, doubled or empty is malformed") {
    CHECK(verdict("") == "document.malformed");
    CHECK(verdict("<a>") == "document.malformed");
    CHECK(verdict("<a></a") == "document.malformed");
    CHECK(verdict("<a/><b/>") == "document.malformed");
    CHECK(verdict("<a/>text") == "document.malformed");
    CHECK(verdict("text") == "document.malformed");
    CHECK(verdict("<a b='1' b='2'/>") == "document.malformed");
    CHECK(verdict("<p:a/>") == "document.malformed");
    CHECK(verdict("<a>&#1;</a>") == "document.malformed");
    CHECK(verdict("<a>\x01</a>") == "document.malformed");
}

TEST_CASE("bytes that are not UTF-8 are malformed, with and without a declaration") {
    CHECK(verdict("<a>\xFF</a>") == "document.malformed");
    CHECK(verdict("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>M\xFCller</a>") == "document.malformed");
    CHECK(verdict("<a b='\xC0\xAF'/>") == "document.malformed");
    CHECK(verdict("<a>\xED\xA0\x80</a>") == "document.malformed");
}

TEST_CASE("a DOCTYPE stops the reading, whatever stands in it") {
    std::string const laughs =
        "<!DOCTYPE a [<!ENTITY l0 'ha'><!ENTITY l1 '&l0;&l0;'><!ENTITY l2 '&l1;&l1;'>]><a>&l2;</a>";
    for (auto const& limits : {Limits{}, lenient()}) {
        CHECK(verdict(laughs, limits) == "document.attack DOCTYPE");
        CHECK(verdict("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", limits) == "document.attack DOCTYPE");
        CHECK(verdict("<!DOCTYPE a><a/>", limits) == "document.attack DOCTYPE");
        CHECK(verdict("<a>&l2;</a>", limits) == "document.malformed");
        CHECK(verdict("<a b='&l2;'/>", limits) == "document.malformed");
    }
}

TEST_CASE("comments, CDATA and processing instructions have no place in a signed document") {
    CHECK(verdict("<a>DE89<!-- -->37</a>") == "document.attack comment");
    CHECK(verdict("<a><![CDATA[x]]></a>") == "document.attack CDATA");
    CHECK(verdict("<?xml-stylesheet href='x'?><a/>") == "document.attack processing instruction");
    CHECK(verdict("<a/><?late x?>") == "document.attack processing instruction");
}

TEST_CASE("elsewhere comments are passed over and CDATA is text") {
    CHECK(told("<!-- a > b --><a>1<!-- ' -->2<![CDATA[<3>]]></a>", lenient()) == "(a)12<3>(/a)");
    CHECK(told("<?xml version='1.0' encoding='ISO-8859-1'?><a>M\xFCller</a>", lenient()) == "(a)M\xC3\xBCller(/a)");
    CHECK(told("<a xmlns:r='relative/name'/>", lenient()) == "(a xmlns:r=relative/name)(/a)");
}

TEST_CASE("depth, start tags and size are bounded") {
    CHECK(verdict(nested(32)) == "holds");
    CHECK(verdict(nested(33)) == "document.attack depth");
    auto const tag_of = [](std::size_t bytes) { return "<a b='" + std::string(bytes - 9, '>') + "'/>"; };
    CHECK(verdict(tag_of(8192)) == "holds");
    CHECK(verdict(tag_of(8200)) == "document.attack start tag");
    Limits small;
    small.file_bytes = 4;
    CHECK(verdict("<a/>", small) == "holds");
    CHECK(verdict("<a/>\n", small) == "document.attack size");
}

TEST_CASE("what the handler returns ends the reading and is handed on with its place") {
    StopsAt handler("b");
    auto const read = read_in_chunks("<a>\n<b/><c/></a>", 4096, handler);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::entry_amount);
    CHECK(read.error().position.file == "d.xml");
    CHECK(read.error().position.row == 2);
    CHECK(handler.started == 2);
}

TEST_CASE("a reader that has stopped stays stopped") {
    Notes notes;
    Reader reader(notes, "d.xml");
    REQUIRE_FALSE(reader.feed("<!DOCTYPE a>"));
    REQUIRE_FALSE(reader.feed("<a/>"));
    CHECK_FALSE(reader.finish());
    CHECK(notes.told.empty());
}

TEST_CASE("a file is read across its chunks") {
    auto const text = std::string(600U << 10, 'x');
    Notes notes;
    REQUIRE(read_file(workbench::write("long.xml", "<a>" + text + "</a>"), notes));
    CHECK(notes.told == "(a)" + text + "(/a)");
}

TEST_CASE("where it is allowed documents may follow one another, however the bytes are cut") {
    Limits several = lenient();
    several.documents = Documents::several;
    std::string const files =
        "\n <?xml version='1.0'?><a>\n<b/></a>\r\n\xEF\xBB\xBF<?xml version='1.0'?>\n<c/>\n<d/>\x1A\n";
    for (std::size_t chunk_bytes = 1; chunk_bytes <= files.size(); ++chunk_bytes) {
        Notes notes;
        REQUIRE(read_in_chunks(files, chunk_bytes, notes, several));
        CHECK(notes.told == "(a)\n(b)(/b)(/a)(c)(/c)(d)(/d)");
    }
    CHECK(verdict("<a/><b/>", lenient()) == "document.malformed");
    CHECK(verdict("<a/><b>", several) == "document.malformed");
    CHECK(verdict("", several) == "document.malformed");
    CHECK(verdict("<a/>text", several) == "document.malformed");
    CHECK(verdict("<a/><!DOCTYPE a><a/>", several) == "document.attack DOCTYPE");
}

TEST_CASE("lines are counted on from document to document") {
    Limits several = lenient();
    several.documents = Documents::several;
    for (std::size_t const chunk_bytes : {1, 5, 4096}) {
        StopsAt handler("z");
        auto const read = read_in_chunks("<a>\n\n</a>\n\n<b>\n<z/></b>", chunk_bytes, handler, several);
        REQUIRE_FALSE(read);
        CHECK(read.error().position.row == 6);
    }
}

TEST_CASE("bytes that somebody has converted are UTF-8 whatever the declaration says") {
    Limits converted = lenient();
    converted.written = Written::utf8;
    CHECK(told("<?xml version='1.0' encoding='UTF-16'?><a>\xC3\xBC</a>", converted) == "(a)\xC3\xBC(/a)");
}
