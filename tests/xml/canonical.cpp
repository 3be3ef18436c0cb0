#include "xml/canonical.hpp"

#include <algorithm>
#include <random>

#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

namespace {

std::string canonical(std::string_view document) {
    StringSink sink;
    Canonicalizer canonicalizer(sink);
    Limits limits;
    limits.accept = Accept::any_well_formed;
    Reader reader(canonicalizer, "d.xml", limits);
    auto const fed = reader.feed(document);
    INFO(document);
    REQUIRE(fed);
    REQUIRE(reader.finish());
    return sink.text;
}

/// What xmllint makes of documents, one behind the other: a program started for each would take minutes.
std::string xmllint_forms(std::vector<std::string> const& documents) {
    std::string files;
    for (auto const& document : documents) {
        auto const name = "oracle" + std::to_string(files.size()) + ".xml";
        files += " '" + workbench::write(name, document).string() + "'";
    }
    auto const outcome = workbench::run("xmllint --nonet --exc-c14n" + files);
    REQUIRE(outcome.status == 0);
    return outcome.output;
}

/// Documents with everything canonical form has a rule for, but comments.
class Generator {
public:
    explicit Generator(std::uint32_t seed) : random_(seed) {}

    std::string document() {
        text_.clear();
        prefixes_ = {""};
        element(0);
        return text_;
    }

private:
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

    void element(int depth) {
        auto const known = prefixes_.size();
        std::string declarations;
        std::vector<std::string> declared;
        for (auto count = below(3); count > 0; --count) {
            auto const prefix = pick({"", "p", "q", "r"});
            if (std::find(declared.begin(), declared.end(), prefix) != declared.end()) {
                continue;
            }
            declared.push_back(prefix);
            prefixes_.push_back(prefix);
            // Only the default namespace may be undeclared.
            auto const uri = pick({"urn:a", "urn:b", "urn:c", prefix.empty() ? "" : "urn:d"});
            declarations += prefix.empty() ? " xmlns='" + uri + "'" : " xmlns:" + prefix + "=\"" + uri + "\"";
        }
        auto const name = qualified(pick({"a", "b", "cc"}));
        text_ += "<" + name + attributes() + declarations;
        if (depth == 5 || below(4) == 0) {
            text_ += "/>";
        } else {
            text_ += ">";
            for (auto count = below(4); count > 0; --count) {
                text_ += pick({"", "text", "&amp;&lt;&gt;\"'", "&#13;\r\n\t", "\xE6\xB5\x8B\n", "<![CDATA[<&>]]>"});
                element(depth + 1);
            }
            text_ += "</" + name + " >";
        }
        prefixes_.resize(known);
    }

    std::string qualified(std::string const& name) {
        auto const prefix = prefixes_[below(static_cast<std::uint32_t>(prefixes_.size()))];
        return prefix.empty() ? name : prefix + ":" + name;
    }

    /// One of each local name, so that two prefixes of one namespace never make the same attribute.
    std::string attributes() {
        std::string text;
        for (auto const* const name : {"z", "y", "x"}) {
            if (below(2) == 0) {
                auto const value = pick({"1", "&amp;&lt;>&quot;'", "a\n\tb", "&#9;&#10;&#13;", ""});
                text += " " + qualified(name) + "=\"" + value + "\"";
            }
        }
        return text + (below(8) == 0 ? " xml:lang='zh'" : "");
    }

    std::string pick(std::vector<std::string> const& choices) {
        return choices[below(static_cast<std::uint32_t>(choices.size()))];
    }

    std::mt19937 random_;
    std::string text_;
    std::vector<std::string> prefixes_;
};

class Failing final : public ByteSink {
public:
    Status write(std::string_view) override { return Error{ErrorCode::file_io, {}, {}, {}}; }
};

}  // namespace

TEST_CASE("text and attributes are escaped as canonical form wants it") {
    std::string text;
    append_escaped_text(text, "a&b<c>d\re\"f\tg\n");
    CHECK(text == "a&amp;b&lt;c&gt;d&#xD;e\"f\tg\n");
    std::string value;
    append_escaped_attribute(value, "a&b<c>d\re\"f\tg\n'");
    CHECK(value == "a&amp;b&lt;c>d&#xD;e&quot;f&#x9;g&#xA;'");
}

TEST_CASE("namespaces stand where they are used first and nowhere else") {
    CHECK(canonical("<a xmlns:u='urn:u' xmlns:p='urn:p'><p:b/><p:b/></a>") ==
          "<a><p:b xmlns:p=\"urn:p\"></p:b><p:b xmlns:p=\"urn:p\"></p:b></a>");
    CHECK(canonical("<a xmlns='urn:a'><b xmlns='urn:a'/></a>") == "<a xmlns=\"urn:a\"><b></b></a>");
    CHECK(canonical("<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c xmlns:p='urn:1'/></p:b></p:a>") ==
          "<p:a xmlns:p=\"urn:1\"><p:b xmlns:p=\"urn:2\"><p:c xmlns:p=\"urn:1\"></p:c></p:b></p:a>");
}

TEST_CASE("leaving the default namespace is written out, never having been in one is not") {
    CHECK(canonical("<a xmlns='urn:a'><b xmlns=''><c/></b><d/></a>") ==
          "<a xmlns=\"urn:a\"><b xmlns=\"\"><c></c></b><d></d></a>");
    CHECK(canonical("<a xmlns=''><b xmlns=''/></a>") == "<a><b></b></a>");
    CHECK(canonical("<p:a xmlns:p='urn:p' xmlns='urn:d'><b xmlns=''/></p:a>") ==
          "<p:a xmlns:p=\"urn:p\"><b></b></p:a>");
}

TEST_CASE("a namespace name is escaped like any attribute value") {
    // xml-c14n section 2.3; libxml2's own serializer leaves the & bare here, which is not even XML.
    CHECK(canonical("<a xmlns='urn:&amp;c'/>") == "<a xmlns=\"urn:&amp;c\"></a>");
}

TEST_CASE("attributes are sorted by namespace and local name, not by prefix") {
    CHECK(canonical("<e xmlns:b='urn:1' xmlns:a='urn:2' a:x='1' b:y='2' z='3' b:x='4' c='5'/>") ==
          "<e xmlns:a=\"urn:2\" xmlns:b=\"urn:1\" c=\"5\" z=\"3\" b:x=\"4\" b:y=\"2\" a:x=\"1\"></e>");
}

TEST_CASE("the declaration, white space around the root and comments are no part of the form") {
    CHECK(canonical("<?xml version='1.0'?>\n<!-- c -->\n<a>\n <!-- c --><b/></a>\n") == "<a>\n <b></b></a>");
}

TEST_CASE("two thousand generated documents come out as xmllint writes them") {
    if (!workbench::have("xmllint")) {
        return;
    }
    Generator generator(20022);
    for (auto batch = 0; batch < 20; ++batch) {
        std::vector<std::string> documents(100);
        std::generate(documents.begin(), documents.end(), [&] { return generator.document(); });
        auto const theirs = xmllint_forms(documents);
        std::size_t at = 0;
        for (auto const& document : documents) {
            auto const ours = canonical(document);
            INFO(document);
            REQUIRE(theirs.substr(at, ours.size()) == ours);
            at += ours.size();
        }
        REQUIRE(at == theirs.size());
    }
}

TEST_CASE("a document longer than the buffer reaches the sink whole") {
    auto const text = std::string(200000, 'x');
    CHECK(canonical("<a><b>" + text + "</b><b/></a>") == "<a><b>" + text + "</b><b></b></a>");
}

TEST_CASE("a sink that fails is an error, never an empty form") {
    Failing sink;
    Canonicalizer canonicalizer(sink);
    Reader reader(canonicalizer, "d.xml");
    auto const fed = reader.feed("<a></a>");
    auto const finished = reader.finish();
    CHECK_FALSE((fed && finished));
}
