#pragma once

#include <map>
#include <string>
#include <vector>

#include "xml/schema.hpp"
#include "xml/template.hpp"
#include "xml/workbench.hpp"

/// The message templates in formats/ against our usage guidelines and the official schemas.
namespace messages {

using namespace almoner;
using namespace almoner::xml;

/// Values by name, so that a test reads like the message; names left out are absent.
using Named = std::map<std::string, std::string>;

struct Row {
    Named values;
    std::vector<Row> rows;
};

inline std::filesystem::path message_file(std::string const& message, std::string const& file) {
    return std::filesystem::path(ALMONER_SOURCE) / "formats" / "messages" / message / file;
}

inline Named with(Named values, Named const& changes) {
    for (auto const& [name, value] : changes) {
        values[name] = value;
    }
    return values;
}

inline void write_row(TemplateWriter& writer, Vocabulary const& vocabulary, std::size_t scope, Row const& row) {
    Values values;
    for (auto const& field : vocabulary.at(scope).fields) {
        auto const found = row.values.find(field);
        values.push_back(found == row.values.end() ? std::string_view{} : std::string_view(found->second));
    }
    REQUIRE(writer.open(values));
    for (auto const& inner : row.rows) {
        write_row(writer, vocabulary, scope + 1, inner);
    }
    REQUIRE(writer.close());
}

/// What every program that writes the message must know; the programs' own lists may hold more.
Vocabulary vocabulary_of(std::string const& message);

/// The document with an empty Signature where a true one goes.
inline std::string document_of(std::string const& message, Row const& file) {
    auto const vocabulary = vocabulary_of(message);
    auto const compiled =
        Template::compile(workbench::read(message_file(message, "message.xml")), vocabulary, message + "/message.xml",
                          message == "pain.001.001.03" ? Template::Signature::beside : Template::Signature::at_end);
    if (!compiled) {
        FAIL(text_of(compiled.error().code) << " " << compiled.error().value);
    }
    REQUIRE(compiled->has_signature() == (message != "pain.001.001.03"));
    StringSink sink;
    TemplateWriter writer(*compiled, sink);
    write_row(writer, vocabulary, 0, file);
    return !compiled->has_signature()
               ? sink.text
               : sink.text + "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"></Signature>" + compiled->tail();
}

inline std::string ours(std::string const& message, std::string const& document) {
    auto const schema = Schema::load(message_file(message, "schema.xsd"));
    REQUIRE(schema);
    auto const valid = schema->validate(workbench::write("message.xml", document));
    return valid ? "holds" : valid.error().arguments.at(0);
}

/// "holds", or what xmllint has against the document.
inline std::string by_xmllint(std::filesystem::path const& schema, std::string const& document) {
    auto const file = workbench::write("message.xml", document);
    auto const outcome =
        workbench::run("xmllint --nonet --noout --schema '" + schema.string() + "' '" + file.string() + "' 2>&1");
    return outcome.status == 0 ? "holds" : outcome.output;
}

/// Ours by both programs, the official schema, and canonical form.
inline void check_document(std::string const& message, Row const& file) {
    auto const document = document_of(message, file);
    INFO(document);
    CHECK(ours(message, document) == "holds");
    if (!workbench::have("xmllint")) {
        return;
    }
    CHECK(by_xmllint(message_file(message, "schema.xsd"), document) == "holds");
    auto const canonical =
        workbench::run("xmllint --exc-c14n '" + workbench::write("canonical.xml", document).string() + "'");
    CHECK(canonical.output == document);
    if (auto const official = workbench::shared("xsd/" + message + ".xsd"); !official.empty()) {
        CHECK(by_xmllint(official, document) == "holds");
    }
}

inline void check_refused(std::string const& message, Row const& file, std::string const& word) {
    auto const document = document_of(message, file);
    INFO(document);
    CHECK(ours(message, document).find(word) != std::string::npos);
}

}  // namespace messages
