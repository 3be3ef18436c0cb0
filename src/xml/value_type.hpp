#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/plain_pattern.hpp"

namespace almoner::xml {

/// A simple type of an XML Schema, as far as it can be told here what it holds: text or decimal numbers with lengths,
/// digits, patterns and enumerations.
/// Source: XML Schema Part 2, 4.3 Constraining Facets.
struct ValueType {
    struct Pattern {
        /// Nothing where libxml2 does not understand it.
        static std::optional<Pattern> compile(std::string const& text);
        [[nodiscard]] bool matches(std::string_view text) const;

        struct Regexp;
        std::optional<PlainPattern> plain;     ///< asked first
        std::shared_ptr<Regexp const> regexp;  ///< libxml2's own, by which it validates
    };
    /// What one step of a derivation asks; of several patterns and of several texts any one will do.
    struct Restriction {
        std::vector<Pattern> patterns;
        std::vector<std::string> texts;
    };
    bool is_decimal = false;
    bool is_above_zero = false;
    std::size_t least_characters = 0;
    std::optional<std::size_t> most_characters = {};
    std::optional<std::size_t> digits = {};           ///< in all
    std::optional<std::size_t> fraction_digits = {};  ///< behind the point
    std::vector<Restriction> restrictions = {};

    /// Whether the text of an element, as its bytes stand in a UTF-8 document, surely is of this type. False says
    /// nothing: a reference, a sign or a space in front of a number is not looked into.
    [[nodiscard]] bool surely_holds(std::string_view bytes) const;
};

}  // namespace almoner::xml
