#include "core/json.hpp"

#include <algorithm>
#include <cstdio>

namespace almoner {

namespace {

bool is_escaped(char letter) { return letter == '"' || letter == '\\' || static_cast<unsigned char>(letter) < 0x20; }

void append_escaped(std::string& out, char letter) {
    if (letter == '"' || letter == '\\') {
        out += '\\';
        out += letter;
        return;
    }
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned char>(letter));
    out += escaped;
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        auto const* const plain_end = std::find_if(text.begin(), text.end(), is_escaped);
        out.append(text.begin(), plain_end);
        text.remove_prefix(static_cast<std::size_t>(plain_end - text.begin()));
        if (!text.empty()) {
            append_escaped(out, text.front());
            text.remove_prefix(1);
        }
    }
    out += '"';
}

}  // namespace

void JsonLine::name(std::string_view name) {
    if (!fields_.empty()) {
        fields_ += ',';
    }
    append_quoted(fields_, name);
    fields_ += ':';
}

JsonLine& JsonLine::field(std::string_view name, std::string_view text) {
    this->name(name);
    append_quoted(fields_, text);
    return *this;
}

JsonLine& JsonLine::field(std::string_view name, std::int64_t number) {
    this->name(name);
    fields_ += std::to_string(number);
    return *this;
}

JsonLine& JsonLine::field(std::string_view name, bool truth) {
    this->name(name);
    fields_ += truth ? "true" : "false";
    return *this;
}

JsonLine& JsonLine::field(std::string_view name, JsonLine const& object) {
    this->name(name);
    fields_ += object.text();
    return *this;
}

JsonLine& JsonLine::null(std::string_view name) {
    this->name(name);
    fields_ += "null";
    return *this;
}

}  // namespace almoner
