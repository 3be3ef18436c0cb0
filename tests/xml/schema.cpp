#include "xml/schema.hpp"

#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

constexpr auto rules = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:r" targetNamespace="urn:r"
           elementFormDefault="qualified">
  <xs:element name="R"><xs:complexType><xs:sequence>
    <xs:element name="Code" type="Code"/>
    <xs:element name="Amount" type="xs:decimal" maxOccurs="unbounded"/>
    <xs:element name="Name" type="Name" minOccurs="0"/>
    <xs:element name="Kind" minOccurs="0">
      <xs:complexType><xs:attribute name="k" type="Kind"/></xs:complexType>
    </xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:simpleType name="Code">
    <xs:restriction base="xs:string"><xs:pattern value="[A-Z]{4}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Name">
    <xs:restriction base="xs:string"><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Kind">
    <xs:restriction base="xs:string"><xs:enumeration value="A&amp;B"/></xs:restriction></xs:simpleType>
</xs:schema>)";

Schema const& loaded() {
    static auto const schema = [] {
        auto result = Schema::load(workbench::write("rules.xsd", rules));
        REQUIRE(result);
        return *std::move(result);
    }();
    return schema;
}

Status validate(std::string const& document) { return loaded().validate(workbench::write("d.xml", document)); }

std::string body(std::string const& inside) { return "<R xmlns=\"urn:r\">\n" + inside + "\n</R>"; }

std::string verdict(std::string const& document) {
    auto const valid = validate(document);
    if (valid) {
        return "holds";
    }
    return std::string(text_of(valid.error().code)) + " " + std::to_string(valid.error().position.row);
}

/// libxml2's words for what is wrong.
std::string words(std::string const& document) {
    auto const valid = validate(document);
    REQUIRE_FALSE(valid);
    REQUIRE(valid.error().arguments.size() == 1);
    return valid.error().arguments[0];
}

}  // namespace

TEST_CASE("a document that follows its schema holds") {
    CHECK(verdict(body("<Code>ABCD</Code><Amount>1.50</Amount><Name>n</Name><Kind k=\"A&amp;B\"/>")) == "holds");
    std::string const declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    CHECK(verdict(declaration + body("<Code>ABCD</Code><Amount>1</Amount>") + "\n") == "holds");
}

TEST_CASE("what breaks the schema is told with file and line") {
    auto const valid = validate(body("<Code>ABCD</Code>\n<Amount>1</Amount>\n<Other/>"));
    REQUIRE_FALSE(valid);
    CHECK(valid.error().code == ErrorCode::document_invalid);
    CHECK(valid.error().position.file == "d.xml");
    CHECK(valid.error().position.row == 4);
    CHECK(valid.error().arguments.at(0).find("This element is not expected") != std::string::npos);
    CHECK(verdict(body("<Code>ABCD</Code>")) == "document.invalid 3");
    CHECK(verdict(body("<Code>ABCD</Code><Amount>1</Amount>\n\n<Name>longer</Name>")) == "document.invalid 4");
    CHECK(verdict("<R>\n<Code>ABCD</Code></R>") == "document.invalid 1");
}

TEST_CASE("the line is right behind a chunk's end") {
    std::string amounts;
    for (auto count = 0; count < 30000; ++count) {
        amounts += "<Amount>1</Amount>\n";
    }
    CHECK(verdict(body("<Code>ABCD</Code>" + amounts)) == "holds");
    CHECK(verdict(body("<Code>ABCD</Code>" + amounts + "<Amount>x</Amount>")) == "document.invalid 30002");
}

TEST_CASE("names and accounts in the document do not reach the words about it") {
    auto const code = words(body("<Code>Li' is not Si</Code><Amount>1</Amount>"));
    CHECK(code.find("pattern") != std::string::npos);
    CHECK(code.find("Li") == std::string::npos);
    CHECK(code.find("Si") == std::string::npos);
    auto const amount = words(body("<Code>ABCD</Code><Amount>LiSi</Amount>"));
    CHECK(amount.find("xs:decimal") != std::string::npos);
    CHECK(amount.find("LiSi") == std::string::npos);
    auto const kind = words(body("<Code>ABCD</Code><Amount>1</Amount><Kind k=\"LiSi\"/>"));
    CHECK(kind.find("enumeration") != std::string::npos);
    CHECK(kind.find("LiSi") == std::string::npos);
}

TEST_CASE("what is not well-formed or forbidden never counts as valid") {
    CHECK(verdict(body("<Code>ABCD</Code><Amount>1</Amount>") + "<R/>").substr(0, 18) == "document.malformed");
    CHECK(verdict("<R xmlns=\"urn:r\"><Code>ABCD</Code><Amount>1</Amount>").substr(0, 18) == "document.malformed");
    CHECK(verdict("").substr(0, 18) == "document.malformed");
    CHECK(verdict("<!DOCTYPE R [<!ENTITY c 'ABCD'>]>" + body("<Code>&c;</Code><Amount>1</Amount>")) ==
          "document.attack 1");
}

TEST_CASE("one schema serves many documents") {
    auto const& schema = loaded();
    auto const good = workbench::write("good.xml", body("<Code>ABCD</Code><Amount>1</Amount>"));
    auto const bad = workbench::write("bad.xml", body("<Code>ABCD</Code>"));
    for (auto count = 0; count < 3; ++count) {
        CHECK(schema.validate(good));
        CHECK_FALSE(schema.validate(bad));
    }
    auto const absent = schema.validate(workbench::folder() / "absent.xml");
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == ErrorCode::file_missing);
}

TEST_CASE("a faulty schema is refused when it is loaded") {
    auto const code_of = [](std::string const& text) {
        auto const schema = Schema::load(workbench::write("faulty.xsd", text));
        REQUIRE_FALSE(schema);
        CHECK(schema.error().position.file.find("faulty.xsd") != std::string::npos);
        return schema.error().code;
    };
    CHECK(code_of(workbench::replaced(rules, "xs:decimal", "xs:dezimal")) == ErrorCode::document_invalid);
    CHECK(code_of("<xs:schema") == ErrorCode::document_malformed);
    auto const absent = Schema::load(workbench::folder() / "absent.xsd");
    REQUIRE_FALSE(absent);
    CHECK(absent.error().code == ErrorCode::file_missing);
}
