#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/interfaces.hpp"
#include "xml/reader.hpp"

namespace almoner::xml {

/// Writes what it is told in Exclusive XML Canonicalization 1.0 without comments (W3C xml-exc-c14n):
/// namespaces rendered where visibly used, attributes sorted, empty elements as start and end tags.
class Canonicalizer final : public Handler {
public:
    explicit Canonicalizer(ByteSink& sink) : sink_(sink) {}
    /// Bytes reach the sink in pieces; all of them have when the outermost element has ended.
    Status start(Element const& element) override;
    Status end(Element const& element) override;
    Status text(std::string_view text) override;
    /// Hands on what has been written so far.
    Status flush();

private:
    struct Rendered {
        std::string prefix;
        std::string uri;
        std::size_t depth;
    };
    void render_namespace(std::string_view prefix, std::string_view uri);
    void find_used_namespaces(Element const& element);
    Status flush_when_full();

    ByteSink& sink_;
    std::vector<Rendered> rendered_;
    std::vector<Namespace> used_;        ///< of one element; reused, so that no element allocates
    std::vector<Attribute> attributes_;  ///< likewise, sorted
    std::size_t depth_ = 0;
    std::string buffer_;
};

/// Appends text content with & < > and CR escaped, as canonical form wants it. False, and not all of it, at a character
/// that no XML document holds (XML 1.0, Char): none that a parser has read.
bool append_escaped_text(std::string& out, std::string_view text);
/// The same of an attribute value with & < " TAB LF CR escaped.
bool append_escaped_attribute(std::string& out, std::string_view value);

}  // namespace almoner::xml
