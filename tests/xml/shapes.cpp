#include "xml/shapes.hpp"

#include <random>

#include "xml/schema.hpp"
#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

constexpr auto rules = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:r" targetNamespace="urn:r"
           elementFormDefault="qualified">
  <xs:element name="R"><xs:complexType><xs:sequence>
    <xs:element name="Head" type="Name"/>
    <xs:element name="Part" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="No" type="xs:string"/>
      <xs:element name="Row" type="Row" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="Seal" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:any namespace="urn:seal" processContents="lax"/></xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:complexType name="Row"><xs:sequence>
    <xs:element name="Id"><xs:complexType><xs:sequence>
      <xs:element name="Own" type="Code"/><xs:element name="Other" type="Code" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="Sum"><xs:complexType><xs:simpleContent><xs:extension base="Sum">
      <xs:attribute name="Ccy" type="Code" use="required"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
    <xs:element name="Name" type="Name"/>
    <xs:element name="Day" type="xs:date" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Name"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Sum"><xs:restriction base="xs:decimal"><xs:minExclusive value="0"/><xs:totalDigits value="6"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
</xs:schema>)";

std::filesystem::path schema_file() {
    static auto const path = workbench::write("shapes.xsd", rules);
    return path;
}

RecordTypes const& types() {
    static auto const all = [] {
        auto result = record_types(schema_file());
        REQUIRE(result);
        REQUIRE(*result);
        return **std::move(result);
    }();
    return all;
}

std::string const declaration = R"(<?xml version="1.0" encoding="UTF-8"?>)";

std::string row(std::string const& own, std::string const& sum, std::string const& name, std::string const& more = "") {
    return "<Row><Id><Own>" + own + "</Own></Id><Sum Ccy=\"CNY\">" + sum + "</Sum><Name>" + name + "</Name>" + more +
           "</Row>";
}

std::string part(std::string const& rows) { return "<Part><No>1</No>" + rows + "</Part>"; }

std::string document(std::string const& parts) {
    return declaration + "<R xmlns=\"urn:r\"><Head>h</Head>" + parts + "</R>";
}

/// What is left of a document that comes in chunks of that size.
std::string left_of(std::string const& bytes, std::size_t chunk = 1 << 16) {
    std::string left;
    Shapes shapes(types(), [&left](std::string_view passed) {
        left += passed;
        return Status{};
    });
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        REQUIRE(shapes.feed(std::string_view(bytes).substr(at, chunk)));
    }
    REQUIRE(shapes.finish());
    return left;
}

}  // namespace

TEST_CASE("of rows of one shape the first is left") {
    auto const first = row("ABC", "1.50", "a");
    auto const all = first + row("DEF", "2", "\xE6\x9F\x90") + "\n" + row("GHI", "9999.99", "abcde");
    CHECK(left_of(document(part(all))) == document(part(first)));
}

TEST_CASE("a row of another shape is left, and known from then on") {
    auto const one = row("ABC", "1", "a");
    auto const dated = row("ABC", "1", "a", "<Day>2026-01-01</Day>");
    auto const dated_again = row("XYZ", "3", "b", "<Day>2026-01-01</Day>");
    auto const other_day = row("ABC", "1", "a", "<Day>2026-02-30</Day>");
    auto const dollars = workbench::replaced(one, "CNY", "USD");
    auto const all = one + dated + one + dated_again + other_day + dollars + dollars + one;
    CHECK(left_of(document(part(all))) == document(part(one + dated + other_day + dollars)));
}

TEST_CASE("a text that may not be of its type is left with its row") {
    auto const good = row("ABC", "1", "a");
    for (auto const& doubtful :
         {row("abc", "1", "a"), row("ABCD", "1", "a"), row("ABC", "0", "a"), row("ABC", "1.234", "a"),
          row("ABC", "1", "abcdef"), row("ABC", "1", ""), row("ABC", "1", "A&amp;B"), row("ABC", "1", "a]]>"),
          row("ABC", "1", "a\xC3"), row("ABC", "1", "a<!-- -->")}) {
        INFO(doubtful);
        auto const left = left_of(document(part(good + doubtful + good)));
        CHECK(left.find(doubtful) != std::string::npos);
    }
}

TEST_CASE("rows of another parent begin anew") {
    auto const one = row("ABC", "1", "a");
    CHECK(left_of(document(part(one + one) + part(one + one))) == document(part(one) + part(one)));
}

TEST_CASE("where chunks end changes nothing") {
    auto const one = row("ABC", "1", "a");
    auto const all = document(part(one + row("DEF", "2", "b") + " " + row("ABC", "1", "toolong") + one) +
                              part(one + row("ABC", "1", "b", "<Day>2026-01-01</Day>") + one));
    auto const left = left_of(all);
    CHECK(left.size() < all.size());
    for (std::size_t chunk = 1; chunk < 120; ++chunk) {
        INFO(chunk);
        CHECK(left_of(all, chunk) == left);
    }
}

TEST_CASE("from where a name may mean something else everything is left") {
    auto const one = row("ABC", "1", "a");
    auto const rows = part(one + one);
    for (auto const& whole : {"<R xmlns=\"urn:r\"><!-- c --><Head>h</Head>" + rows + "</R>",
                              "<R xmlns=\"urn:r\"><Head><![CDATA[h]]></Head>" + rows + "</R>",
                              "<R xmlns=\"urn:r\"><?do this?><Head>h</Head>" + rows + "</R>",
                              "<R xmlns=\"urn:r\"><Head xmlns=\"urn:x\">h</Head>" + rows + "</R>",
                              "<p:R xmlns:p=\"urn:r\"><Head>h</Head>" + rows + "</p:R>"}) {
        INFO(whole);
        CHECK(left_of(declaration + whole) == declaration + whole);
    }
    auto const other = R"(<?xml version="1.0" encoding="ISO-8859-1"?>)" + document(rows).substr(declaration.size());
    CHECK(left_of(other) == other);
    auto const marked = "\xEF\xBB\xBF" + document(rows);
    CHECK(left_of(marked) == marked);
    auto const sealed = "<Seal><s:x xmlns:s=\"urn:seal\">" + one + one + "</s:x></Seal>";
    CHECK(left_of(document(rows + sealed)) == document(part(one) + sealed));
    // Neither does a row that is no row of ours.
    for (auto const& inside : {"<Own xmlns=\"urn:x\">", "<Own xsi:type=\"Name\">", "<Own><!-- "}) {
        auto const odd = workbench::replaced(one, "<Own>", inside);
        CHECK(left_of(document(part(one + odd + one))) == document(part(one + odd + one)));
    }
}

std::string const several_rows =
    document(part(row("ABC", "1.50", "a") + row("DEF", "2", "\xE6\x9F\x90") + "\n" + row("GHI", "99.9", "A&amp;B") +
                  row("GHI", "3", "c", "<Day>2026-01-01</Day>")) +
             part(row("ABC", "1", "a") + row("JKL", "0.01", "b") + row("MNO", "7", "b")));

/// Changes a document somewhere behind its declaration.
class Changes {
public:
    std::string of(std::string document) {
        for (auto changes = 1 + below(2); changes > 0; --changes) {
            change(document);
        }
        return document;
    }

private:
    void change(std::string& document) {
        static std::string const pieces[] = {"<",
                                             ">",
                                             "/",
                                             "&",
                                             "\"",
                                             "=",
                                             " ",
                                             "\n",
                                             "0",
                                             ".",
                                             "-",
                                             "A",
                                             "\xC3",
                                             "\x01",
                                             "]]>",
                                             "xmlns=\"urn:x\"",
                                             "<!-- -->",
                                             "</Row>",
                                             "<Row>",
                                             "<Row><Id><Own>",
                                             "<Day>2026-01-01</Day>",
                                             "</Name>",
                                             "&lt;",
                                             "</Part><Part><No>2</No>"};
        auto const at = place(document);
        switch (below(8)) {
            case 0: document.replace(at, 1, pieces[below(std::size(pieces))]); break;
            case 1: document.insert(at, pieces[below(std::size(pieces))]); break;
            case 2: document.erase(at, 1 + below(40)); break;
            case 3: document.insert(at, document.substr(place(document), 1 + below(60))); break;
            // Most bytes stand for themselves wherever they are.
            default: document.replace(at, 1, 1, "ABab019."[below(8)]); break;
        }
    }
    std::size_t place(std::string const& document) {
        return declaration.size() + below(document.size() - declaration.size());
    }
    std::size_t below(std::size_t most) { return static_cast<std::size_t>(random_() % most); }

    std::mt19937 random_{11};
};

TEST_CASE("no change to a document gives another verdict than libxml2's on the whole of it") {
    auto const schema = Schema::load(schema_file());
    REQUIRE(schema);
    auto const holds = [&](std::string const& document) {
        return static_cast<bool>(schema->validate(workbench::write("m.xml", document)));
    };
    REQUIRE(holds(several_rows));
    Changes changes;
    auto valid = 0;
    for (auto round = 0; round < 8'000; ++round) {
        auto const changed = changes.of(several_rows);
        // A comment in front has everything seen by libxml2.
        auto whole = changed;
        whole.insert(declaration.size(), "<!-- -->");
        auto const by_libxml2 = holds(whole);
        if (holds(changed) != by_libxml2) {
            FAIL(changed);
        }
        valid += by_libxml2 ? 1 : 0;
    }
    CHECK(valid > 100);
    CHECK(valid < 7'000);
}
