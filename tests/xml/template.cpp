#include "xml/template.hpp"

#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

Vocabulary const letters = {{"file", {"a", "b"}}, {"row", {"c", "d"}}, {"cell", {"e", "a"}}};

std::string wrapped(std::string const& inside) {
    return "<R xmlns=\"urn:r\" xmlns:t=\"urn:almoner:template\">" + inside + "</R>";
}

/// A template of two scopes out of what stands before and in its row.
std::string with_row(std::string const& before, std::string const& row) {
    return wrapped(before + "<Row t:each=\"row\">" + row + "</Row>");
}

Vocabulary const two_scopes = {letters[0], letters[1]};
Vocabulary const one_scope = {letters[0]};

Template compiled(std::string const& text, Vocabulary const& vocabulary) {
    auto result = Template::compile(text, vocabulary, "message.xml");
    INFO(text);
    REQUIRE(result);
    return *std::move(result);
}

std::string fault(std::string const& text, Vocabulary const& vocabulary) {
    auto const result = Template::compile(text, vocabulary, "message.xml");
    INFO(text);
    REQUIRE_FALSE(result);
    auto const& error = result.error();
    CHECK(error.position.file == "message.xml");
    return std::string(text_of(error.code)) + " " + error.value + " " + std::to_string(error.position.row);
}

/// One file with these values and no inner rows.
std::string written_by(Template const& message, Values const& values) {
    StringSink sink;
    TemplateWriter writer(message, sink);
    REQUIRE(writer.open(values));
    REQUIRE(writer.close());
    return sink.text;
}

std::string written(std::string const& inside, Values const& values) {
    return written_by(compiled(wrapped(inside), one_scope), values);
}

std::string in_root(std::string const& inside) { return "<R xmlns=\"urn:r\">" + inside + "</R>"; }

std::string written_rows(std::string const& text, std::vector<Values> const& rows) {
    auto const message = compiled(text, two_scopes);
    StringSink sink;
    TemplateWriter writer(message, sink);
    REQUIRE(writer.open({"A", "B"}));
    for (auto const& row : rows) {
        REQUIRE(writer.open(row));
        REQUIRE(writer.close());
    }
    REQUIRE(writer.close());
    return sink.text;
}

}  // namespace

TEST_CASE("fields stand in text and attributes, alone or among constant words") {
    CHECK(written("<A>{a}</A><B x=\"{b}\">{a}-{b}!</B>", {"1", "2"}) == in_root("<A>1</A><B x=\"2\">1-2!</B>"));
    CHECK(written("<A>const</A>", {}) == in_root("<A>const</A>"));
}

TEST_CASE("values are escaped as canonical form wants it") {
    CHECK(written("<A x=\"{a}\">{a}</A>", {"<&>\"\r\n\t"}) ==
          in_root("<A x=\"&lt;&amp;>&quot;&#xD;&#xA;&#x9;\">&lt;&amp;&gt;\"&#xD;\n\t</A>"));
}

TEST_CASE("constants of the template are escaped again, sorted and stripped of its own namespace") {
    CHECK(written("<A z=\"&lt;\" y='\"' b=\"1\">&amp;<!-- no -->&gt;</A>\n  "
                  "<B xmlns=\"urn:r\"/><C xmlns=\"urn:c&amp;d\"/>",
                  {}) ==
          in_root("<A b=\"1\" y=\"&quot;\" z=\"&lt;\">&amp;&gt;</A><B></B><C xmlns=\"urn:c&amp;d\"></C>"));
}

TEST_CASE("white space between elements is dropped and white space beside a field is kept") {
    CHECK(written("\n  <A>\n <B> {a} </B>\n\t</A>\n", {"1"}) == in_root("<A><B> 1 </B></A>"));
}

TEST_CASE("a condition holds for its element with everything inside") {
    std::string const text = "<A t:when=\"a\"><B>{a}</B></A><C t:unless=\"a\" x=\"1\"><D/></C><E/>";
    CHECK(written(text, {"1"}) == in_root("<A><B>1</B></A><E></E>"));
    CHECK(written(text, {""}) == in_root("<C x=\"1\"><D></D></C><E></E>"));
    CHECK(written(text, {}) == in_root("<C x=\"1\"><D></D></C><E></E>"));
}

TEST_CASE("conditions nest and meet on one element") {
    std::string const text = "<A t:when=\"a\"><B t:when=\"b\"/><C t:unless=\"b\"/></A><D t:unless=\"a\" t:when=\"b\"/>";
    CHECK(written(text, {"1", "2"}) == in_root("<A><B></B></A>"));
    CHECK(written(text, {"1", ""}) == in_root("<A><C></C></A>"));
    CHECK(written(text, {"", "2"}) == in_root("<D></D>"));
    CHECK(written(text, {"", ""}) == in_root(""));
}

TEST_CASE("one line feed stands before each repeated element and nowhere else") {
    auto const text = with_row("\n<A>{a}</A>\n", "\n  <C>{c}</C>\n");
    CHECK(written_rows(text, {}) == in_root("<A>A</A>"));
    CHECK(written_rows(text, {{"1"}, {"2"}}) == in_root("<A>A</A>\n<Row><C>1</C></Row>\n<Row><C>2</C></Row>"));
}

TEST_CASE("a repeated element with a condition leaves no line feed behind, however its attributes are ordered") {
    for (auto const* const attributes : {"t:each=\"row\" t:when=\"c\"", "t:when=\"c\" t:each=\"row\""}) {
        auto const text = wrapped("<Row " + std::string(attributes) + ">{c}</Row><Z/>");
        CHECK(written_rows(text, {{"1"}, {""}, {"3"}}) == in_root("\n<Row>1</Row>\n<Row>3</Row><Z></Z>"));
    }
}

TEST_CASE("three scopes nest, and outer fields are seen inside unless an inner one has the name") {
    auto const message = compiled(wrapped("<X>{a}</X><Row t:each=\"row\"><C>{c}{a}</C>"
                                          "<Cell t:each=\"cell\">{a}{b}{c}{e}</Cell><D>{d}</D></Row><Y/>"),
                                  letters);
    StringSink sink;
    TemplateWriter writer(message, sink);
    REQUIRE(writer.open({"A", "B"}));
    REQUIRE(writer.open({"C", "D"}));
    REQUIRE(writer.open({"E", "F"}));
    REQUIRE(writer.close());
    REQUIRE(writer.open({"G", "H"}));
    REQUIRE(writer.close());
    REQUIRE(writer.close());
    REQUIRE(writer.close());
    CHECK(sink.text == in_root("<X>A</X>\n<Row><C>CA</C>\n<Cell>FBCE</Cell>\n<Cell>HBCG</Cell><D>D</D></Row><Y></Y>"));
}

TEST_CASE("writing stops before the signature and the tail is constant") {
    auto const message = compiled(wrapped("<A>{a}</A><S><E><t:signature/></E><F x=\"1\">2</F></S>\n"), one_scope);
    CHECK(message.has_signature());
    CHECK(message.tail() == "</E><F x=\"1\">2</F></S></R>");
    StringSink sink;
    TemplateWriter writer(message, sink);
    REQUIRE(writer.open({"1"}));
    REQUIRE(writer.close());
    CHECK(sink.text == "<R xmlns=\"urn:r\"><A>1</A><S><E>");
    CHECK_FALSE(compiled(wrapped("<A/>"), one_scope).has_signature());
    CHECK(compiled(wrapped("<A/>"), one_scope).tail().empty());
}

TEST_CASE("what is written is its own canonical form") {
    if (!workbench::have("xmllint")) {
        return;
    }
    auto const text = with_row("<A y=\"{a}\" x=\"&quot;&#9;\">{b}</A>", "<C xmlns=\"urn:c\"><D>{c}</D></C>\n<E/>");
    auto const document = written_rows(text, {{"<&>\r\n\t\"'"}, {"\xE6\xB5\x8B"}});
    auto const outcome = workbench::run("xmllint --exc-c14n '" + workbench::write("t.xml", document).string() + "'");
    REQUIRE(outcome.status == 0);
    CHECK(outcome.output == document);
}

TEST_CASE("control characters in values are refused, TAB, LF and CR are not") {
    auto const message = compiled(wrapped("<A x=\"{a}\"/><B>{b}</B>"), one_scope);
    auto const code_of = [&](std::string_view a, std::string_view b) {
        StringSink sink;
        TemplateWriter writer(message, sink);
        auto const opened = writer.open({a, b});
        return opened ? std::string("holds") : std::string(text_of(opened.error().code));
    };
    CHECK(code_of("\t\n\r ", "\t\n\r ") == "holds");
    CHECK(code_of(std::string_view("\0", 1), "") == "document.invalid");
    CHECK(code_of("", "a\x1F") == "document.invalid");
    CHECK(code_of("\x0B", "") == "document.invalid");
}

TEST_CASE("names that the vocabulary lacks are told with their line") {
    CHECK(fault(wrapped("\n<A>{x}</A>"), one_scope) == "template.name_unknown x 2");
    CHECK(fault(wrapped("\n\n<A x=\"{x}\"/>"), one_scope) == "template.name_unknown x 3");
    CHECK(fault(wrapped("<A t:when=\"x\"/>"), one_scope) == "template.name_unknown x 1");
    CHECK(fault(wrapped("<A t:maybe=\"a\"/>"), one_scope) == "template.name_unknown maybe 1");
    CHECK(fault(wrapped("<A t:each=\"x\"/>"), one_scope) == "template.name_unknown x 1");
    CHECK(fault(wrapped("<A>{}</A>"), one_scope) == "template.name_unknown  1");
}

TEST_CASE("a fault is told with the column where the start tag before it ends") {
    auto const result = Template::compile("<R>\n  <A>1</A><B>{x}</B></R>", one_scope, "message.xml");
    REQUIRE_FALSE(result);
    CHECK(result.error().position.row == 2);
    CHECK(result.error().position.column == 13);
}

TEST_CASE("the outermost element stands under no condition") {
    auto const* const directive = "<R xmlns:t=\"urn:almoner:template\" t:when=\"a\"/>";
    CHECK(fault(directive, one_scope) == "template.structure a 1");
}

TEST_CASE("which fields a template uses is known, in text, attributes and conditions") {
    auto const message = compiled(with_row("<A t:when=\"a\">1</A>", "<C x=\"{d}\"/>"), two_scopes);
    CHECK(message.uses(0, 0));
    CHECK_FALSE(message.uses(0, 1));
    CHECK_FALSE(message.uses(1, 0));
    CHECK(message.uses(1, 1));
    CHECK_FALSE(message.uses(2, 0));
}

TEST_CASE("a field is unknown outside its scope") {
    CHECK(fault(with_row("<A>{c}</A>", ""), two_scopes) == "template.name_unknown c 1");
    CHECK(fault(wrapped("<Row t:each=\"row\"/><A t:when=\"c\"/>"), two_scopes) == "template.name_unknown c 1");
}

TEST_CASE("scopes that nest wrongly are refused") {
    CHECK(fault(wrapped("<A t:each=\"cell\"/>"), letters) == "template.structure cell 1");
    CHECK(fault(wrapped("<A t:each=\"file\"/>"), one_scope) == "template.structure file 1");
    CHECK(fault(wrapped("<A t:each=\"row\"/><A t:each=\"row\"/>"), two_scopes) == "template.structure row 1");
    CHECK(fault(wrapped("<A t:each=\"row\"/><A t:each=\"cell\"/>"), letters) == "template.structure cell 1");
    CHECK(fault(wrapped("<B t:when=\"a\"><A t:each=\"row\"/></B>"), two_scopes) == "template.structure row 1");
    CHECK(fault(wrapped("<A/>"), two_scopes) == "template.structure row 1");
    CHECK(fault("<R xmlns:t=\"urn:almoner:template\" t:each=\"row\"/>", two_scopes) == "template.structure row 1");
}

TEST_CASE("what holds the signature is left out of a document whose signature stands beside it") {
    auto const text = wrapped("<A>{a}</A><S t:holds=\"signature\"><E x=\"{b}\"><t:signature/>\n</E></S><Z/>");
    auto const beside = Template::compile(testing::replaced(text, " x=\"{b}\"", ""), one_scope, "message.xml",
                                          Template::Signature::beside);
    REQUIRE(beside);
    CHECK_FALSE(beside->has_signature());
    CHECK(beside->tail().empty());
    CHECK(written_by(*beside, {"1", "2"}) == "<R xmlns=\"urn:r\"><A>1</A><Z></Z></R>");
    auto const inside = compiled(text, one_scope);
    CHECK(inside.has_signature());
    CHECK(written_by(inside, {"1", "2"}) == "<R xmlns=\"urn:r\"><A>1</A><S><E x=\"2\">");
    CHECK(inside.tail() == "</E></S><Z></Z></R>");
    CHECK(fault(wrapped("<S t:holds=\"a\"/>"), one_scope) == "template.name_unknown holds 1");
}

TEST_CASE("a signature ahead stands in front of what it is over, and the message behind is another's whole") {
    auto const text =
        wrapped("<H><S t:holds=\"signature\"><t:signature/></S></H><B><t:include message=\"inner\"/></B>");
    auto const include = [](std::string const& name) -> Result<std::string> {
        CHECK(name == "inner");
        return std::string(
            "<?xml version=\"1.0\"?><D xmlns=\"urn:d\" xmlns:t=\"urn:almoner:template\"><A>{a}</A><Row "
            "t:each=\"row\">{c}</Row>"
            "<X t:holds=\"signature\"><t:signature/></X></D>");
    };
    auto const message = Template::compile(text, two_scopes, "message.xml", Template::Signature::ahead, include);
    REQUIRE(message);
    CHECK(message->has_signature());
    CHECK(message->tail().empty());
    for (std::string const signature : {"", "<s></s>"}) {
        StringSink sink;
        TemplateWriter writer(*message, sink, signature);
        REQUIRE(writer.open({"1"}));
        REQUIRE(writer.open({"2"}));
        REQUIRE(writer.close());
        REQUIRE(writer.close());
        CHECK(sink.text == "<R xmlns=\"urn:r\"><H><S>" + signature +
                               "</S></H><B><D xmlns=\"urn:d\"><A>1</A>\n<Row>2</Row></D></B></R>");
    }
}

TEST_CASE("an included message is told by its own name, and includes nothing itself") {
    auto const fault_in = [](std::string const& inner, std::string const& outer) {
        auto const include = [&inner](std::string const&) { return Result<std::string>(inner); };
        auto const result =
            Template::compile(wrapped(outer), one_scope, "message.xml", Template::Signature::ahead, include);
        REQUIRE_FALSE(result);
        auto const& error = result.error();
        return error.position.file + " " + std::string(text_of(error.code)) + " " + error.value + " " +
               std::to_string(error.position.row);
    };
    std::string const including = "<t:include message=\"inner\"/>";
    CHECK(fault_in("<D>\n<A>{q}</A></D>", including) == "inner/message.xml template.name_unknown q 2");
    CHECK(fault_in(wrapped(including), including) == "inner/message.xml template.structure include 1");
    CHECK(fault_in("<D>", including).starts_with("inner/message.xml document.malformed"));
    CHECK(fault_in("<D/>", "<t:include/>") == "message.xml template.structure include 1");
    CHECK(fault(wrapped(including), one_scope) == "template.structure include 1");
}

TEST_CASE("a signature ahead has no place behind rows") {
    auto const text = wrapped("<Row t:each=\"row\">{c}</Row><t:signature/>");
    auto const message = Template::compile(text, two_scopes, "message.xml", Template::Signature::ahead);
    REQUIRE_FALSE(message);
    CHECK(message.error().code == ErrorCode::template_structure);
}

TEST_CASE("a signature in the wrong place and fields after it are refused") {
    CHECK(fault(wrapped("<t:signature/><A>{a}</A>"), one_scope) == "template.structure a 1");
    CHECK(fault(wrapped("<t:signature/><A t:when=\"a\"/>"), one_scope) == "template.structure a 1");
    CHECK(fault(wrapped("<t:signature/><A t:each=\"row\"/>"), two_scopes) == "template.structure row 1");
    CHECK(fault(wrapped("<t:signature/><t:signature/>"), one_scope) == "template.structure signature 1");
    CHECK(fault(wrapped("<A t:when=\"a\"><t:signature/></A>"), one_scope) == "template.structure signature 1");
    CHECK(fault(with_row("", "<t:signature/>"), two_scopes) == "template.structure signature 1");
    CHECK(fault(wrapped("<t:signature>x</t:signature>"), one_scope) == "template.structure signature 1");
    CHECK(fault(wrapped("<t:signature><A/></t:signature>"), one_scope) == "template.structure A 1");
    CHECK(fault(wrapped("<t:other/>"), one_scope) == "template.structure other 1");
}

TEST_CASE("braces that do not pair and prefixes are refused") {
    CHECK(fault(wrapped("<A>{a</A>"), one_scope) == "template.structure {a 1");
    CHECK(fault(wrapped("<A>a}</A>"), one_scope) == "template.structure } 1");
    CHECK(fault(wrapped("<p:A xmlns:p=\"urn:p\"/>"), one_scope) == "template.structure A 1");
    CHECK(fault(wrapped("<A xmlns:p=\"urn:p\" p:x=\"1\"/>"), one_scope) == "template.structure x 1");
}

TEST_CASE("a template that is not well-formed is refused") {
    CHECK(fault(wrapped("<A>"), one_scope).substr(0, 18) == "document.malformed");
    CHECK(fault("<!DOCTYPE R>" + wrapped(""), one_scope).substr(0, 15) == "document.attack");
}
