#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace almoner::sheet {

/// What a heading, or the first word of a row, may tell (formats/lists/*.tsv).
enum class WordUse : std::uint8_t {
    is,      ///< the column is that field
    ask,     ///< it may be another: a person says which
    total,   ///< the row adds up those above
    footer,  ///< the row is of the people who kept the list
    value,   ///< a cell of that field says `value` in other words
};

struct Word {
    std::string field;
    std::string text;
    WordUse use{};
    std::string value = {};  ///< of a value
};

/// What an amount is counted in, where a heading or a row above it says so.
enum class AmountUnit : std::uint8_t {
    unsaid,
    one,           ///< yuan, euro: the currency itself
    ten_thousand,  ///< wan
    other,         ///< thousands, another currency: nothing that could be paid without asking
};

/// The headings people write in their languages, and the words of rows that pay nobody.
class Words {
public:
    /// A field's own name is a heading, too.
    explicit Words(std::vector<Word> const& words);

    struct Meaning {
        std::string field;
        WordUse use{};
        AmountUnit unit = AmountUnit::unsaid;
    };
    /// What a heading means. A unit in brackets is taken out of it; "wan" there makes an amount one of ten thousands
    /// (field amount_wan). Nothing for a heading nobody knows.
    [[nodiscard]] std::optional<Meaning> heading(std::string_view text) const;
    /// What a title or a row above the heading says of all amounts below: "(unit: wan yuan)".
    [[nodiscard]] static AmountUnit unit_above(std::string_view text);
    /// What a cell of `field` says in the program's words; the cell itself when nothing else is known.
    [[nodiscard]] std::string_view value(std::string_view field, std::string_view cell) const;
    /// Whether a row that begins with `text` is a total or a footer.
    [[nodiscard]] bool is_total(std::string_view text) const;
    [[nodiscard]] bool is_footer(std::string_view text) const;

private:
    std::map<std::string, Meaning, std::less<>> headings_;
    using Values = std::map<std::string, std::string, std::less<>>;  ///< by comparable text
    std::map<std::string, Values, std::less<>> values_;              ///< by field
    std::vector<std::string> totals_;
    std::vector<std::string> footers_;
    std::u32string firsts_;  ///< characters that totals and footers begin with, ascending
    [[nodiscard]] bool may_begin(std::string_view text) const;
};

/// A heading as it is compared: NFKC, without blanks and line feeds, ASCII letters small.
std::string comparable(std::string_view heading);

}  // namespace almoner::sheet
