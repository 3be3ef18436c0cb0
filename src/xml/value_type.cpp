#include "xml/value_type.hpp"

#include <algorithm>

#include <libxml/xmlregexp.h>

#include "core/free.hpp"
#include "core/utf8.hpp"

namespace almoner::xml {

struct ValueType::Pattern::Regexp {
    std::unique_ptr<xmlRegexp, Free<xmlRegFreeRegexp>> compiled;
};

namespace {

/// How many characters the bytes are; nothing where they may be more than text to a parser, or no text at all.
std::optional<std::size_t> plain_characters(std::string_view bytes) {
    auto is_ascii = true;
    for (auto const byte : bytes) {
        auto const value = static_cast<unsigned char>(byte);
        if (value < 0x20 || byte == '&' || byte == '<' || byte == '>') {
            return std::nullopt;
        }
        is_ascii &= value < 0x80;
    }
    if (is_ascii) {
        return bytes.size();
    }
    // Two characters that UTF-8 has and XML has not.
    auto const is_text = !first_utf8_fault(bytes) && bytes.find("\xEF\xBF\xBE") == std::string_view::npos &&
                         bytes.find("\xEF\xBF\xBF") == std::string_view::npos;
    return is_text ? std::optional(character_count(bytes)) : std::nullopt;
}

/// Longer numbers libxml2 may not take, whatever the schema says.
constexpr std::size_t most_digits = 18;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Digits, and perhaps a point with digits behind it.
bool is_number(ValueType const& type, std::string_view text) {
    auto const point = std::min(text.find('.'), text.size());
    auto const whole = text.substr(0, point);
    auto const fraction = text.substr(std::min(point + 1, text.size()));
    if (whole.empty() || (point != text.size() && fraction.empty()) ||
        !std::all_of(whole.begin(), whole.end(), is_digit) ||
        !std::all_of(fraction.begin(), fraction.end(), is_digit)) {
        return false;
    }
    auto const count = whole.size() + fraction.size();
    return count <= std::min(type.digits.value_or(most_digits), most_digits) && fraction.size() <= type.fraction_digits.value_or(count) &&
           (!type.is_above_zero || text.find_first_not_of("0.") != std::string_view::npos);
}

}  // namespace

bool ValueType::surely_holds(std::string_view bytes) const {
    auto const characters = plain_characters(bytes);
    if (!characters || *characters < least_characters || *characters > most_characters.value_or(*characters) ||
        (is_decimal && !is_number(*this, bytes))) {
        return false;
    }
    return std::all_of(restrictions.begin(), restrictions.end(), [bytes](auto const& restriction) {
        auto const& [patterns, texts] = restriction;
        auto const is_one = texts.empty() || std::find(texts.begin(), texts.end(), bytes) != texts.end();
        auto const matches = [bytes](auto const& pattern) { return pattern.matches(bytes); };
        return is_one && (patterns.empty() || std::any_of(patterns.begin(), patterns.end(), matches));
    });
}

std::optional<ValueType::Pattern> ValueType::Pattern::compile(std::string const& text) {
    Regexp regexp;
    regexp.compiled.reset(xmlRegexpCompile(reinterpret_cast<xmlChar const*>(text.c_str())));
    if (!regexp.compiled) {
        return std::nullopt;
    }
    return Pattern{PlainPattern::of(text), std::make_shared<Regexp const>(std::move(regexp))};
}

bool ValueType::Pattern::matches(std::string_view text) const {
    if (plain && plain->surely_matches(text)) {
        return true;
    }
    std::string const ended(text);
    return xmlRegexpExec(regexp->compiled.get(), reinterpret_cast<xmlChar const*>(ended.c_str())) == 1;
}

}  // namespace almoner::xml
