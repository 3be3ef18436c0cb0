#include "xml/canonical.hpp"

#include <algorithm>
#include <array>

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

constexpr std::string_view text_escape(char letter) {
    switch (letter) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '\r': return "&#xD;";
        default: return {};
    }
}

constexpr std::string_view attribute_escape(char letter) {
    switch (letter) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '"': return "&quot;";
        case '\t': return "&#x9;";
        case '\n': return "&#xA;";
        case '\r': return "&#xD;";
        default: return {};
    }
}

using Specials = std::array<bool, 256>;

/// The characters that XML 1.0 has no way to say (Char).
constexpr bool is_forbidden(char letter) {
    auto const byte = static_cast<unsigned char>(letter);
    return byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r';
}

/// Which bytes have an escape, or no right to be there.
template <std::string_view (*escape)(char)>
constexpr Specials specials_of() {
    Specials specials{};
    for (auto byte = 0; byte < 256; ++byte) {
        auto const letter = static_cast<char>(byte);
        specials[static_cast<std::size_t>(byte)] = is_forbidden(letter) || !escape(letter).empty();
    }
    return specials;
}

/// Copies runs of ordinary bytes; `escape` is empty for those.
template <std::string_view (*escape)(char)>
bool append_escaped(std::string& out, std::string_view text) {
    static constexpr auto specials = specials_of<escape>();
    auto const is_special = [](char letter) { return specials[static_cast<unsigned char>(letter)]; };
    for (auto run = text.begin();;) {
        auto const special = std::find_if(run, text.end(), is_special);
        out.append(run, special);
        if (special == text.end()) {
            return true;
        }
        if (is_forbidden(*special)) {
            return false;
        }
        out += escape(*special);
        run = special + 1;
    }
}

}  // namespace

bool append_escaped_text(std::string& out, std::string_view text) { return append_escaped<text_escape>(out, text); }

bool append_escaped_attribute(std::string& out, std::string_view value) {
    return append_escaped<attribute_escape>(out, value);
}

Status Canonicalizer::start(Element const& element) {
    ++depth_;
    buffer_ += '<';
    append_name(buffer_, element.prefix, element.name);
    if (element.attributes.empty()) {
        // Most elements of a message: nothing to sort, one prefix to look at.
        render_namespace(element.prefix, element.namespace_uri);
        buffer_ += '>';
        return {};
    }
    find_used_namespaces(element);
    for (auto const& used : used_) {
        render_namespace(used.prefix, used.uri);
    }
    attributes_.assign(element.attributes.begin(), element.attributes.end());
    std::sort(attributes_.begin(), attributes_.end(), [](auto const& left, auto const& right) {
        return std::pair(left.namespace_uri, left.name) < std::pair(right.namespace_uri, right.name);
    });
    for (auto const& attribute : attributes_) {
        buffer_ += ' ';
        append_name(buffer_, attribute.prefix, attribute.name);
        buffer_ += "=\"";
        append_escaped_attribute(buffer_, attribute.value);
        buffer_ += '"';
    }
    buffer_ += '>';
    return {};
}

/// Only prefixes that the element and its attributes use are rendered (exclusive form), sorted.
void Canonicalizer::find_used_namespaces(Element const& element) {
    used_.clear();
    used_.push_back({element.prefix, element.namespace_uri});
    for (auto const& attribute : element.attributes) {
        // An attribute without prefix is in no namespace, not in the default one.
        if (!attribute.prefix.empty()) {
            used_.push_back({attribute.prefix, attribute.namespace_uri});
        }
    }
    auto const before = [](auto const& left, auto const& right) { return left.prefix < right.prefix; };
    std::sort(used_.begin(), used_.end(), before);
    auto const same = [](auto const& left, auto const& right) { return left.prefix == right.prefix; };
    used_.erase(std::unique(used_.begin(), used_.end(), same), used_.end());
}

void Canonicalizer::render_namespace(std::string_view prefix, std::string_view uri) {
    auto const is_same = [prefix](auto const& one) { return one.prefix == prefix; };
    auto const known = std::find_if(rendered_.rbegin(), rendered_.rend(), is_same);
    auto const current = known == rendered_.rend() ? std::string_view{} : std::string_view(known->uri);
    // The prefix xml is bound by the standard itself and never declared.
    if (current == uri || prefix == "xml") {
        return;
    }
    rendered_.push_back({std::string(prefix), std::string(uri), depth_});
    buffer_ += prefix.empty() ? " xmlns" : " xmlns:";
    buffer_ += prefix;
    buffer_ += "=\"";
    append_escaped_attribute(buffer_, uri);
    buffer_ += '"';
}

Status Canonicalizer::end(Element const& element) {
    buffer_ += "</";
    append_name(buffer_, element.prefix, element.name);
    buffer_ += '>';
    while (!rendered_.empty() && rendered_.back().depth == depth_) {
        rendered_.pop_back();
    }
    --depth_;
    return flush_when_full();
}

Status Canonicalizer::text(std::string_view text) {
    // Text outside the root element is no part of the document's content.
    if (depth_ == 0) {
        return {};
    }
    append_escaped_text(buffer_, text);
    return flush_when_full();
}

Status Canonicalizer::flush_when_full() { return depth_ != 0 && buffer_.size() < flush_at ? Status{} : flush(); }

Status Canonicalizer::flush() {
    auto const written = sink_.write(buffer_);
    buffer_.clear();
    return written;
}

}  // namespace almoner::xml
