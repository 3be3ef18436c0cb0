#include "xml/canonical.hpp"

#include <algorithm>

namespace almoner::xml {

namespace {

constexpr std::size_t flush_at = 64U << 10;

void append_name(std::string& out, std::string_view prefix, std::string_view name) {
    if (!prefix.empty()) {
        out += prefix;
        out += ':';
    }
    out += name;
}

/// Copies runs of ordinary bytes; only the few special ones are looked at one by one.
template <class Replacement>
void append_escaped(std::string& out, std::string_view text, std::string_view special, Replacement replacement) {
    for (;;) {
        auto const at = text.find_first_of(special);
        out += text.substr(0, at);
        if (at == std::string_view::npos) {
            return;
        }
        out += replacement(text[at]);
        text.remove_prefix(at + 1);
    }
}

}  // namespace

void append_escaped_text(std::string& out, std::string_view text) {
    append_escaped(out, text, "&<>\r", [](char letter) -> std::string_view {
        switch (letter) {
            case '&': return "&amp;";
            case '<': return "&lt;";
            case '>': return "&gt;";
            default: return "&#xD;";
        }
    });
}

void append_escaped_attribute(std::string& out, std::string_view value) {
    append_escaped(out, value, "&<\"\t\n\r", [](char letter) -> std::string_view {
        switch (letter) {
            case '&': return "&amp;";
            case '<': return "&lt;";
            case '"': return "&quot;";
            case '\t': return "&#x9;";
            case '\n': return "&#xA;";
            default: return "&#xD;";
        }
    });
}

Status Canonicalizer::start(Element const& element) {
    ++depth_;
    // Only prefixes that the element and its attributes use are rendered (exclusive form).
    std::vector<std::pair<std::string_view, std::string_view>> used = {{element.prefix, element.namespace_uri}};
    for (auto const& attribute : element.attributes) {
        if (!attribute.prefix.empty() && attribute.prefix != "xml") {
            used.emplace_back(attribute.prefix, attribute.namespace_uri);
        }
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    buffer_ += '<';
    append_name(buffer_, element.prefix, element.name);
    for (auto const& [prefix, uri] : used) {
        auto const known = std::find_if(rendered_.rbegin(), rendered_.rend(), [wanted = prefix](auto const& one) { return one.prefix == wanted; });
        auto const current = known == rendered_.rend() ? std::string_view{} : std::string_view(known->uri);
        if (current == uri) {
            continue;
        }
        rendered_.push_back({std::string(prefix), std::string(uri), depth_});
        buffer_ += prefix.empty() ? " xmlns" : " xmlns:";
        buffer_ += prefix;
        buffer_ += "=\"";
        append_escaped_attribute(buffer_, uri);
        buffer_ += '"';
    }
    std::vector<Attribute> attributes(element.attributes.begin(), element.attributes.end());
    std::sort(attributes.begin(), attributes.end(), [](auto const& left, auto const& right) {
        return std::pair(left.namespace_uri, left.name) < std::pair(right.namespace_uri, right.name);
    });
    for (auto const& attribute : attributes) {
        buffer_ += ' ';
        append_name(buffer_, attribute.prefix, attribute.name);
        buffer_ += "=\"";
        append_escaped_attribute(buffer_, attribute.value);
        buffer_ += '"';
    }
    buffer_ += '>';
    return {};
}

Status Canonicalizer::end(Element const& element) {
    buffer_ += "</";
    append_name(buffer_, element.prefix, element.name);
    buffer_ += '>';
    while (!rendered_.empty() && rendered_.back().depth == depth_) {
        rendered_.pop_back();
    }
    --depth_;
    if (depth_ != 0 && buffer_.size() < flush_at) {
        return {};
    }
    auto const written = sink_.write(buffer_);
    buffer_.clear();
    return written;
}

Status Canonicalizer::text(std::string_view text) {
    // Text outside the root element is no part of the document's content.
    if (depth_ > 0) {
        append_escaped_text(buffer_, text);
    }
    return {};
}

}  // namespace almoner::xml
