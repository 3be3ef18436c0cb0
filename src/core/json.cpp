#include "core/json.hpp"

#include <cstdio>

namespace almoner {

namespace {

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (auto const letter : text) {
        auto const byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (byte < 0x20) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", byte);
            out += escaped;
        } else {
            out += letter;
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
