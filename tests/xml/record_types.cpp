#include "xml/record_types.hpp"

#include "xml/messages.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

std::optional<RecordTypes> types_of(std::string const& inside) {
    auto types = record_types(workbench::write(
        "types.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:r\" targetNamespace=\"urn:r\" "
        "elementFormDefault=\"qualified\">" +
            inside + "</xs:schema>"));
    REQUIRE(types);
    return *std::move(types);
}

std::string const row = R"(<xs:element name="R"><xs:complexType><xs:sequence>
    <xs:element name="Row" type="Row" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>)";
std::string const row_type = R"(<xs:complexType name="Row"><xs:sequence>
    <xs:element name="Id" type="Id"/><xs:element name="Day" type="xs:date"/>
    <xs:element name="Money"><xs:complexType><xs:simpleContent><xs:extension base="xs:decimal">
      <xs:attribute name="Ccy" type="Id"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
    <xs:choice><xs:group ref="More"/></xs:choice>
  </xs:sequence></xs:complexType>
  <xs:group name="More"><xs:sequence><xs:element name="Deep"><xs:complexType><xs:sequence>
    <xs:element name="Note" type="xs:string" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:group>
  <xs:simpleType name="Id"><xs:restriction base="Short"><xs:pattern value="[A-Z]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Short"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>)";

}  // namespace

TEST_CASE("the record of a schema is told with the types of its texts, wherever they are declared") {
    auto const types = types_of(row + row_type);
    REQUIRE(types);
    CHECK(types->name == "Row");
    REQUIRE(types->texts.size() == 3);  // nothing is told of a date
    CHECK(types->texts.at("Id").surely_holds("ABC"));
    CHECK_FALSE(types->texts.at("Id").surely_holds("ABCD"));
    CHECK_FALSE(types->texts.at("Id").surely_holds("abc"));
    CHECK(types->texts.at("Money").is_decimal);
    CHECK(types->texts.at("Deep/Note").surely_holds("anything"));
}

TEST_CASE("a schema that may let one record hang on another has none") {
    auto const with_id = [](std::string const& type) {
        return types_of(row + workbench::replaced(row_type, "xs:date", type));
    };
    CHECK(with_id("xs:time"));
    CHECK_FALSE(with_id("xs:ID"));
    CHECK_FALSE(with_id("xs:IDREF"));
    CHECK_FALSE(with_id("xs:ENTITY"));
    auto const unique =
        R"(<xs:unique name="u"><xs:selector xpath="Row"/><xs:field xpath="Id"/></xs:unique></xs:element>)";
    auto const last = row.rfind("</xs:element>");
    CHECK_FALSE(types_of(row.substr(0, last) + unique + row_type));
    CHECK_FALSE(types_of(
        row + workbench::replaced(row_type, "name=\"Id\" type=\"Id\"", "name=\"Id\" type=\"Id\" default=\"A\"")));
    CHECK_FALSE(types_of(row + workbench::replaced(row_type, "<xs:choice>", "<xs:any/><xs:choice>")));
    CHECK_FALSE(
        types_of(row + workbench::replaced(row_type, "<xs:choice>", "<xs:any namespace=\"##any\"/><xs:choice>")));
    // What is of another schema is told of by that alone, and whatever holds it is no record.
    CHECK_FALSE(
        types_of(row + workbench::replaced(row_type, "<xs:choice>", "<xs:any namespace=\"urn:x\"/><xs:choice>")));
    // Two elements of one name may be two things.
    CHECK_FALSE(types_of(row + "<xs:element name=\"Row\" type=\"Id\"/>" + row_type));
    CHECK_FALSE(types_of("<xs:import namespace=\"urn:x\"/>" + row + row_type));
}

TEST_CASE("each message that is written with a schema has the record that it is full of") {
    auto const record_of = [](std::string const& message) {
        auto const types = record_types(messages::message_file(message, "schema.xsd"));
        REQUIRE(types);
        return *types ? (*types)->name : std::string("none");
    };
    CHECK(record_of("pain.001.001.03") == "CdtTrfTxInf");
    CHECK(record_of("pain.001.001.09") == "CdtTrfTxInf");
    CHECK(record_of("pain.001.001.12") == "CdtTrfTxInf");
    CHECK(record_of("cn-batch-1") == "Row");
    CHECK(record_of("camt.055.001.08") == "TxInf");
    CHECK(record_of("pain.001.001.09-bah") == "none");
}
