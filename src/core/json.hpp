#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/money.hpp"

namespace almoner {

/// Writes one JSON object on one line (RFC 8259), fields in the order given, text as UTF-8.
/// Amounts are decimal text, so that no reader makes them floating point.
class JsonLine {
public:
    JsonLine& field(std::string_view name, std::string_view text);
    JsonLine& field(std::string_view name, char const* text) { return field(name, std::string_view(text)); }
    JsonLine& field(std::string_view name, std::int64_t number);
    JsonLine& field(std::string_view name, bool truth);
    JsonLine& field(std::string_view name, Money amount) { return field(name, std::string_view(to_text(amount))); }
    /// An object within the object.
    JsonLine& field(std::string_view name, JsonLine const& object);
    JsonLine& null(std::string_view name);

    /// Null when absent.
    template <class Value>
    JsonLine& field(std::string_view name, std::optional<Value> const& value) {
        return value ? field(name, *value) : null(name);
    }

    /// `{"a":"b"}` without a line feed.
    [[nodiscard]] std::string text() const { return "{" + fields_ + "}"; }

private:
    void name(std::string_view name);
    std::string fields_;
};

}  // namespace almoner
